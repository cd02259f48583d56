"""Filling in the template of a page: whatever a report says is escaped, and stands there in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from footrule.dsl.keywords import Language

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Words(Protocol):
    """A text in both languages."""

    @property
    def zh(self) -> str: ...

    @property
    def en(self) -> str: ...


class Word(Protocol):
    """A room's own words: the one filed under `key`, its places filled in."""

    def __call__(self, key: str, language: Language, /, **arguments: object) -> str: ...


def filled(template: str, language: str, name: Callable[[Language], str], word: Word, /, **told: object) -> str:
    """The whole page of a template, named below this package's parent; `language` is the one it opens in.

    In the template `word(key, …)` is a word of the room in both languages, `both(tell, …)` what `tell(…, language)`
    says in each; everything in `told` goes by its own name.
    """
    first: Language = "zh" if language == "zh" else "en"

    def in_both(key: str, **arguments: object) -> Markup:
        return both(lambda one: word(key, one, **arguments))

    return _environment().get_template(template).render(first=first, name=name, word=in_both, **told)


def both(tell: Callable[..., str], /, *of: object) -> Markup:
    """One text a language, both in the page, one shown."""
    from markupsafe import Markup  # noqa: PLC0415 - only a page needs it

    return Markup().join(Markup('<span class="{}">{}</span>').format(one, tell(*of, one)) for one in LANGUAGES)


def words(told: Words) -> Markup:
    """A label or a sentence that stands in the report in both languages."""
    return both(lambda one: told.zh if one == "zh" else told.en)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only a page needs it

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals.update(both=both, words=words, LANGUAGES=LANGUAGES)
    made.filters["as_json"] = _as_json
    return made


def _as_json(given: object) -> str:
    return json.dumps(given, ensure_ascii=False, indent=1, default=str)
