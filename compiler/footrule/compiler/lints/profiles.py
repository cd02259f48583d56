"""Drafting profiles: what a body asks of a standard, lint by lint, as data; here is only what a lint can look at.

A profile is a YAML file: `name`, `title {zh, en}`, and `lints`, each with `article`, `force` as printed, `look` (one of
the words of `LOOKS`), `like` (a pattern for what is looked at) and `zh`, `en`. Only 应 and shall bind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from footrule.dsl.diagnostics.model import Diagnostic, Place
from footrule.dsl.tree import Span
from footrule.runtime import form

if TYPE_CHECKING:
    from footrule.compiler.driver import Compilation
    from footrule.standards.catalogue import Catalogue
    from footrule.standards.catalogue_words import Entry

BINDING = ("应", "shall")
SHIPPED = Path(__file__).parent


class UnknownProfile(LookupError):
    """There is no profile of this name, shipped or at this path."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.known = tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml") if path.stem != "superseded"))


class BadProfile(ValueError):
    """A profile that does not say what a profile says; why, in zh and en."""

    def __init__(self, name: str, zh: str, en: str) -> None:
        super().__init__(f"{name}: {en}")
        self.name, self.zh, self.en = name, zh, en


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
    """A shipped profile by its name, or a body's own by its path. Raises `UnknownProfile`, `BadProfile`."""
    own = name.endswith((".yaml", ".yml"))
    path = Path(name) if own else SHIPPED / f"{Path(name).name}.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UnknownProfile(name) from None
    try:
        data: Any = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError):
        raise BadProfile(name, "不是 YAML", "it is not YAML") from None
    head = _row(name, data, {"name", "title", "lints"}, set(), "文件开头", "the head of the file")
    title = _row(name, head["title"], {"zh", "en"}, set(), "`title`", "`title`")
    if not isinstance(head["lints"], list):
        raise BadProfile(name, "`lints` 不是列表", "`lints` is not a list")
    lints = tuple(_lint(name, row, number) for number, row in enumerate(head["lints"], 1))
    return Profile(str(head["name"]), str(title["zh"]), str(title["en"]), lints)


def _lint(name: str, row: Any, number: int) -> Lint:
    zh, en = f"第 {number} 项", f"lint {number}"
    given = _row(name, row, {"article", "force", "look", "zh", "en"}, {"like"}, zh, en)
    lint = Lint(*(str(given.get(key, "")) for key in ("article", "force", "look", "like", "zh", "en")))
    if lint.look not in LOOKS:
        known = ", ".join(LOOKS)
        raise BadProfile(
            name, f"{zh}：没有 `look: {lint.look}`；有 {known}", f"{en}: no `look: {lint.look}`; there are {known}"
        )
    try:
        re.compile(lint.like)
    except re.error:
        raise BadProfile(name, f"{zh}：`like` 不是正则表达式", f"{en}: `like` is no regular expression") from None
    return lint


def _row(name: str, row: Any, asked: set[str], more: set[str], zh: str, en: str) -> dict[str, Any]:
    """A mapping of these keys and no others."""
    if not isinstance(row, dict):
        raise BadProfile(name, f"{zh}不是由名称和值组成的一项", f"{en} is not a mapping of names and values")
    for key in asked - row.keys():
        raise BadProfile(name, f"{zh}缺少 `{key}`", f"{en} lacks `{key}`")
    for key in row.keys() - asked - more:
        raise BadProfile(name, f"{zh}有不认识的 `{key}`", f"{en} has `{key}`, which is not known")
    return row


def check(compilation: Compilation, name: str, as_of: str = "") -> Iterator[Diagnostic]:
    """What a compiled edition lacks of what a profile asks. Raises `UnknownProfile`, `BadProfile`."""
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
                "profile": profile.zh, "profile_en": profile.en,
                "article": article or lint.article, "force": force or lint.force,
                "zh": lint.zh.replace("{said}", zh), "en": lint.en.replace("{said}", en),
            }  # fmt: skip
            yield Diagnostic("F0701" if words["force"] in BINDING else "F0702", start, words)


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
    """What the rules of precedence say of this standard on the map of standards, with article and force.

    A draft that is not on the map is put there first, for the product its title names.
    """
    from footrule.standards.catalogue import catalogue  # noqa: PLC0415 - only this lint reads the map
    from footrule.standards.precedence import findings  # noqa: PLC0415

    found, standard = catalogue(), compiled.standard
    own = {e.id for e in found.entries if e.number == standard.number or standard.id in e.library}
    if not own:
        entry = _newcomer(compiled, found)
        found = replace(found, lists=(*found.lists, replace(found.lists[-1], entries=(entry,))))
        own = {entry.id}
    for finding in findings(found, as_of or date.today().isoformat()):
        if finding.entry in own and finding.rule != "title":
            yield finding.message.zh, finding.message.en, finding.article, finding.force.zh


def _newcomer(compiled: form.Form, found: Catalogue) -> Entry:
    """The standard as an entry of the map; its product is the longest name of one that its title holds."""
    standard = compiled.standard
    named = [p for p in found.products.values() if p.title.zh and p.title.zh in standard.title.zh]
    product = max(named, key=lambda p: len(p.title.zh), default=None)
    return replace(
        found.entries[0], id=standard.id, number=standard.number, level=standard.level, kind="footprint",
        title=replace(found.entries[0].title, zh=standard.title.zh, en=standard.title.en),
        issued=standard.dates.issued, effective=standard.dates.effective, product=product.key if product else None,
        follows=(), stage="draft" if standard.own_status == "draft" else "published", library=(standard.id,),
    )  # fmt: skip
