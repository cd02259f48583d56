"""Targets of a case when its document grows: `rule(#1)` asks for the first item of the list the rule takes."""

from __future__ import annotations

from collections.abc import Mapping

from footrule.runtime import form


def shifted(compiled: form.Form, target: str, lengths: Mapping[str, int]) -> str:
    """The target once its items stand behind as many others, told by list."""
    name, opened, inside = target.partition("(")
    rule = next((each for each in compiled.rules if each.name == name.strip()), None)
    if not opened or rule is None:
        return target
    told = []
    for parameter, text in zip(rule.parameters, inside.rstrip(") ").split(","), strict=True):
        argument = text.strip()
        if isinstance(parameter.type, form.Item) and argument.startswith("#"):
            argument = f"#{int(argument[1:]) + lengths.get(parameter.type.of, 0)}"
        told.append(argument)
    return f"{name}({', '.join(told)})"
