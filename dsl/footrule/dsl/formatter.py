"""`fmt`: rule blocks in one layout, everything else byte for byte.

Works on tokens, not on the tree, so that remarks and the author's line breaks stay. A statement that does not parse,
or that would not parse to the same tree afterwards, is left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from footrule.dsl.characters import width
from footrule.dsl.chunks import Chunk, cut, is_comment
from footrule.dsl.fences import blocks, opening_in
from footrule.dsl.file_words import declared_units, keyword_language
from footrule.dsl.findings import Refused
from footrule.dsl.keywords import Language
from footrule.dsl.lexer import Token
from footrule.dsl.parser import parse_chunk
from footrule.dsl.printer import without_spans
from footrule.dsl.token_text import glued, texts

INDENT = "    "
ALIGN_LIMIT = 64
"""Cases wider than this before their guard do not push the guards of the others to the right."""

UNREAD_LIMIT = 100
"""A file with more statements that do not parse is left as it is from there on."""


def format_text(text: str, path: str, keywords: Language | None = None) -> str:
    """`text` with its rule blocks formatted: punctuation, spacing, four-space indents, guards of cases aligned.

    `keywords` turns keywords, functions, type names and the words of the fences into that language; None leaves each
    as it is. `path` names the file, whose ending tells a translation, which holds no rules. Formatting twice gives the
    same text as once.
    """
    if path.endswith((".en.md", ".zh.md")):
        return text
    lines = text.split("\n")
    bare = [line.removesuffix("\r") for line in lines]
    units = declared_units(text)
    file = _File(keyword_language(text), keywords, units)
    unread: list[int] = []
    for block in blocks(bare):
        if keywords is not None:
            lines[block.opening] = opening_in(lines[block.opening], block.fence, keywords)
        if block.fence.holds == "rule":
            formatted = file.block(bare[block.start : block.end], unread)
            for index, line in zip(range(block.start, block.end), formatted, strict=True):
                lines[index] = line + ("\r" if lines[index].endswith("\r") else "")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _File:
    """What holds for every block of a file."""

    language: Language
    keywords: Language | None
    units: frozenset[str]

    def block(self, lines: list[str], unread: list[int]) -> list[str]:
        """The lines of a block, formatted; `unread` collects the statements that could not be read."""
        out = [_remark(line.rstrip()) if is_comment(line) else line.rstrip() for line in lines]
        for chunk in cut("\n".join(lines), 0):
            count = chunk.text.count("\n") + 1
            original = lines[chunk.line : chunk.line + count]
            formatted = self.statement(chunk) if len(unread) < UNREAD_LIMIT else None
            if formatted is None:
                unread.append(chunk.line)
            out[chunk.line : chunk.line + count] = formatted or original
        return out

    def statement(self, chunk: Chunk) -> list[str] | None:
        try:
            tree, tokens = parse_chunk(chunk, self.units)
            lines = self.layout(chunk, tokens)
            (again,) = cut("\n".join(lines), chunk.line)
            same, _ = parse_chunk(again, self.units)
        except (Refused, ValueError):
            return None
        return lines if without_spans(same) == without_spans(tree) else None

    def layout(self, chunk: Chunk, tokens: tuple[Token, ...]) -> list[str]:
        shown = texts(tokens, self.keywords, self.language)
        by_line: dict[int, list[int]] = {}
        for position, token in enumerate(tokens):
            if token.type != "ITEM":
                by_line.setdefault(token.line - chunk.line, []).append(position)
        sources = chunk.text.split("\n")
        levels = _levels(sources, by_line)
        align = _alignment(tokens, shown, by_line, levels)
        out: list[str] = []
        offset = 0
        for number, source in enumerate(sources):
            positions = by_line.get(number, [])
            end = tokens[positions[-1]].end - offset if positions else 0
            remark = _remark(source[end:].strip())
            if positions:
                line = INDENT * levels[number] + _joined(tokens, shown, positions, align)
                out.append(f"{line}  {remark}" if remark else line)
            else:
                out.append(INDENT * levels[number] + remark if remark else "")
            offset += len(source) + 1
        return out


def _remark(text: str) -> str:
    """A remark with its dashes as `--`; its words stay."""
    stripped = text.lstrip()
    if stripped[:2] in ("－－", "−−", "——"):
        return text[: len(text) - len(stripped)] + "--" + stripped[2:]
    return text


def _levels(sources: list[str], by_line: dict[int, list[int]]) -> dict[int, int]:
    """How deep each line is indented; a remark on its own takes the depth of the line it stands above."""
    levels: dict[int, int] = {}
    stack: list[int] = []
    for number, source in enumerate(sources):
        if number not in by_line:
            continue
        blank = source[: len(source) - len(source.lstrip())]
        indent = width(blank.expandtabs(4))
        while stack and stack[-1] > indent:
            stack.pop()
        if indent and (not stack or stack[-1] < indent):
            stack.append(indent)
        levels[number] = len(stack)
    following = 0
    for number in range(len(sources) - 1, -1, -1):
        if number in levels:
            following = levels[number]
        else:
            levels[number] = 0 if is_comment(sources[number]) and not sources[number][0].isspace() else following
    return levels


def _alignment(
    tokens: tuple[Token, ...], shown: list[str], by_line: dict[int, list[int]], levels: dict[int, int]
) -> dict[int, int]:
    """For the guard of each case that has a line of its own: the column of the line it is moved to."""
    columns: dict[int, int] = {}
    apart: dict[int, int] = {}
    for number, positions in by_line.items():
        if tokens[positions[0]].type != "EQUALS":
            continue
        guard = _guard(tokens, positions)
        if guard is not None:
            before = _joined(tokens, shown, positions[: positions.index(guard)], {})
            column = width(before)
            apart[guard] = column + 2
            if column + len(INDENT) * levels[number] <= ALIGN_LIMIT:
                columns[guard] = column
    if len(apart) < 2:
        return {}
    return apart | dict.fromkeys(columns, max(columns.values(), default=0) + 2)


def _guard(tokens: tuple[Token, ...], positions: list[int]) -> int | None:
    depth = 0
    for position in positions:
        kind = tokens[position].type
        depth += (kind in ("LPAR", "LSQB")) - (kind in ("RPAR", "RSQB"))
        if depth == 0 and kind in ("WHEN", "OTHERWISE"):
            return position
    return None


def _joined(tokens: tuple[Token, ...], shown: list[str], positions: list[int], align: dict[int, int]) -> str:
    text = ""
    for position in positions:
        if text and position in align:
            text += " " * max(align[position] - width(text), 1)
        elif text and not glued(tokens, position):
            text += " "
        text += shown[position]
    return text
