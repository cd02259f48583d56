"""The site: every edition and the guide as Markdown, one folder a language, then one offline build of both.

`build` touches nothing but the folder it is given, and that only when it is empty, new, or a site made here before.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

from footrule.compiler.docs import guide_pages, library_page
from footrule.compiler.docs.broken_page import broken_page
from footrule.compiler.docs.calculator_page import calculator_page
from footrule.compiler.docs.commands_page import Commands
from footrule.compiler.docs.entry import BrokenEntry, Entry
from footrule.compiler.docs.evidence_page import evidence_page
from footrule.compiler.docs.names import Language
from footrule.compiler.docs.page_files import Page, asset, write_page
from footrule.compiler.docs.prose import plain
from footrule.compiler.docs.text_page import text_page
from footrule.compiler.docs.words import say

_SEPARATOR = (
    r"[\s\u200b\u3000\-_、。，．？！；：（）《》()/@§]+"
    r"|(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?![\u3400-\u9fff])"
)
"""Between words for the search; Han characters are words of their own, so that any part of a Chinese word is found."""

LANGUAGES: tuple[Language, ...] = ("zh", "en")
MARKER = ".footrule-site"
ASSETS = ("footrule.css", "filter.js", "iframe-worker.js")

Progress = Callable[[int, int, str], None]
"""Steps done, steps in all, and what is being done now (the id of an edition, or a word of the build)."""


class SiteRefused(Exception):
    """The site was not written. `zh` and `en` say why; `details` are the generator's own words, line by line."""

    def __init__(self, zh: str, en: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.details = details


def build(
    entries: Sequence[Entry],
    out: Path,
    *,
    broken: Sequence[BrokenEntry] = (),
    progress: Progress | None = None,
    commands: Commands | None = None,
) -> None:
    """Write the site to `out` (open `out/index.html`), and its Markdown sources to `out/markdown`.

    `broken` are editions with errors, which get a page of their findings and text. `commands` is the command line to
    document, where there is one. Raises `SiteRefused` where `out` holds something else, or where the site generator
    finds a broken link.
    """
    _check_target(out)
    steps = len(entries) + 2
    tell = progress or (lambda done, total, what: None)
    with tempfile.TemporaryDirectory(prefix="footrule-docs-") as folder:
        sources, site = Path(folder) / "markdown", Path(folder) / "site"
        ids = frozenset([*(one.id for one in entries), *(one.id for one in broken)])
        for done, entry in enumerate(entries):
            tell(done, steps, entry.id)
            _write_entry(entry, sources, ids)
        for one in broken:
            for language in LANGUAGES:
                page = Page(language, f"{one.folder}/index.md", one.title(language), broken_page(one, language))
                write_page(sources, page)
        tell(len(entries), steps, "guide")
        write_sources(entries, broken, sources, commands)
        tell(len(entries) + 1, steps, "html")
        _generate(sources, site)
        _search_by_language(site)
        _search_told_apart(site)
        _without_sitemap(site)
        _move_in(site, sources, out)
    tell(steps, steps, "done")


def _write_entry(entry: Entry, sources: Path, library: frozenset[str]) -> None:
    for language in LANGUAGES:
        title = entry.title(language)
        for name, body in (
            ("index", text_page(entry, language, library)),
            ("calculator", calculator_page(entry, language)),
            ("evidence", evidence_page(entry, language)),
        ):
            write_page(sources, Page(language, f"{entry.folder}/{name}.md", title, body, boost=2.0))


def write_sources(
    entries: Sequence[Entry], broken: Sequence[BrokenEntry], sources: Path, commands: Commands | None
) -> None:
    """Everything that is not an edition: home, library, guide, reference, assets and the generator's configuration."""
    pages = [*library_page.pages(entries, broken), *guide_pages.pages(commands)]
    for page in pages:
        write_page(sources, page)
    for name in ASSETS:
        target = sources / "docs" / "assets" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(asset(name), encoding="utf-8")
    every: list[Entry | BrokenEntry] = sorted([*entries, *broken], key=lambda one: one.id)
    nav, translations = _navigation(every, pages)
    (sources / "mkdocs.yml").write_text(_configuration(nav, translations), encoding="utf-8")


def _navigation(entries: Sequence[Entry | BrokenEntry], pages: Sequence[Page]) -> tuple[list[Any], dict[str, str]]:
    """The tree of pages, sections named in English, and the Chinese names of the sections."""
    translations = {say(key, "en"): say(key, "zh") for key in ("library", "guide", "reference", *_TABS.values())}
    families: dict[str, list[Any]] = {}
    for entry in entries:
        section = plain(entry.title("en"))
        translations.setdefault(section, plain(entry.title("zh")))
        own: list[Any] = [f"{entry.folder}/index.md"]
        if isinstance(entry, Entry):
            own.extend({say(key, "en"): f"{entry.folder}/{name}.md"} for name, key in _TABS.items())
        families.setdefault(entry.id.split("/")[0], []).append({section: own})
    listed = {key: [page.path for page in pages if page.section == key and page.language == "zh"]
              for key in ("home", "library", "guide", "reference")}  # fmt: skip
    nav: list[Any] = [
        *listed["home"],
        {say("library", "en"): [*listed["library"], *({plain(family): own} for family, own in families.items())]},
        {say("guide", "en"): listed["guide"]},
        {say("reference", "en"): listed["reference"]},
    ]
    return [one for one in nav if not isinstance(one, dict) or any(one.values())], translations


_TABS = {"calculator": "tab_calculator", "evidence": "tab_evidence"}


def _configuration(nav: list[Any], translations: dict[str, str]) -> str:
    settings: dict[str, Any] = {
        "site_name": say("site_name", "en"),
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": False,
        "strict": True,
        "theme": {
            "name": "material",
            "font": False,
            "language": "en",
            "icon": {"logo": "material/ruler"},
            "features": ["navigation.tabs", "navigation.top", "navigation.prune", "navigation.indexes",
                         "navigation.footer", "search.highlight", "content.code.copy", "toc.follow"],
            "palette": [
                {"media": "(prefers-color-scheme: light)", "scheme": "default", "primary": "custom", "accent": "custom",
                 "toggle": {"icon": "material/weather-night", "name": "dark / 深色"}},
                {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "primary": "custom", "accent": "custom",
                 "toggle": {"icon": "material/weather-sunny", "name": "light / 浅色"}},
            ],
        },
        "extra": {"generator": False, "polyfills": ["assets/iframe-worker.js"]},
        "extra_css": ["assets/footrule.css"],
        "extra_javascript": ["assets/filter.js"],
        "plugins": [
            {"search": {
                "lang": ["en"],
                "separator": _SEPARATOR,
                "pipeline": ["stemmer"],
            }},
            "offline",
            {"i18n": {
                "docs_structure": "folder",
                "fallback_to_default": False,
                "reconfigure_search": False,
                "reconfigure_material": True,
                "languages": [
                    {"locale": "zh", "name": "中文", "default": True, "build": True,
                     "site_name": say("site_name", "zh"),
                     "nav_translations": translations},
                    {"locale": "en", "name": "English", "build": True, "site_name": say("site_name", "en")},
                ],
            }},
        ],
        "markdown_extensions": [
            "admonition",
            "attr_list",
            "md_in_html",
            "tables",
            "pymdownx.details",
            {"pymdownx.highlight": {"use_pygments": True, "guess_lang": False}},
            {"pymdownx.superfences": {"custom_fences": [
                {"name": name, "class": "fr-code", "format": "FENCE"} for name in ("rule", "规则")
            ]}},
            {"toc": {"permalink": True, "toc_depth": 3}},
        ],
        "validation": {
            "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
            "links": {"not_found": "warn", "anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"},
        },
        "nav": nav,
    }  # fmt: skip
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=110)
    return text.replace("format: FENCE", "format: !!python/name:footrule.compiler.docs.highlight.fence")


