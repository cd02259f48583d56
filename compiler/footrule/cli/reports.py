"""What was found, given in the form asked for: to the terminal or to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from footrule.cli import exits
from footrule.cli.parameters import accepted

if TYPE_CHECKING:
    from footrule.compiler.editions.report_words import Language

    Tell = Callable[[Language], str | Iterable[str]]
    """Tells it in a language, as one text or line by line."""

FORMATS = ("text", "json", "markdown", "html")


def chosen_format(format: str, known: tuple[str, ...] = FORMATS, *, json: bool, html: bool = False) -> str:
    """Raises `UsageStop` for one there is not, and where two ways are asked for at once."""
    if json and html:
        raise exits.UsageStop("only one way", names="--json --html")
    form = "json" if json else "html" if html else format
    accepted("--format", form, known)
    return form


def give(found: object, form: str, out: Path | None, ways: Mapping[str, Tell]) -> None:
    """The whole of it in one form; `ways` tells every form but JSON, which is the same of everything."""
    from footrule.cli.languages import current  # noqa: PLC0415

    told = as_text(found) if form == "json" else ways[form](current())
    hand_over(told if isinstance(told, str) else "".join(f"{one}\n" for one in told), out)


def as_text(found: object) -> str:
    import msgspec  # noqa: PLC0415

    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def hand_over(told: str, out: Path | None) -> None:
    """To the terminal, or to a file."""
    from footrule.cli.editions import write_text  # noqa: PLC0415
    from footrule.cli.screen import line, plain  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    if out is None:
        plain(told)
    else:
        write_text(out, told)
        line(word("written", path=out))
