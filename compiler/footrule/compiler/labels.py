"""Labels of the syntax tree as labels of the compiled form."""

from __future__ import annotations

from footrule.dsl import tree
from footrule.runtime import form


def label(labels: tree.Labels | None) -> form.Label:
    if labels is None:
        return form.Label()
    return form.Label(zh=labels.zh or "", en=labels.en or "")


def members(found: tuple[tree.Member, ...]) -> tuple[form.EnumMember, ...]:
    return tuple(form.EnumMember(name=member.name, label=label(member.labels)) for member in found)
