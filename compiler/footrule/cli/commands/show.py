"""`footrule show`: a standard as it is after a pass of the compiler."""

from __future__ import annotations

from typing import Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang, Reference


def complete_pass(incomplete: str) -> list[str]:
    """Names of the compiler's passes."""
    from footrule.compiler.driver import PASSES  # noqa: PLC0415

    return [name for name in PASSES if name.startswith(incomplete)]


def show(
    reference: Reference,
    after: Annotated[str, typer.Option("--after", metavar="PASS", autocompletion=complete_pass)] = "",
    rule: Annotated[str, typer.Option("--rule", metavar="NAME")] = "",
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import compiled, compiler  # noqa: PLC0415
    from footrule.cli.findings import severity, show_findings  # noqa: PLC0415
    from footrule.cli.screen import as_json, plain  # noqa: PLC0415
    from footrule.compiler.driver import PASSES  # noqa: PLC0415

    wanted = after or PASSES[-1]
    if wanted not in PASSES:
        raise exits.UsageStop("no such pass", name=wanted, names=", ".join(PASSES))
    compilation = compiled(reference, compiler())
    text = compilation.after(wanted)
    if rule:
        text = _of_rule(text, rule)
    if json:
        as_json({"standard": compilation.source.id, "after": wanted, "text": text})
    else:
        plain(text)
    broken = any(severity(diagnostic) == "error" for diagnostic in compilation.diagnostics)
    if broken:
        show_findings(compilation)
    return exits.FINDINGS if broken else exits.FINE
