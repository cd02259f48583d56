"""Drafting profiles: what a body asks of a standard, lint by lint, as data; here is only what a lint can look at.

A profile is a YAML file: `name`, `title {zh, en}`, and `lints`, each with `article`, `force` as printed, `look` (one of
the words below), `like` (a pattern for what is looked at) and `zh`, `en`. Only 应 binds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from footrule.dsl.diagnostics.model import Diagnostic, Place
from footrule.dsl.tree import Span
from footrule.runtime import form

if TYPE_CHECKING:
    from footrule.compiler.driver import Compilation

BINDING = "应"
SHIPPED = Path(__file__).parent


class UnknownProfile(LookupError):
    """There is no profile of this name, shipped or at this path."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.known = tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml") if path.stem != "superseded"))


@dataclass(frozen=True, slots=True)
class Lint:
    """One thing an article asks."""

    article: str
    force: str
    look: str
    like: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A body's lints."""

    name: str
    zh: str
    en: str
    lints: tuple[Lint, ...]


def load(name: str) -> Profile:
    """A shipped profile by its name, or a body's own by its path. Raises `UnknownProfile`."""
    path = Path(name) if name.endswith((".yaml", ".yml")) else SHIPPED / f"{Path(name).name}.yaml"
    try:
        data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        lints = tuple(
            Lint(str(row["article"]), row["force"], row["look"], row.get("like", ""), row["zh"], row["en"])
            for row in data["lints"]
        )
        if any(lint.look not in LOOKS for lint in lints):
            raise UnknownProfile(name)
        return Profile(data["name"], data["title"]["zh"], data["title"]["en"], lints)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError):
        raise UnknownProfile(name) from None


def check(compilation: Compilation, name: str, as_of: str = "") -> Iterator[Diagnostic]:
    """What a compiled edition lacks of what a profile asks. Raises `UnknownProfile`."""
    profile = load(name)
    compiled = compilation.form
    return iter(()) if compiled is None else _checked(profile, compiled, compilation.source.path, as_of)


def _checked(profile: Profile, compiled: form.Form, path: str, as_of: str) -> Iterator[Diagnostic]:
    start = Place(path, Span(1, 1, 1, 4), None, compiled.standard.id)
    for lint in profile.lints:
        said = _precedence(compiled, as_of) if lint.look == "precedence" else [("", "", "", "")]
        for zh, en, article, force in said:
            if lint.look != "precedence" and _found(LOOKS[lint.look](compiled), lint.like):
                continue
            words = {
                "profile": profile.zh, "article": article or lint.article, "force": force or lint.force,
                "zh": lint.zh.replace("{said}", zh), "en": lint.en.replace("{said}", en),
            }  # fmt: skip
            yield Diagnostic("F0701" if words["force"] == BINDING else "F0702", start, words)


def _found(text: str, like: str) -> bool:
    return bool(re.search(like, text, re.IGNORECASE | re.DOTALL)) if like else bool(text)


def _label(label: form.Label) -> str:
    return f"{label.zh} {label.en}"


def _title(compiled: form.Form) -> str:
    return compiled.standard.title.zh


def _follows(compiled: form.Form) -> str:
    return " ".join((*compiled.standard.follows, *(d.id for d in compiled.dependencies)))


def _report(compiled: form.Form) -> str:
    return " ".join(compiled.reports)


def _boundary(compiled: form.Form) -> str:
    found = compiled.boundary
    return "" if found is None else f"{found.name} {_label(found.label)}"


def _primary_required(compiled: form.Form) -> str:
    return " ".join(c.name or c.kind for c in compiled.constructs if c.kind == "data_requirement")


def _activity_data(compiled: form.Form) -> str:
    fields = [*compiled.inputs, *(item for many in compiled.lists for item in many.fields)]
    return " ".join(given.name for given in fields if given.role == "activity")


def _order(compiled: form.Form, role: str) -> list[str]:
    members = {e.name: [f"{m.name} {_label(m.label)}" for m in e.members] for e in compiled.enumerations}
    return [rank for order in compiled.data if order.role == role for rank in members.get(order.enumeration, [])]


def _activity_order(compiled: form.Form) -> str:
    return " ".join(_order(compiled, "activity"))


def _factor_first(compiled: form.Form) -> str:
    return next(iter(_order(compiled, "factor")), "")


def _factor_order(compiled: form.Form) -> str:
    return " ".join(_order(compiled, "factor")[1:])


def _electricity(compiled: form.Form) -> str:
    return " ".join(c.name for c in compiled.constructs if c.kind in ("electricity", "ledger"))


def _trial(compiled: form.Form) -> str:
    return " ".join(example.name for example in compiled.examples)


LOOKS: dict[str, Callable[[form.Form], str]] = {
    "title": _title, "follows": _follows, "report": _report, "boundary": _boundary,
    "primary_required": _primary_required, "activity_data": _activity_data, "activity_order": _activity_order,
    "factor_first": _factor_first, "factor_order": _factor_order, "electricity": _electricity, "trial": _trial,
    "precedence": _title,
}  # fmt: skip


def _precedence(compiled: form.Form, as_of: str) -> Iterator[tuple[str, str, str, str]]:
    """What the rules of precedence say of this standard on the map of standards, with article and force."""
    from footrule.standards.catalogue import catalogue  # noqa: PLC0415 - only this lint reads the map
    from footrule.standards.precedence import findings  # noqa: PLC0415

    found = catalogue()
    own = {entry.id for entry in found.entries if entry.number == compiled.standard.number}
    for finding in findings(found, as_of or date.today().isoformat()):
        if finding.entry in own and finding.rule != "title":
            yield finding.message.zh, finding.message.en, finding.article, finding.force.zh
