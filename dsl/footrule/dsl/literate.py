"""Reading a standard's file: front matter, clauses, printed tables, rule blocks, worked examples, prose.

A line-oriented reader of the Markdown that standards need. Whatever the bytes, the answer is a document and the
diagnostics of everything wrong with it; nothing is raised.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from footrule.dsl.clauses import HEADING, read_heading
from footrule.dsl.diagnostics.model import Also, Diagnostic, Place
from footrule.dsl.fences import Fence, closing_line, front_matter_end, opening_fence
from footrule.dsl.file_words import declared_units, keyword_language
from footrule.dsl.findings import Finding
from footrule.dsl.front_matter import read_front_matter
from footrule.dsl.markdown_tables import begins_table, read_table
from footrule.dsl.parser import parse_block
from footrule.dsl.phrases import said
from footrule.dsl.plain_yaml import read_yaml
from footrule.dsl.remembered import Remembered
from footrule.dsl.tree import (
    Clause,
    Document,
    ExampleBlock,
    FrontMatter,
    PrintedTable,
    Prose,
    RuleBlock,
    Span,
)

SIZE_LIMIT = 2_000_000
FINDING_LIMIT = 100


def read(data: bytes | str, path: str, remembered: Remembered | None = None) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read one file. `path` names it in diagnostics and tells a translation (`….en.md`) by its ending.

    Spans count lines and columns (Unicode code points) from 1. The document holds what could be read; diagnostics
    stand in order of place. What is `remembered` of an earlier reading of the same file is not read again.
    """
    text, problem = _decode(data)
    if problem is not None:
        place = Place(path, problem.span)
        return Document(path, None, ()), (Diagnostic(problem.code, place, problem.arguments),)
    reader = _Reader(text, path, remembered)
    reader.read()
    document = Document(path, reader.front, tuple(reader.clauses), tuple(reader.parts))
    found = sorted(reader.diagnostics, key=lambda d: (d.place.span.line, d.place.span.column))
    return document, tuple(found)


def is_translation(path: str) -> bool:
    """Whether a path names a translation that lies beside a standard: same clauses, no rules."""
    return path.endswith((".en.md", ".zh.md"))


