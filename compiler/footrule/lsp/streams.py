"""What comes in, within bounds: a header or a message of any length costs no more than reading past it."""

from __future__ import annotations

import re
from typing import BinaryIO

LONGEST_LINE = 8192
LONGEST_MESSAGE = 64_000_000
_PIECE = 1 << 20
_LENGTH = re.compile(rb"^Content-Length:\s*(\d{1,12})\s*$", re.IGNORECASE)


class Bounded:
    """Standard input as the protocol reads it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def readline(self) -> bytes:
        """A header line as the protocol expects it; one too long or not understood is an empty header's worth."""
        line = self.stream.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = self.stream.readline(LONGEST_LINE)
            return b"X-Too-Long: yes\r\n" if line else b""
        if line in (b"\n", b"\r\n"):
            return b"\r\n"
        found = _LENGTH.match(line)
        if found:
            return b"Content-Length: %d\r\n" % int(found.group(1))
        return b"X-Other: yes\r\n" if line else b""

    def read(self, size: int) -> bytes:
        """A message; one beyond the bound is read past and stands as one that cannot be parsed."""
        if size <= LONGEST_MESSAGE:
            return self.stream.read(size)
        while size > 0:
            piece = self.stream.read(min(size, _PIECE))
            if not piece:
                return b""
            size -= len(piece)
        return b"?"
