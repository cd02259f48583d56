"""`footrule show`: a standard as it is after a pass of the compiler."""

from __future__ import annotations

import re
import sys
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
        text = _lowered(text, rule) if wanted == "lower" else _statements(text, rule)
        if not text:
            raise exits.UsageStop("no such rule", name=rule, hint="")
    if json:
        as_json({"standard": compilation.source.id, "after": wanted, "text": text})
    else:
        plain(text)
    broken = any(severity(diagnostic) == "error" for diagnostic in compilation.diagnostics)
    if broken:
        show_findings(compilation, sys.stderr)
    return exits.FINDINGS if broken else exits.FINE


def _lowered(text: str, rule: str) -> str:
    from json import dumps, loads  # noqa: PLC0415

    rules = [one for one in loads(text)["rules"] if one["name"] == rule] if text.strip() else []
    return "".join(dumps(one, ensure_ascii=False, indent=2) + "\n" for one in rules)


def _statements(text: str, rule: str) -> str:
    """The statements that define the name. One begins at column 0, and the comment above it gives its clause."""
    found: list[str] = []
    comment, keep = "", False
    for row in text.splitlines(keepends=True):
        if row.startswith("--"):
            comment, keep = row, False
        elif row[:1].isspace() and keep:
            found.append(row)
        elif not row[:1].isspace():
            # The name stands first, after one or two keywords: `limit(g): …`, `rule limit …`, `emission fuels …`.
            keep = rule in re.split(r"[\s(:]+", row)[:3]
            found += [comment, row] if keep else []
    return "".join(found)
