"""`footrule schema`: what a document must look like, as JSON Schema."""

from __future__ import annotations

from typing import Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, complete_reference


def schema(
    reference: Annotated[str | None, typer.Argument(metavar="REF", autocompletion=complete_reference)] = None,
    input_: Annotated[bool, typer.Option("--input")] = False,
    result: Annotated[bool, typer.Option("--result")] = False,
    compiled_form: Annotated[bool, typer.Option("--compiled-form")] = False,
    result_file: Annotated[bool, typer.Option("--result-file")] = False,
    diff: Annotated[bool, typer.Option("--diff")] = False,
    comparison: Annotated[bool, typer.Option("--comparison")] = False,
    overlaps: Annotated[bool, typer.Option("--overlaps")] = False,
    mapping: Annotated[bool, typer.Option("--mapping")] = False,
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import compiler, form_of  # noqa: PLC0415
    from footrule.cli.screen import as_json  # noqa: PLC0415

    across = {"comparison": comparison, "overlaps": overlaps, "mapping": mapping}
    whole = {"compiled-form": compiled_form, "result-file": result_file, "diff": diff, **across}
    names = " ".join(f"--{name}" for name in whole)
    general = any(whole.values())
    if input_ + result + sum(whole.values()) > 1:
        raise exits.UsageStop("only one way", names=f"--input --result {names}")
    if general and reference is not None:
        raise exits.UsageStop("only one way", names=f"REF {names}")
    if not general and reference is None:
        raise exits.UsageStop("missing parameter", name="REF")
    if compiled_form:
        from footrule.runtime import form  # noqa: PLC0415

        as_json(form.schema())
    elif diff:
        from footrule.compiler.editions import changes  # noqa: PLC0415

        as_json(changes.schema())
    elif any(across.values()):
        from footrule.compiler.across import schemas  # noqa: PLC0415

        as_json(schemas.schema(next(name for name, asked in across.items() if asked)))
    elif result_file:
        from footrule.runtime import evidence  # noqa: PLC0415

        as_json(evidence.schema())
    else:
        from footrule.runtime import input_schema, result_schema  # noqa: PLC0415

        assert reference is not None
        compiled = form_of(reference, compiler())
        as_json(result_schema.schema(compiled) if result else input_schema.schema(compiled))
    return exits.FINE
