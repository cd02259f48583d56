"""An edition's text, clause by clause: prose, printed tables, and every rule as a formula beside its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from footrule.compiler.docs.drawing import boundary_figure
from footrule.compiler.docs.entry import Entry
from footrule.compiler.docs.figures import Figures, declared
from footrule.compiler.docs.identity import badge, identity_box, tabs
from footrule.compiler.docs.keyword_blocks import blocks_in
from footrule.compiler.docs.names import Language, Names, anchor, in_language, names_of
from footrule.compiler.docs.prose import escape, harmless, line, plain, table, web_address
from footrule.compiler.docs.words import say
from footrule.dsl import tree

_HAN = re.compile(r"[\u3400-\u9fff]")
_FIRST_WORD = re.compile(r"[^\s：:，,]+")


@dataclass(frozen=True, slots=True)
class Section:
    """One clause: its heading (None before the first) and everything under it."""

    clause: tree.Clause | None
    parts: tuple[tree.Prose | tree.PrintedTable | tree.RuleBlock | tree.ExampleBlock, ...]


def sections(document: tree.Document) -> Iterator[Section]:
    """The document's parts gathered under their headings, in order."""
    clause: tree.Clause | None = None
    parts: list[tree.Prose | tree.PrintedTable | tree.RuleBlock | tree.ExampleBlock] = []
    for part in document.parts:
        if isinstance(part, tree.Clause):
            if clause is not None or parts:
                yield Section(clause, tuple(parts))
            clause, parts = part, []
        else:
            parts.append(part)
    if clause is not None or parts:
        yield Section(clause, tuple(parts))


def text_page(entry: Entry, language: Language, library: frozenset[str]) -> str:
    """The page as Markdown."""
    names = names_of(entry.form, language, "index", entry.written)
    title = in_language(entry.form.standard.title, language)
    page = [
        f"# {escape(title)}",
        f'<p class="fr-number">{plain(entry.form.standard.number)} · {plain(entry.form.standard.edition)}</p>',
        tabs("index", language),
        identity_box(entry, language, library),
    ]
    picture = boundary_figure(entry.form, language)
    if picture:
        page.append(picture)
    page.extend(notices(entry.document, entry.translation, language))
    figures = Figures(names)
    codes = dict(zip((id(block) for block in entry.document.blocks), blocks_in(entry.document, language), strict=True))
    translated = paired(entry.document, entry.translation, language)
    examples = iter(range(1, len(entry.document.examples) + 1))
    for section in sections(entry.document):
        here = translated.get(section.clause.id) if section.clause else None
        page.extend(_section(section, here, entry, figures, codes, examples))
    return "\n\n".join(page) + "\n"


def paired(document: tree.Document, translation: tree.Document | None, language: Language) -> dict[str, Section]:
    """Sections of the translation by the original's clause ids, where the page's language needs it.

    Headings without a number pair up by their order.
    """
    if translation is None or written_in(document) == language:
        return {}
    original = [section.clause.id for section in sections(document) if section.clause]
    found = [(section.clause.id, section) for section in sections(translation) if section.clause]
    paired = {id_: section for id_, section in found if id_ in original}
    if len(found) == len(original):
        for own, (_, section) in zip(original, found, strict=True):
            paired.setdefault(own, section)
    return paired


def written_in(document: tree.Document) -> Language:
    """The language of a document's prose and headings, by its script."""
    text = "".join(part.text if isinstance(part, tree.Prose) else "" for part in document.parts)
    text += "".join(clause.title for clause in document.clauses)
    return "zh" if len(_HAN.findall(text)) * 4 > len(re.findall(r"[^\W\d]", text)) else "en"


def notices(document: tree.Document, translation: tree.Document | None, language: Language) -> Iterator[str]:
    """The author's notes, and whether this is a translation, or the original for want of one."""
    front = document.front
    if front is not None and (front.notes.zh or front.notes.en):
        told = harmless(in_language(front.notes, language), web_address)
        yield f'!!! note "{say("notes", language)}"\n' + _indented(told)
    if written_in(document) != language:
        key = "translation_notice" if translation else "original_notice"
        yield f'!!! quote ""\n    {say(key, language)}'


def _indented(text: str) -> str:
    return "\n".join(f"    {row}" if row else "" for row in text.split("\n"))


