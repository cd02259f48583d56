"""Authors' text in Python source: as a string literal, a comment, a docstring, or Markdown; never as code.

Labels, messages and prose are data of whoever wrote the standard. Nothing here lets a character of theirs end the
literal it stands in, start a line, or reorder what a reader sees.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata

from footrule.compiler.targets.python.layout import WIDTH, columns


def plain(text: str) -> str:
    """`text` as one line without control, format or surrogate characters (bidi overrides among them)."""
    spaced = "".join(" " if char.isspace() else char for char in text)
    shown = "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return re.sub(" +", " ", shown).strip()


def string(text: str) -> str:
    """A Python string literal; what does not print is escaped. Double quotes unless the text holds one."""
    literal = repr(text)
    return f'"{literal[1:-1]}"' if literal[0] == "'" and '"' not in text else literal


def strings(text: str, width: int) -> list[str]:
    """`text` as string literals of at most about `width` columns each, to stand beside each other in parentheses."""
    pieces: list[str] = []
    piece = ""
    for word in _words(text):
        if piece and columns(string(piece + word)) > width:
            pieces.append(piece)
            piece = ""
        piece += word
    return [string(piece) for piece in [*pieces, piece]]


def _words(text: str) -> list[str]:
    """Where a long text may be parted: after a space, and after a Chinese character and the punctuation it carries."""
    return re.findall(r"[!-~]+\s*|.[!-/:-@\]}）】」。，、；：％]*\s*", text, flags=re.DOTALL)


def comment(text: str) -> str:
    return f"# {plain(text)}".rstrip()


def docstring(paragraphs: list[str], indent: int) -> list[str]:
    """Lines of a docstring, each paragraph wrapped; the first stands on the opening line."""
    safe = [_unquoted(plain(paragraph).replace("\\", "\\\\")) for paragraph in paragraphs]
    safe = [paragraph for paragraph in safe if paragraph] or ["(no label)"]
    room = WIDTH - indent - 3
    pad = " " * indent
    if len(safe) == 1 and columns(safe[0]) <= room - 3:
        return [f'{pad}"""{safe[0]}"""']
    first = wrapped(safe[0], room)
    if len(first) == len(safe) == 1:
        first = wrapped(safe[0], room - 3)  # a lone line would take the closing quotes with it, over the edge
    lines = [f'{pad}"""{first[0]}', *(pad + line for line in first[1:])]
    for paragraph in safe[1:]:
        lines.append("")
        lines.extend(pad + line for line in wrapped(paragraph, room))
    return [*lines, f'{pad}"""']


def _unquoted(text: str) -> str:
    """Quotation marks escaped where they could end the docstring."""
    return text.replace('"', '\\"') if '"""' in text or text.endswith('"') else text


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, parted at spaces and between Chinese characters."""
    if columns(text) == len(text):
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
    lines, line = [], ""
    for word in _words(text):
        if line and columns(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def markdown(text: str) -> str:
    """`text` as one line of Markdown in which nothing is markup."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~$&])", r"\\\1", plain(text))
