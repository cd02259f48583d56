"""Refusing a value: pydantic's errors carrying the codes and words of this package, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic_core import PydanticCustomError

from footrule.runtime.problems import Problem, Words, visible


def problem(code: str, **arguments: str | Words) -> PydanticCustomError:
    """A refusal of one value; the field's name and clause are added where they are known."""
    told = Problem(code, "", {"name": "value", "label": "", **arguments})
    words = told.message("en").replace("{", "(").replace("}", ")")
    return PydanticCustomError(code, words, {"arguments": arguments})


def together(faults: list[PydanticCustomError]) -> PydanticCustomError:
    """Several refusals of one value as the one that a model can raise for it."""
    first, *also = faults
    return PydanticCustomError(
        first.type,
        first.message_template,
        {"arguments": (first.context or {})["arguments"], "also": [(each.type, each.context) for each in also]},
    )


def told(raw: object) -> str:
    """A user's value as a message repeats it."""
    if isinstance(raw, bool):
        return f"`{str(raw).lower()}`"
    if isinstance(raw, list | tuple):
        return "[…]"
    if isinstance(raw, Mapping):
        return "{…}"
    return "null" if raw is None else f"`{visible(str(raw))}`"


def nearest(name: str, known: Iterable[str]) -> str | Words:
    """A question naming the known word the user most likely meant."""
    import difflib  # noqa: PLC0415  only a mistake pays for it

    close = difflib.get_close_matches(name[:60], list(known), n=1, cutoff=0.6)
    return Words(f"；是否指 `{close[0]}`", f"; did you mean `{close[0]}`?") if close else ""