def _section(
    section: Section,
    translated: Section | None,
    entry: Entry,
    figures: Figures,
    codes: dict[int, str],
    examples: Iterator[int],
) -> Iterator[str]:
    language = figures.names.language
    clause = section.clause
    if clause is not None:
        shown = translated.clause.title if translated and translated.clause else clause.title
        yield f"{'#' * min(6, clause.level + 1)} {line(shown)} {{#{anchor('clause', clause.id)}}}"
        own = entry.form.standard.own_status
        if clause.evidence and clause.evidence != own:
            yield f'<p class="fr-evidence">{say("evidence_status", language)} {badge(clause.evidence, language)}</p>'
    prose = [part for part in translated.parts if isinstance(part, tree.Prose)] if translated else []
    tables = [part for part in translated.parts if isinstance(part, tree.PrintedTable)] if translated else []
    own_prose = [part for part in section.parts if isinstance(part, tree.Prose)]
    bound = _bound_tables(section)
    aligned = len(prose) == len(own_prose)
    clauses = frozenset(one.id for one in entry.document.clauses)
    if prose and not aligned:
        yield from (prose_part(part, clauses) for part in prose)
    told = tabled = 0
    for part in section.parts:
        match part:
            case tree.Prose():
                if not prose:
                    yield prose_part(part, clauses)
                elif aligned:
                    yield prose_part(prose[told], clauses)
                told += 1
            case tree.PrintedTable():
                header = tables[tabled].header if tabled < len(tables) else part.header
                if len(header) != len(part.header):
                    header = part.header
                tabled += 1
                for name in bound.get(part.span.line, ()):
                    yield f'<span id="{plain(anchor("table", name))}"></span>'
                yield printed_table(part, header, figures.names, part.span.line in bound)
            case tree.RuleBlock():
                yield from _block(part, figures, codes.get(id(part), part.text))
            case tree.ExampleBlock():
                number = next(examples)
                yield (
                    f'<p class="fr-example-link">{say("example_here", language)}{say("colon", language)}'
                    f'<a href="evidence.html#example-{number}">{plain(part.name)}</a></p>'
                )


def _bound_tables(section: Section) -> dict[int, list[str]]:
    """The line of a printed table -> the tables of the rules that read it."""
    bound: dict[int, list[str]] = {}
    for part in section.parts:
        if isinstance(part, tree.RuleBlock) and part.table is not None:
            names = [one.name for one in part.statements if isinstance(one, tree.Table)]
            if names:
                bound.setdefault(part.table.span.line, []).extend(names)
    return bound


def prose_part(part: tree.Prose, clauses: frozenset[str]) -> str:
    """An author's prose, made harmless; links to clauses of the document lead there."""

    def link(href: str) -> str | None:
        if href.startswith("#") and href[1:] in clauses:
            return f"#{anchor('clause', href[1:])}"
        return web_address(href)

    return harmless(part.text, link)


def printed_table(part: tree.PrintedTable, header: tuple[tree.Cell, ...], names: Names, bound: bool) -> str:
    """A printed table as Markdown; keys read as their labels. `bound`: a rule reads this table as data."""

    def shown(cell: tree.Cell) -> str:
        if word := _FIRST_WORD.match(cell.text):
            label = names.member(word.group())
            if label and not bound:
                label = _own_words(cell.text[word.end() :], names.language)
            if label:
                return f'<span title="{plain(word.group())}">{escape(label)}</span>'
        return escape(cell.text)

    return table([escape(cell.text) for cell in header], [[shown(cell) for cell in row] for row in part.rows])


def _own_words(labels: str, language: Language) -> str:
    """The half of `Ⅰ类：常规燃煤 class I: conventional coal` in the page's language; nothing where it has none."""
    han = [found.end() for found in re.finditer(r"[\u2e80-\u9fff\uf900-\uff65]", labels)]
    cut = han[-1] if han else 0
    return (labels[:cut] if language == "zh" else labels[cut:]).strip(" ；;,，")


def _block(block: tree.RuleBlock, figures: Figures, code: str) -> Iterator[str]:
    language = figures.names.language
    for statement in block.statements:
        shown = figures.statement(statement)
        if shown:
            yield shown
    rows = declared(block.statements, figures.names, lambda text: f"<code>{plain(text)}</code>")
    if rows:
        gathered: dict[str, list[str]] = {}
        for kind, told in rows:
            gathered.setdefault(kind, []).append(told)
        listed = "".join(
            f"<div><dt>{say('d_' + kind, language)}</dt><dd>{say('list_comma', language).join(told)}</dd></div>"
            for kind, told in gathered.items()
        )
        yield f'<dl class="fr-declares">{listed}</dl>'
    yield folded(code, "rule_code", language)


def folded(code: str, key: str, language: Language, *, opened: bool = False) -> str:
    """A rule block as it is written, to be opened by a click."""
    mark = "`" * max(3, max((len(run) for run in re.findall("`+", code)), default=0) + 1)
    return f'???{"+" * opened} abstract "{say(key, language)}"\n' + _indented(f"{mark}rule\n{code.rstrip()}\n{mark}")