def _decode(data: bytes | str) -> tuple[str, Finding | None]:
    start = Span(1, 1, 1, 2)
    limit = {"limit": str(SIZE_LIMIT // 1_000_000)}
    if len(data) > SIZE_LIMIT:
        return "", Finding("F0001", start, limit)
    if isinstance(data, bytes):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8", "replace")
            return "", Finding("F0002", _point(before, len(before)), {"byte": f"0x{data[error.start]:02x}"})
    else:
        text = data.removeprefix("\ufeff")
        try:
            if len(text.encode("utf-8")) > SIZE_LIMIT:
                return "", Finding("F0001", start, limit)
        except UnicodeEncodeError as error:
            return "", Finding("F0002", _point(text, error.start), {"byte": f"U+{ord(text[error.start]):04X}"})
    nul = text.find("\0")
    if nul >= 0:
        return "", Finding("F0003", _point(text, nul))
    return text.replace("\r\n", "\n"), None


def _point(text: str, offset: int) -> Span:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(line, column, line, column + 1)


class _Reader:
    """One pass over the lines; `index` counts from 0, spans from 1."""

    def __init__(self, text: str, path: str, remembered: Remembered | None) -> None:
        self.path = path
        self.remembered = remembered
        if remembered is not None:
            remembered.begin()
        self.lines = text.split("\n")
        self.translation = is_translation(path)
        self.unit_words = declared_units(text)
        self.language = keyword_language(text)
        self.front: FrontMatter | None = None
        self.clauses: list[Clause] = []
        self.parts: list[Clause | Prose | PrintedTable | RuleBlock | ExampleBlock] = []
        self.diagnostics: list[Diagnostic] = []
        self.clause: str | None = None
        self.table: PrintedTable | None = None
        self.prose_from: int | None = None
        self.examples: dict[str, Span] = {}
        self.ids: dict[str, Span] = {}

    # --- places ---

    def report(self, findings: Iterable[Finding], also: tuple[Also, ...] = ()) -> None:
        for finding in findings:
            if len(self.diagnostics) == FINDING_LIMIT:
                limit = {"limit": str(FINDING_LIMIT)}
                self.diagnostics.append(Diagnostic("F0025", self.place(finding.span), limit))
            if len(self.diagnostics) > FINDING_LIMIT:
                return
            self.diagnostics.append(Diagnostic(finding.code, self.place(finding.span), finding.arguments, also))

    def place(self, span: Span, clause: str | None = None) -> Place:
        standard = f"{self.front.standard} {self.front.edition}".strip() if self.front else ""
        return Place(self.path, span, clause or self.clause, standard or None)

    def line_span(self, index: int) -> Span:
        line = self.lines[index]
        return Span(index + 1, len(line) - len(line.lstrip()) + 1, index + 1, max(len(line.rstrip()), 1) + 1)

    # --- the pass ---

    def read(self) -> None:
        index = self._front_matter()
        while index < len(self.lines):
            line = self.lines[index]
            begins = line.lstrip()[:1]
            following: int | None = None
            if begins in ("`", "~"):
                fence = opening_fence(line)
                if fence is not None:
                    following = self._fenced(index, fence)
            elif begins == "#" and HEADING.match(line):
                following = self._heading(index)
            elif begins == "|" and begins_table(self.lines, index):
                following = self._table(index)
            if following is None:
                if self.prose_from is None:
                    self.prose_from = index
                following = index + 1
            index = following
        self._end_prose(len(self.lines))

    def _front_matter(self) -> int:
        """Read the head; the index of the first line after it."""
        if self.lines[0].rstrip() != "---":
            if not self.translation:
                self.report([Finding("F0004", Span(1, 1, 1, 2))])
            return 0
        end = front_matter_end(self.lines)
        if end is None:
            self.report([Finding("F0005", Span(1, 1, 1, 4))])
            return 1
        span = Span(1, 1, end + 1, 4)
        text = "\n".join(self.lines[1:end])
        yaml, findings = read_yaml(text, 2, Span(1, 1, 1, 4))
        self.report(findings)
        if yaml is not None:
            front, findings = read_front_matter(yaml, span, self.translation)
            self.front = front
            self.report(Finding(f.code, _first_line(f.span), f.arguments) for f in findings)
        return end + 1

    def _end_prose(self, index: int) -> None:
        start, self.prose_from = self.prose_from, None
        if start is None:
            return
        while start < index and not self.lines[start].strip():
            start += 1
        while index > start and not self.lines[index - 1].strip():
            index -= 1
        if start < index:
            span = Span(start + 1, 1, index, len(self.lines[index - 1]) + 1)
            self.parts.append(Prose(self.clause, "\n".join(self.lines[start:index]), span))

    def _heading(self, index: int) -> int:
        self._end_prose(index)
        heading = read_heading(self.lines[index])
        assert heading is not None
        span = self.line_span(index)
        self.clause = heading.id
        self.table = None
        if heading.problem is not None:
            column = heading.problem[0] + 1
            self.report(
                [Finding("F0018", Span(index + 1, column, index + 1, span.end_column), {"word": heading.problem[1]})]
            )
        if heading.id in self.ids:
            also = Also(self.place(self.ids[heading.id]), "这里先用了这个编号", "first used here")
            self.report([Finding("F0017", span, {"id": heading.id})], (also,))
        else:
            self.ids[heading.id] = span
        clause = Clause(heading.id, heading.title, heading.level, heading.evidence, span, heading.was)
        self.clauses.append(clause)
        self.parts.append(clause)
        return index + 1

    def _table(self, index: int) -> int:
        self._end_prose(index)
        rows = read_table(self.lines, index)
        last = index + rows.lines
        span = Span(index + 1, 1, last, len(self.lines[last - 1].rstrip()) + 1)
        self.report(
            Finding("F0019", uneven.span, {"cells": str(uneven.cells), "columns": str(uneven.columns)})
            for uneven in rows.uneven
        )
        self.table = PrintedTable(self.clause, rows.header, rows.rows, span)
        self.parts.append(self.table)
        return last

    def _fenced(self, index: int, fence: Fence) -> int | None:
        """Read a fenced block; the index after it. Fences other than of rules and examples are prose."""
        special = fence.holds != "other"
        if special and fence.indent:
            self.report([Finding("F0023", self.line_span(index), {"word": fence.word})])
        if not special and fence.indent > 3:
            return None
        if fence.nearest:
            self.report([Finding("F0021", self.line_span(index), {"word": fence.word, "nearest": fence.nearest})])
        end = closing_line(self.lines, index + 1, fence)
        if end is None:
            self.report([Finding("F0015", self.line_span(index), {"marks": fence.marks})])
            end = len(self.lines)
        if not special or fence.indent:
            if self.prose_from is None:
                self.prose_from = index
            return end + 1
        self._end_prose(index)
        if self.translation:
            self.report([Finding("F0022", self.line_span(index), {"word": fence.word})])
        elif fence.holds == "rule":
            self._rules(index, end)
        else:
            self._example(index, end, fence)
        return end + 1

    def _inside(self, index: int, end: int) -> tuple[str, Span]:
        lines = self.lines[index + 1 : end]
        if not lines:
            return "", Span(index + 2, 1, index + 2, 1)
        return "\n".join(lines), Span(index + 2, 1, index + 1 + len(lines), len(lines[-1]) + 1)

    def _rules(self, index: int, end: int) -> None:
        text, span = self._inside(index, end)
        if self.clause is None:
            self.report([Finding("F0016", self.line_span(index))])
        left = max(FINDING_LIMIT + 1 - len(self.diagnostics), 0)
        found = parse_block(text, span.line, self.unit_words, self.language, left, self.remembered)
        self.report(found.findings)
        self.parts.append(RuleBlock(self.clause, self.table, found.statements, text, span))

    def _example(self, index: int, end: int, fence: Fence) -> None:
        text, span = self._inside(index, end)
        heading = self.line_span(index)
        if not fence.name:
            self.report([Finding("F0020", heading)])
        elif fence.name in self.examples:
            also = Also(self.place(self.examples[fence.name]), "这里先用了这个名字", "first used here")
            self.report([Finding("F0024", heading, {"name": fence.name})], (also,))
        else:
            self.examples[fence.name] = heading
        if self.remembered is None:
            yaml, findings = read_yaml(text, span.line, heading)
        else:
            key = ("example", text, heading.end_column)
            yaml, findings = self.remembered.get(key, span.line, partial(read_yaml, text, span.line, heading))
        self.report(findings)
        if yaml is None:
            return
        if not isinstance(yaml.value, dict):
            self.report([Finding("F0012", heading, {"key": fence.name or fence.word, **said("wanted", "keys")})])
            return
        self.parts.append(ExampleBlock(self.clause, fence.name, yaml.value, span, yaml.places, yaml.keys))


def _first_line(span: Span) -> Span:
    """A head's missing key is shown at its opening line, not over the whole head."""
    return span if span.line == span.end_line else Span(span.line, 1, span.line, 4)
