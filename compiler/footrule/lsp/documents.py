"""The texts an editor holds open, kept as it tells us of its changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lsprotocol.types import TextDocumentContentChangePartial, TextDocumentContentChangeWholeDocument
from pygls.uris import from_fs_path, to_fs_path

from footrule.dsl.fences import closes, opening_fence
from footrule.lsp.positions import Places

Change = TextDocumentContentChangePartial | TextDocumentContentChangeWholeDocument
LONGEST_HEAD = 200


@dataclass(frozen=True)
class Text:
    """One text at one version."""

    uri: str
    path: Path
    version: int | None
    content: str

    @cached_property
    def places(self) -> Places:
        return Places(self.content)

    @property
    def data(self) -> bytes:
        """The bytes a file with this text would hold; half a surrogate pair stays for the reader to refuse."""
        return self.content.encode("utf-8", "surrogatepass")

    @property
    def is_standard(self) -> bool:
        """Whether this is meant to be read: other Markdown stays without findings."""
        lines = self.content.removeprefix("\ufeff").split("\n")
        if lines[0].rstrip() == "---":
            for line in lines[1:LONGEST_HEAD]:
                if line.startswith("standard:"):
                    return True
                if line.rstrip() in ("---", "..."):
                    break
        fences = (opening_fence(line) for line in lines if line.startswith(("```", "~~~")))
        return any(fence is not None and fence.holds == "rule" for fence in fences)

    def block_at(self, offset: int) -> str:
        """What the fence around a place holds: `rule`, `example`, or nothing."""
        fence = None
        for line in self.content[:offset].split("\n")[:-1]:
            if fence is None:
                fence = opening_fence(line)
            elif closes(line, fence):
                fence = None
        return fence.holds if fence is not None and fence.holds != "other" and not fence.indent else ""

    def line_before(self, offset: int) -> str:
        """The line of a place, up to it."""
        return self.content[self.content.rfind("\n", 0, offset) + 1 : offset]

    def changed(self, change: Change, version: int | None) -> Text:
        if isinstance(change, TextDocumentContentChangeWholeDocument):
            return Text(self.uri, self.path, version, change.text)
        start = self.places.offset_at(change.range.start)
        end = max(self.places.offset_at(change.range.end), start)
        return Text(self.uri, self.path, version, self.content[:start] + change.text + self.content[end:])


def path_of(uri: str) -> Path | None:
    """The file a URI names, resolved; None for what is no file."""
    if not uri.startswith("file:"):
        return None
    try:
        named = to_fs_path(uri)
        return Path(named).resolve() if named else None
    except (ValueError, OSError, RuntimeError):
        return None


def uri_of(path: Path) -> str:
    return from_fs_path(str(path)) or path.as_uri()


def on_disk(path: Path) -> Text | None:
    """A file not open in the editor."""
    try:
        return Text(uri_of(path), path, None, path.read_bytes().decode("utf-8", "replace"))
    except OSError:
        return None
