"""A page of the site as a file: Markdown with a small head."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml

from footrule.compiler.docs.names import Language
from footrule.compiler.docs.prose import plain


@dataclass(frozen=True, slots=True)
class Page:
    """`path` is relative to the language's folder; `title` is plain text; `section` is where the menu shows it.

    `boost` is how high the search ranks it.
    """

    language: Language
    path: str
    title: str
    body: str
    section: Literal["", "home", "library", "guide", "reference"] = ""
    boost: float = 1.0


def write_page(sources: Path, page: Page) -> None:
    """Write a page below `sources/docs/<language>`."""
    target = sources / "docs" / page.language / page.path
    target.parent.mkdir(parents=True, exist_ok=True)
    # the generator puts titles into HTML as they are
    meta = {"title": plain(" ".join(page.title.split())), "search": {"boost": page.boost}}
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000)
    target.write_text(f"---\n{head}---\n\n{page.body}", encoding="utf-8")


def asset(name: str) -> str:
    """The text of one of the site's own style sheets and scripts."""
    return (files("footrule.compiler.docs") / "assets" / name).read_text(encoding="utf-8")
