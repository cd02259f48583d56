"""Which language the user reads: `--lang`, else the locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Literal

Language = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")

_current: ContextVar[Language] = ContextVar("language", default="en")


def current() -> Language:
    return _current.get()


def use(language: Language) -> None:
    _current.set(language)


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of a run, known before its arguments are parsed so that a usage error speaks it too.

    The last `--lang` counts, as for any option; a value that is neither `zh` nor `en` is left for the parser to refuse.
    """
    taken: Language | None = None
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        value = arguments[position + 1] if argument == "--lang" and position + 1 < len(arguments) else ""
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else value
        taken = next((language for language in LANGUAGES if language == value), taken)
    return taken or _of_locale(environment)


def _of_locale(environment: Mapping[str, str]) -> Language:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return "zh" if value.lower().startswith(("zh", "chinese")) else "en"
    return "en"
