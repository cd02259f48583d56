"""`footrule build`: a standard as a calculator of another kind."""

from __future__ import annotations

from typing import Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, Out, Reference

_TARGETS = ("python",)


def complete_target(incomplete: str) -> list[str]:
    """Names of the targets."""
    return [name for name in _TARGETS if name.startswith(incomplete)]


def build(
    reference: Reference,
    out: Out,
    target: Annotated[str, typer.Option("--target", metavar="TARGET", autocompletion=complete_target)] = "python",
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import compiler, form_of, reason_of  # noqa: PLC0415
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    if target not in _TARGETS:
        raise exits.UsageStop("no such target", name=target, names=", ".join(_TARGETS))
    form = form_of(reference, compiler())
    from footrule.compiler.targets import python  # noqa: PLC0415
    from footrule.compiler.targets.unsupported import Unsupported  # noqa: PLC0415

    try:
        python.build(form, out)
    except Unsupported as unsupported:
        raise exits.Stop(
            "unsupported", target=target, construct=unsupported.construct, clause=unsupported.place.clause
        ) from None
    except OSError as error:
        raise exits.UnreadableStop("unwritable", path=error.filename or out, reason=reason_of(error)) from None
    if json:
        as_json({"standard": form.standard.id, "target": target, "out": str(out)})
    else:
        line(word("built", path=out))
    return exits.FINE
