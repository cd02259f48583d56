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
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import compiler, form_of  # noqa: PLC0415
    from footrule.cli.screen import as_json  # noqa: PLC0415

    general = compiled_form or result_file or diff
    if input_ + result + compiled_form + result_file + diff > 1:
        raise exits.UsageStop("only one way", names="--input --result --compiled-form --result-file --diff")
    if general and reference is not None:
        raise exits.UsageStop("only one way", names="REF --compiled-form --result-file --diff")
    if not general and reference is None:
        raise exits.UsageStop("missing parameter", name="REF")
    if compiled_form:
        from footrule.runtime import form  # noqa: PLC0415

        as_json(form.schema())
    elif diff:
        from footrule.compiler.editions import changes  # noqa: PLC0415

        as_json(changes.schema())
    elif result_file:
        from footrule.runtime import evidence  # noqa: PLC0415

        as_json(evidence.schema())
    else:
        from footrule.runtime import input_schema, result_schema  # noqa: PLC0415

        assert reference is not None
        compiled = form_of(reference, compiler())
        as_json(result_schema.schema(compiled) if result else input_schema.schema(compiled))
    return exits.FINE
