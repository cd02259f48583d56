"""The site as files: built strictly, complete in both languages, nothing fetched from anywhere, nothing lost."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from footrule.compiler.docs import site
from footrule.compiler.docs.entry import Entry
from footrule.compiler.docs.names import anchor
from footrule.dsl import tree

LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "link": "href",
    "source": "src",
    "object": "data",
    "embed": "src",
}


class Reader(HTMLParser):
    """Collects what a page loads, where it leads, which ids it has, and every attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.inline_scripts: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in LOADING and LOADING[tag] in values and not (tag == "link" and values.get("rel") in ("prev", "next")):
            self.loads.append(values[LOADING[tag]])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if "id" in values:
            self.ids.add(values["id"])
        self.attributes += [(tag, name, value) for name, value in values.items()]
        self._script = tag == "script" and "src" not in values and values.get("type") != "application/json"

    def handle_data(self, data: str) -> None:
        if self._script:
            self.inline_scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._script = False


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[Path, Reader]:
    found = {}
    for path in built.rglob("*.html"):
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        found[path] = reader
    return found


def test_no_page_loads_anything_from_the_network(pages: dict[Path, Reader]) -> None:
    outside = {(path.name, url) for path, page in pages.items() for url in page.loads if re.match(r"(\w+:)?//", url)}
    assert not outside


def test_no_style_sheet_or_script_of_ours_names_an_address_to_load(built: Path) -> None:
    for path in (built / "assets").glob("*.*"):
        if path.suffix in (".css", ".js"):
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?://|url\(\s*[\"']?//", text), path.name


def test_every_link_inside_the_site_leads_somewhere(pages: dict[Path, Reader], built: Path) -> None:
    broken = []
    for path, page in pages.items():
        if path.name == "404.html":
            continue
        for link in page.links:
            if re.match(r"\w+:", link):
                continue
            target, _, fragment = link.partition("#")
            file = (path.parent / unquote(target)).resolve() if target else path
            if file.suffix != ".html":
                continue
            if file not in pages or (fragment and unquote(fragment) not in pages[file].ids):
                broken.append((str(path.relative_to(built)), link))
    assert not broken, broken[:20]


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_clause_has_its_anchor(
    pages: dict[Path, Reader], built: Path, entries: tuple[Entry, ...], language: str
) -> None:
    for entry in entries:
        ids = pages[built / language / entry.folder / "index.html"].ids
        missing = [clause.id for clause in entry.form.clauses if anchor("clause", clause.id) not in ids]
        assert not missing


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_visible_rule_is_set_as_a_formula(
    pages: dict[Path, Reader], built: Path, entries: tuple[Entry, ...], language: str
) -> None:
    for entry in entries:
        ids = pages[built / language / entry.folder / "index.html"].ids
        own = entry.form.standard.id
        blocks = entry.document.blocks
        written = {one.name for block in blocks for one in block.statements if isinstance(one, tree.Rule)}
        rules = [r.name for r in entry.form.rules if r.name in written and entry.form.places[r.at].standard == own]
        assert not [name for name in rules if anchor("rule", name) not in ids]


def test_mathml_is_well_formed(built: Path, entries: tuple[Entry, ...]) -> None:
    count = 0
    for entry in entries:
        text = (built / entry.folder / "index.html").read_text(encoding="utf-8")
        for found in re.findall(r"<math\b.*?</math>", text, re.DOTALL):
            ET.fromstring(found)
            count += 1
    assert count > 200