class _Collecting(logging.Handler):
    """The generator's warnings, kept instead of printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _generate(sources: Path, site: Path) -> None:
    from mkdocs.commands.build import build as generate  # noqa: PLC0415 - an extra, needed here only
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort, MkDocsException  # noqa: PLC0415

    logger = logging.getLogger("mkdocs")
    collecting = _Collecting()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(collecting)
    try:
        config = load_config(str(sources / "mkdocs.yml"), site_dir=str(site), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        generate(config)
        config.plugins.on_shutdown()
    except (Abort, MkDocsException) as refused:
        told = tuple(collecting.lines) or (str(refused),)
        raise SiteRefused("站点生成器报告了问题", "the site generator reports problems", told) from None
    finally:
        logger.removeHandler(collecting)
        logger.propagate = propagate


def _search_by_language(site: Path) -> None:
    """A reader searches the pages of the language being read, not both.

    The index of both languages is the JSON file; the script beside it, which a page opened from a folder reads, was
    written before the second language was.
    """
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    (site / "search" / "search_index.js").write_text(
        f"var __index = {index};\n__index.docs = __index.docs.filter(function (page) {{\n"
        '  return (page.location.indexOf("en/") === 0) === (document.documentElement.lang === "en");\n});\n',
        encoding="utf-8",
    )


def _search_told_apart(site: Path) -> None:
    """The search library merges states of its index by a text that joins letters and numbers without a mark between.

    Where indexed words hold digits, as numbers of standards do, different states then look alike and a search fails.
    A mark between them tells them apart.
    """
    for path in (site / "assets" / "javascripts" / "workers").glob("search.*.js"):
        text = path.read_text(encoding="utf-8")
        marked = re.sub(r"(TokenSet\.prototype\.toString=function\(\)\{[^}]*?(\w)=\2\+\w\+\w\.id)\}", r'\1+","}', text)
        path.write_text(marked, encoding="utf-8")


def _without_sitemap(site: Path) -> None:
    """The theme asks for a map of the site by network to switch languages; from a folder that only makes errors."""
    for path in site.rglob("sitemap.xml*"):
        path.unlink()
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r'<link rel="alternate"[^>]*>\s*', "", text), encoding="utf-8")


def _check_target(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise SiteRefused(f"{out} 不是文件夹", f"{out} is not a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise SiteRefused(
            f"{out} 不是空文件夹，也不是先前生成的站点；为免覆盖，未写入",
            f"{out} is neither empty nor a site made here before; nothing was written, so nothing is lost",
        )


def _move_in(site: Path, sources: Path, out: Path) -> None:
    if out.is_dir():
        for child in out.iterdir():
            if child.is_dir() and not child.is_symlink():
                shutil.rmtree(child)
            else:
                child.unlink()
    out.mkdir(parents=True, exist_ok=True)
    for child in site.iterdir():
        shutil.move(str(child), out / child.name)
    shutil.move(str(sources), out / "markdown")
    (out / MARKER).write_text("made by footrule\n", encoding="utf-8")
