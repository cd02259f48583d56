"""`footrule range`: the least and greatest a result may be over the options a standard leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, Reference, Set, Take

if TYPE_CHECKING:
    from footrule.compiler.editions.option_range import Range, Several, Span


def range_(
    reference: Reference,
    input: Annotated[str | None, typer.Option("--input", metavar="FILE")] = None,
    example: Annotated[str, typer.Option("--example", metavar="NAME")] = "",
    set_: Set = None,
    option: Take = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    import msgspec  # noqa: PLC0415

    from footrule.cli.editions import compiler, form_of  # noqa: PLC0415
    from footrule.cli.given import document  # noqa: PLC0415
    from footrule.cli.refusals import refused  # noqa: PLC0415
    from footrule.cli.screen import as_json  # noqa: PLC0415
    from footrule.compiler.editions.option_range import option_range  # noqa: PLC0415
    from footrule.runtime.problems import Refused  # noqa: PLC0415

    form = form_of(reference, compiler())
    try:
        given = document(form, input, example, set_ or [], option or [])
        if example:
            # an example takes its options; the range is over them, but for those taken by hand
            taken = {name.partition("=")[0].strip() for name in option or []}
            given = {**given, "options": {name: v for name, v in given["options"].items() if name in taken}}
        found = option_range(form, given)
    except Refused as problems:
        return refused(problems, json)
    if json:
        as_json(msgspec.to_builtins(found))
    else:
        _tell(found)
    return exits.FINE


def _tell(found: Range) -> None:
    """What moves first, then what stays whatever is chosen, then the options that decide."""
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    language = current()
    moving = [span for span in found.spans if span.least.exact != span.greatest.exact]
    for span in moving:
        percent = f" ({span.percent} %)" if span.percent else ""
        line(f"{_named(span)}: {span.least.value} … {span.greatest.value} {span.unit}".rstrip() + percent, "bold")
        for key, end in (("range least", span.least), ("range greatest", span.greatest)):
            line(f"  {word(key)} {end.value} {span.unit}".rstrip() + _if(end.options))
    for several in found.others:
        if len(several.values) > 1:
            line(f"{_named(several)}: {' / '.join(one.value for one in several.values)}", "bold")
            for one in several.values:
                line(f"  {one.value}" + _if(one.options))
    same = [f"{_named(s)} = {s.least.value} {s.unit}".rstrip() for s in found.spans if s not in moving]
    same += [f"{_named(one)} = {one.values[0].value}" for one in found.others if len(one.values) == 1]
    for told in same:
        line(f"{word('range same')}: {told}")
    for silent in found.silent:
        line(f"{word('range silent')}: {silent.result}")
        for problem in silent.zh if language == "zh" else silent.en:
            line(f"  {problem}", "dim")
    if found.deciding:
        line(word("range deciding"), "bold")
    for option in found.deciding:
        line(f"  {option.name} §{option.clause} ({option.modality}): {option.zh if language == 'zh' else option.en}")
    line(word("range tried" if found.complete else "range sampled", count=found.tried, refused=found.refused), "dim")


def _named(one: Span | Several) -> str:
    from footrule.cli.languages import current  # noqa: PLC0415

    label = one.zh if current() == "zh" else one.en
    return f"{one.result} {label}".rstrip()


def _if(options: Mapping[str, str]) -> str:
    return "  " + ", ".join(f"{name} = {value}" for name, value in options.items()) if options else ""