def test_drawings_are_well_formed_and_told_in_words(built: Path, entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        if entry.form.boundary is None:
            continue
        text = (built / "en" / entry.folder / "index.html").read_text(encoding="utf-8")
        drawings = re.findall(r"<svg class=\"fr-.*?</svg>", text, re.DOTALL)
        assert len(drawings) == 2  # wide and narrow
        for drawing in drawings:
            root = ET.fromstring(drawing)
            space = "{http://www.w3.org/2000/svg}"
            description = root.findtext(f"{space}desc") or ""
            assert root.findtext(f"{space}title")
            for stage in entry.form.boundary.stages:
                assert (stage.label.en or stage.name) in description


def test_verdicts_of_the_examples_are_shown_with_printed_and_computed_values(
    built: Path, entries: tuple[Entry, ...]
) -> None:
    for entry in entries:
        text = (built / "en" / entry.folder / "evidence.html").read_text(encoding="utf-8")
        checks = [check for report in entry.reports for check in report.checks]
        shown = re.findall(r'class="fr-verdict fr-verdict-\w+">[✓≠✗] (\w+)', text)
        assert len(shown) >= len(checks)
        assert ("disputed" in shown) == any(check.verdict == "disputed" for check in checks)


def test_an_unknown_date_is_shown_as_unknown(built: Path, entries: tuple[Entry, ...]) -> None:
    entry = next(one for one in entries if one.form.standard.dates.effective == "unknown")
    text = (built / "en" / entry.folder / "index.html").read_text(encoding="utf-8")
    assert '<dt>In force</dt><dd><span class="fr-unknown">unknown</span></dd>' in text


def test_the_markdown_sources_stand_beside_the_site_and_read_without_it(
    built: Path, entries: tuple[Entry, ...]
) -> None:
    source = built / "markdown" / "docs" / "zh" / entries[0].folder / "index.md"
    text = source.read_text(encoding="utf-8")
    assert "```rule" in text and "7.2.1" in text and "规则 " in text


def test_rule_blocks_are_in_the_keywords_of_the_reader(built: Path, entries: tuple[Entry, ...]) -> None:
    sources = built / "markdown" / "docs"
    chinese = (sources / "zh" / entries[0].folder / "index.md").read_text(encoding="utf-8")
    english = (sources / "en" / entries[0].folder / "index.md").read_text(encoding="utf-8")
    assert re.search(r"^ +规则 ", chinese, re.MULTILINE) and not re.search(r"^ +rule ", chinese, re.MULTILINE)
    assert re.search(r"^ +rule ", english, re.MULTILINE) and not re.search(r"^ +规则 ", english, re.MULTILINE)


def test_states_of_the_search_index_are_told_apart(built: Path) -> None:
    (worker,) = (built / "assets" / "javascripts" / "workers").glob("search.*.js")
    assert re.search(r'TokenSet\.prototype\.toString=[^}]*\.id\+","\}', worker.read_text(encoding="utf-8"))


def test_building_again_replaces_the_site_and_nothing_else_is_ever_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(site.SiteRefused) as refused:
        site.build((), folder)
    assert "nothing was written" in refused.value.en and "未写入" in refused.value.zh
    assert (folder / "thesis.txt").read_text(encoding="utf-8") == "years of work"


# --- an author who means harm -----------------------------------------------------------------------------------------


def test_no_attribute_of_any_page_runs_anything(pages: dict[Path, Reader]) -> None:
    for path, page in pages.items():
        for tag, name, value in page.attributes:
            assert not name.startswith("on"), (path, tag, name)
            assert not re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE), (path, tag, name, value)
            assert tag != "a" or name != "style" or "fixed" not in value


def test_no_inline_script_comes_from_an_author(pages: dict[Path, Reader]) -> None:
    assert not [path for path, page in pages.items() if any("hurt" in script for script in page.inline_scripts)]


def test_templates_in_prose_and_titles_are_shown_and_not_run(built: Path, entries: tuple[Entry, ...]) -> None:
    text = (built / "en" / entries[-1].folder / "index.html").read_text(encoding="utf-8")
    assert "7 * 7" in text and "49" not in re.sub(r"[0-9a-f]{8,}", "", text).split("<main")[1].split("</h1>")[0]
    assert "config.site_name" in text


def test_pictures_of_an_author_are_named_and_not_loaded(pages: dict[Path, Reader], built: Path) -> None:
    assert not [url for page in pages.values() for url in page.loads if "example.org" in url]
