"""What a user supplies, compared: inputs, lists, fields, kinds, options."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import msgspec

from footrule.compiler.editions.acceptance import Acceptance, old_path
from footrule.compiler.editions.change_records import made
from footrule.compiler.editions.changes import Action, Axis, Change, Evidence, Level, Side, Sort
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.products import Document
from footrule.compiler.editions.search import Found
from footrule.runtime import form
from footrule.runtime.form_units import FormUnits

NOTHING = Side()


@dataclass(slots=True)
class DeclaredChanges:
    pair: Pair

    def changes(self) -> list[Change]:
        old, new = self.pair.aligned, self.pair.new.compiled
        found = self._inputs("input", "", _own(old.inputs), _own(new.inputs))
        found += self._lists(old, new)
        found += self._kinds(old, new)
        found += self._options(old, new)
        return found

    # --- inputs and fields --------------------------------------------------------------------------------------------

    def _inputs(self, sort: Sort, owner: str, old: dict[str, form.Input], new: dict[str, form.Input]) -> list[Change]:
        found: list[Change] = []
        for name in dict.fromkeys([*old, *new]):
            full = f"{owner}.{name}" if owner else name
            one, other = old.get(name), new.get(name)
            if one is None and other is not None:
                action: Action = "generalise" if other.optional else "add"
                found.append(
                    self._made(sort, full, "existence", action, None, other, f"新增填报 {full}", f"{full} is asked for")
                )
            elif other is None and one is not None:
                found.append(
                    self._made(
                        sort, full, "existence", "remove", one, None, f"不再填报 {full}", f"{full} is no longer given"
                    )
                )
            elif one is not None and other is not None:
                found += self._both(sort, full, one, other)
        return found

    def _both(self, sort: Sort, full: str, one: form.Input, other: form.Input) -> list[Change]:
        found = []
        if type(one.type) is not type(other.type) or getattr(one.type, "of", "") != getattr(other.type, "of", ""):
            found.append(
                self._made(sort, full, "type", "replace", one, other, f"{full} 的类型改了", f"{full}: another type")
            )
        elif isinstance(one.type, form.Quantity) and isinstance(other.type, form.Quantity):
            if one.type.unit != other.type.unit and not self._same_unit(one.type.unit, other.type.unit):
                zh = f"{full} 的单位由 {one.type.unit} 改为 {other.type.unit}"
                en = f"{full}: {one.type.unit} becomes {other.type.unit}"
                found.append(self._made(sort, full, "unit", "replace", one, other, zh, en))
            if one.type.whole != other.type.whole:
                action: Action = "specialise" if other.type.whole else "generalise"
                found.append(
                    self._made(sort, full, "type", action, one, other, f"{full} 是否须为整数", f"{full}: whole or not")
                )
        if one.optional != other.optional:
            action = "generalise" if other.optional else "specialise"
            said = ("可缺省", "may be left out") if other.optional else ("必填", "has to be given")
            found.append(
                self._made(sort, full, "requiredness", action, one, other, f"{full} {said[0]}", f"{full} {said[1]}")
            )
        if self._bounds(one, self.pair.aligned) != self._bounds(other, self.pair.new.compiled):
            zh, en = f"{full} 的范围：{_told(one)} → {_told(other)}", f"{full}: {_told(one)} becomes {_told(other)}"
            found.append(self._made(sort, full, "bound", self._wider(one, other), one, other, zh, en))
        if one.role != other.role:
            found.append(
                self._made(sort, full, "data order", "replace", one, other, f"{full} 的数据等级", f"{full}: its rank")
            )
        return found

    def _same_unit(self, old: str, new: str) -> bool:
        mine, theirs = FormUnits(self.pair.aligned), FormUnits(self.pair.new.compiled)
        left, right = mine.parse(old), theirs.parse(new)
        return left.dims == right.dims and left.scale == right.scale

    def _bounds(self, given: form.Input | form.Option, compiled: form.Form) -> set[tuple[str, Fraction | str]]:
        if not isinstance(given.type, form.Quantity):
            return {(bound.op, bound.value) for bound in given.bounds}
        scale = FormUnits(compiled).parse(given.type.unit).scale
        return {(bound.op, Fraction(bound.value) * scale) for bound in given.bounds}

    def _wider(self, one: form.Input | form.Option, other: form.Input | form.Option) -> Action:
        mine, theirs = self._bounds(one, self.pair.aligned), self._bounds(other, self.pair.new.compiled)
        if theirs < mine:
            return "generalise"
        if mine < theirs:
            return "specialise"
        low = {op: value for op, value in mine if op[0] == "g"}, {op: value for op, value in theirs if op[0] == "g"}
        high = {op: value for op, value in mine if op[0] == "l"}, {op: value for op, value in theirs if op[0] == "l"}
        rises = [
            str(b) > str(a) if isinstance(a, str) else b > a
            for a, b in zip(*(list(s.values()) for s in low), strict=False)
        ]
        grows = [
            str(b) > str(a) if isinstance(a, str) else b > a
            for a, b in zip(*(list(s.values()) for s in high), strict=False)
        ]
        if any(rises) and all(grows) and grows:
            return "replace"
        if any(grows):
            return "generalise" if not any(rises) else "replace"
        return "specialise" if any(rises) or grows else "replace"

    def _made(
        self, sort: Sort, full: str, axis: Axis, action: Action, one: Any, other: Any, zh: str, en: str
    ) -> Change:
        """A change of something a user supplies: a document one edition accepts and the other does not shows it."""
        left = NOTHING if one is None else self.pair.old.side(one.at)
        right = NOTHING if other is None else self.pair.new.side(other.at)
        if sort == "field":
            left, right = (
                _of_field(side, _last(path)) for side, path in ((left, old_path(self.pair, full)), (right, full))
            )
        zh, en = _labelled(full, other if other is not None else one, zh, en)
        search = self.pair.search
        if one is None and action == "generalise":
            # it may be left out: what it does where it is given is told at the rules that use it
            evidence = Evidence(kind="proved equal", method="may be left out")
            return made(sort, full, axis, action, "INFO", evidence, left, right, zh, en)
        found = Acceptance(self.pair).of(full, axis)
        if found is not None:
            evidence = Evidence(kind="witness", method="reading", tried=search.tried, witness=search.witness(found))
            level: Level = "ERR"
        elif axis == "data order":
            evidence, level = Evidence(kind="undecided", method="ranks"), "WARN"
        else:
            evidence, level = Evidence(kind="declared", method="reading"), "ERR"
        return made(sort, full, axis, action, level, evidence, left, right, zh, en)

    # --- lists, kinds, options ----------------------------------------------------------------------------------------

    def _lists(self, old: form.Form, new: form.Form) -> list[Change]:
        mine, theirs = {m.name: m for m in old.lists}, {m.name: m for m in new.lists}
        found: list[Change] = []
        for name in dict.fromkeys([*mine, *theirs]):
            one, other = mine.get(name), theirs.get(name)
            if one is None and other is not None:
                found.append(
                    self._made(
                        "list",
                        name,
                        "existence",
                        "generalise" if other.optional else "add",
                        None,
                        other,
                        f"新增列表 {name}",
                        f"the list {name} is new",
                    )
                )
            elif other is None and one is not None:
                found.append(
                    self._made(
                        "list", name, "existence", "remove", one, None, f"不再有列表 {name}", f"the list {name} is gone"
                    )
                )
            elif one is not None and other is not None:
                if one.at_least != other.at_least:
                    action: Action = "specialise" if other.at_least > one.at_least else "generalise"
                    found.append(
                        self._made(
                            "list",
                            name,
                            "bound",
                            action,
                            one,
                            other,
                            f"{name} 至少 {other.at_least} 项",
                            f"{name}: at least {other.at_least}",
                        )
                    )
                if one.optional != other.optional:
                    action = "generalise" if other.optional else "specialise"
                    found.append(
                        self._made(
                            "list",
                            name,
                            "requiredness",
                            action,
                            one,
                            other,
                            f"{name} 是否必填",
                            f"{name}: needed or not",
                        )
                    )
                found += self._inputs("field", name, _own(one.fields), _own(other.fields))
        return found

    def _kinds(self, old: form.Form, new: form.Form) -> list[Change]:
        mine, theirs = {e.name: e for e in old.enumerations}, {e.name: e for e in new.enumerations}
        found: list[Change] = []
        for name in mine.keys() & theirs.keys():
            one, other = mine[name], theirs[name]
            before, after = [m.name for m in one.members], [m.name for m in other.members]
            gone, come = [m for m in before if m not in after], [m for m in after if m not in before]
            left, right = self.pair.old.side(one.at), self.pair.new.side(other.at)
            for members, action in ((gone, "specialise"), (come, "generalise")):
                if not members:
                    continue
                told = ", ".join(members)
                zh = f"{name} {'不再有' if action == 'specialise' else '新增'}：{told}"
                en = f"{name}: {told} {'gone' if action == 'specialise' else 'new'}"
                witness = self._of_member(name, members)
                evidence = Evidence(kind="witness" if witness else "declared", method="reading", witness=witness)
                axis: Axis = "boundary" if name == "stage" else "type"
                level: Level = "ERR" if witness or not self._never_given(name) else "INFO"
                found.append(made("kind", name, axis, action, level, evidence, left, right, zh, en, told))  # type: ignore[arg-type]  # one of two actions
        return found

    def _never_given(self, kind: str) -> bool:
        """Whether no input takes the kind: then its members only name rows or results."""
        products = self.pair.search.products
        given: list[form.Input | form.Option] = [*products.inputs.values(), *products.options.values()]
        given += [item for fields in products.lists.values() for item in fields.values()]
        return not any(isinstance(one.type, form.Choice) and one.type.of == kind for one in given)

    def _of_member(self, kind: str, members: list[str]) -> Any:
        products, search, acceptance = self.pair.search.products, self.pair.search, Acceptance(self.pair)
        declared: dict[str, form.Input | form.Option] = {**products.inputs, **products.options}
        for name, given in declared.items():
            if isinstance(given.type, form.Choice) and given.type.of == kind:
                section = "options" if isinstance(given, form.Option) else "inputs"
                document: Document = {"inputs": {}, "options": {}, section: {name: members[0]}}
                found = acceptance.reads(name, document)
                if found is not None:
                    return search.witness(found)
        for owner, fields in products.lists.items():
            for name, item in fields.items():
                if isinstance(item.type, form.Choice) and item.type.of == kind:
                    document = {"inputs": {owner: [{name: members[0]}]}, "options": {}}
                    found = acceptance.reads(f"{owner}.{name}", document)
                    if found is not None:
                        return search.witness(found)
        return None

    def _options(self, old: form.Form, new: form.Form) -> list[Change]:
        mine, theirs = {o.name: o for o in old.options}, {o.name: o for o in new.options}
        found: list[Change] = []
        for name in dict.fromkeys([*mine, *theirs]):
            one, other = mine.get(name), theirs.get(name)
            if one is None and other is not None:
                action: Action = "generalise" if other.default is not None else "add"
                found.append(
                    self._made(
                        "option",
                        name,
                        "existence",
                        action,
                        None,
                        other,
                        f"新增选项 {name}",
                        f"the option {name} is new",
                    )
                )
            elif other is None and one is not None:
                found.append(
                    self._made(
                        "option",
                        name,
                        "existence",
                        "remove",
                        one,
                        None,
                        f"不再有选项 {name}",
                        f"the option {name} is gone",
                    )
                )
            elif one is not None and other is not None:
                found += self._option(name, one, other)
        return found

    def _option(self, name: str, one: form.Option, other: form.Option) -> list[Change]:
        found = []
        left, right = self.pair.old.side(one.at), self.pair.new.side(other.at)
        if _literal(one.default) != _literal(other.default):
            before, after = _shown_default(one), _shown_default(other)
            zh, en = f"选项 {name} 的缺省值：{before} → {after}", f"{name}: the default {before} becomes {after}"
            zh, en = _labelled(name, other, zh, en)
            action: Action = "add" if one.default is None else "remove" if other.default is None else "replace"
            witness = self._by_default(name)
            evidence = Evidence(kind="witness" if witness else "declared", method="default", witness=witness)
            found.append(made("option", name, "default", action, "ERR", evidence, left, right, zh, en))
        if one.modality != other.modality:
            zh, en = (
                f"选项 {name}：{one.modality} → {other.modality}",
                f"{name}: {one.modality} becomes {other.modality}",
            )
            zh, en = _labelled(name, other, zh, en)
            evidence = Evidence(kind="proved equal", method="no value depends on it")
            found.append(made("option", name, "modality", "replace", "INFO", evidence, left, right, zh, en))
        if self._bounds(one, self.pair.aligned) != self._bounds(other, self.pair.new.compiled):
            found.append(
                self._made(
                    "option",
                    name,
                    "bound",
                    self._wider(one, other),
                    one,
                    other,
                    f"选项 {name} 的范围",
                    f"{name}: its bounds",
                )
            )
        if type(one.type) is not type(other.type) or getattr(one.type, "of", "") != getattr(other.type, "of", ""):
            found.append(
                self._made(
                    "option", name, "type", "replace", one, other, f"选项 {name} 的类型", f"{name}: another type"
                )
            )
        return found

    def _by_default(self, name: str) -> Any:
        """The same product with the option left to its default on both sides."""
        search = self.pair.search
        for rule in self.pair.new.compiled.rules:
            if rule.name in self.pair.dependencies_old.rules and name in self.pair.dependencies_new.of_rule(rule.name):
                needs = self.pair.dependencies_new.of_rule(rule.name) - {name}
                test = search.of_rule(rule.name)

                def without(document: Document, test: Any = test) -> Found | None:
                    kept = {k: v for k, v in document["options"].items() if k != name}
                    found: Found | None = test({**document, "options": kept})
                    return found

                found = search.look(without, needs)
                if found is not None:
                    return search.witness(found)
        return None


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _labelled(name: str, declared: Any, zh: str, en: str) -> tuple[str, str]:
    """What is said with the thing called as the text calls it."""
    label: form.Label = declared.label
    called = label.zh or label.en, label.en or label.zh
    if not called[0]:
        return zh, en
    return zh.replace(name, f"“{called[0]}”"), en.replace(name, f"“{called[1]}”")


def _of_field(side: Side, name: str) -> Side:
    """The lines of one field out of a list's statement."""
    lines = side.text.splitlines()
    start = next((at for at, line in enumerate(lines) if re.match(rf"\s+{re.escape(name)}(?!\w)", line)), None)
    if start is None:
        return side
    depth = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > depth:
        end += 1
    text = "\n".join(line[depth:] for line in lines[start:end])
    return msgspec.structs.replace(side, line=side.line + start, text=text)


def _own(declared: tuple[form.Input, ...]) -> dict[str, form.Input]:
    return {given.name: given for given in declared if not given.source_of}


def _told(given: form.Input | form.Option) -> str:
    unit = given.type.unit if isinstance(given.type, form.Quantity) and given.type.unit != "1" else ""
    signs = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥"}
    return " ".join(f"{signs[bound.op]} {bound.value} {unit}".strip() for bound in given.bounds) or "–"


def _shown_default(option: form.Option) -> str:
    if option.default is None:
        return "–"
    value = str(_literal(option.default))
    unit = option.type.unit if isinstance(option.type, form.Quantity) and option.type.unit != "1" else ""
    return f"{value} {unit}".strip()


def _literal(node: form.Expr | None) -> object:
    return None if node is None else getattr(node, "value", getattr(node, "name", node))
