"""`footrule range`: the least and greatest a result may be over the options a standard leaves open."""

from __future__ import annotations

from typing import Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, Reference, Set, Take


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
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.compiler.editions.option_range import option_range  # noqa: PLC0415
    from footrule.runtime.problems import Refused  # noqa: PLC0415

    form = form_of(reference, compiler())
    try:
        given = document(form, input, example, set_ or [], option or [])
        if example:
            given = {**given, "options": {}}  # an example takes its options; the range is over them
        found = option_range(form, given)
    except Refused as problems:
        return refused(problems, json)
    if json:
        as_json(msgspec.to_builtins(found))
        return exits.FINE
    for span in found.spans:
        line(f"{span.result}: {span.least.value} … {span.greatest.value} {span.unit}", "bold")
        if span.least.exact != span.greatest.exact:
            for end in (span.least, span.greatest):
                line(f"  {end.value} {span.unit}: " + ", ".join(f"{k} = {v}" for k, v in end.options.items()))
    line(word("range tried" if found.complete else "range sampled", count=found.tried, refused=found.refused), "dim")
    return exits.FINE
