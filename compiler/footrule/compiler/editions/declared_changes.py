"""What a user supplies and what a standard prints, compared: inputs, lists, fields, kinds, options, tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import msgspec

from footrule.compiler.editions.axes import audience_of
from footrule.compiler.editions.bench import Reader
from footrule.compiler.editions.changes import (
    Action,
    Axis,
    Change,
    Evidence,
    Level,
    Row,
    Side,
    Sort,
    Words,
    fingerprint,
)
from footrule.compiler.editions.exchange import exchanged
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.products import Document
from footrule.compiler.editions.search import Found
from footrule.runtime import exact, form
from footrule.runtime.form_units import FormUnits
from footrule.runtime.problems import Refused

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
        found += self._tables(old, new)
        return found

    def different_tables(self) -> set[str]:
        """Tables that do not say the same, and those that stand in one edition only."""
        mine = {t.name: t for t in self.pair.aligned.tables}
        theirs = {t.name: t for t in self.pair.new.compiled.tables}
        return {name for name in mine.keys() | theirs.keys() if not self._same_table(mine.get(name), theirs.get(name))}

    def _same_table(self, old: form.Table | None, new: form.Table | None) -> bool:
        if old is None or new is None or old.partial != new.partial:
            return False
        return self._cells(old, self.pair.aligned) == self._cells(new, self.pair.new.compiled)

    def _cells(self, table: form.Table, compiled: form.Form) -> dict[tuple[str, ...], tuple[object, ...]]:
        """Rows by key, every number in base units."""
        units = FormUnits(compiled)
        return {
            tuple(str(_based(text, key.type, units)) for text, key in zip(row.keys, table.keys, strict=True)): tuple(
                (c.name, _based(text, c.type, units)) for text, c in zip(row.values, table.columns, strict=True)
            )
            for row in table.rows
        }

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
                _of_field(side, _last(path)) for side, path in ((left, _old_path(self.pair, full)), (right, full))
            )
        zh, en = _labelled(full, other if other is not None else one, zh, en)
        search = self.pair.search
        if one is None and action == "generalise":
            # it may be left out: what it does where it is given is told at the rules that use it
            evidence = Evidence(kind="proved equal", method="may be left out")
            return made(sort, full, axis, action, "INFO", evidence, left, right, zh, en)
        found = self._acceptance(full, axis)
        if found is not None:
            evidence = Evidence(kind="witness", method="reading", tried=search.tried, witness=search.witness(found))
            level: Level = "ERR"
        elif axis == "data order":
            evidence, level = Evidence(kind="undecided", method="ranks"), "WARN"
        else:
            evidence, level = Evidence(kind="declared", method="reading"), "ERR"
        return made(sort, full, axis, action, level, evidence, left, right, zh, en)

    def _acceptance(self, full: str, axis: Axis) -> Found | None:
        """Tries the one input alone: everything else as an example or a made product has it."""
        search, products = self.pair.search, self.pair.search.products
        owner, _, name = full.rpartition(".")
        pool: list[Document] = []
        one = (
            products.lists.get(owner, {}).get(name)
            if owner
            else products.inputs.get(name) or products.options.get(name)
        )
        if one is None:
            return None
        for value in (*self._edges(full, one), *(products.value(one) for _ in range(24))):
            if axis == "unit" and isinstance(value, dict):
                value = value["value"]  # noqa: PLW2901 - a bare number means the declared unit
            section = "options" if isinstance(one, form.Option) else "inputs"
            inner = {owner: [{name: value}]} if owner else {name: value}
            pool.append({"inputs": {}, "options": {}, section: inner})
        pool.append({"inputs": {owner: [{}]} if owner else {}, "options": {}})
        for document in pool:
            search.tried += 1
            found = self._reads(full, document)
            if found is not None:
                return found
        return None

    def _edges(self, full: str, one: form.Input | form.Option) -> list[Any]:
        """Values at the bounds of both editions and to either side: where one accepts and the other does not."""
        if not isinstance(one.type, form.Quantity):
            return []
        owner, _, name = full.rpartition(".")
        found: list[Fraction] = []
        for compiled in (self.pair.aligned, self.pair.new.compiled):
            many = {many.name: many.fields for many in compiled.lists}.get(owner, ())
            declared: list[form.Input | form.Option] = [*many] if owner else [*compiled.inputs, *compiled.options]
            found += [Fraction(bound.value) for given in declared if given.name == name for bound in given.bounds]
        step = Fraction(1) if one.type.whole else Fraction(1, 2)
        numbers = dict.fromkeys(value + by for value in found for by in (Fraction(0), step, -step))
        return [self.pair.search.products.written(value, one.type.unit) for value in numbers]

    def _reads(self, full: str, document: Document) -> Found | None:
        """Whether just this input, in this document, is accepted by one edition only, or read as another amount."""
        from footrule.compiler.editions.bench import Answer  # noqa: PLC0415
        from footrule.compiler.editions.names import backwards, document_told  # noqa: PLC0415
        from footrule.runtime.inputs import check  # noqa: PLC0415

        search = self.pair.search
        answers = []
        for reader, given in (
            (search.original, document_told(search.new.compiled, backwards(search.names), document)),
            (search.new, document),
        ):
            path = full if reader is search.new else _old_path(self.pair, full)
            tail = path.rpartition(".")[2]
            try:
                check(reader.calculator.index, reader.calculator.units, given, partial=False)
            except Refused as refusal:
                problems = [
                    p
                    for p in refusal.problems
                    if p.path.rpartition(".")[2].split("[")[0] == tail
                    or p.path.split("[")[0].rpartition(".")[2] == tail
                ]
                if problems:
                    answers.append(Answer(None, "refused", problems[0]))
                    continue
            answers.append(Answer(True, "accepted"))
        old, new = answers
        if bool(old.problem) == bool(new.problem):
            return None
        return Found(document, "acceptance", old, new)

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
        products, search = self.pair.search.products, self.pair.search
        declared: dict[str, form.Input | form.Option] = {**products.inputs, **products.options}
        for name, given in declared.items():
            if isinstance(given.type, form.Choice) and given.type.of == kind:
                section = "options" if isinstance(given, form.Option) else "inputs"
                document: Document = {"inputs": {}, "options": {}, section: {name: members[0]}}
                found = self._reads(name, document)
                if found is not None:
                    return search.witness(found)
        for owner, fields in products.lists.items():
            for name, item in fields.items():
                if isinstance(item.type, form.Choice) and item.type.of == kind:
                    found = self._reads(f"{owner}.{name}", {"inputs": {owner: [{name: members[0]}]}, "options": {}})
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

    # --- tables -------------------------------------------------------------------------------------------------------

    def _tables(self, old: form.Form, new: form.Form) -> list[Change]:
        mine, theirs = {t.name: t for t in old.tables}, {t.name: t for t in new.tables}
        found: list[Change] = []
        for name in dict.fromkeys([*mine, *theirs]):
            one, other = mine.get(name), theirs.get(name)
            if one is not None and other is not None:
                found += self._table(one, other)
                continue
            left = NOTHING if one is None else self.pair.old.side(one.at)
            right = NOTHING if other is None else self.pair.new.side(other.at)
            action: Action = "add" if one is None else "remove"
            evidence = Evidence(kind="declared", method="part of the rules that use it")
            zh, en = (
                (f"新增表 {name}", f"the table {name} is new")
                if one is None
                else (f"不再有表 {name}", f"the table {name} is gone")
            )
            rows = self._rows(one, other)
            found.append(made("table", name, "existence", action, "INFO", evidence, left, right, zh, en, rows=rows))
        return found

    def _table(self, one: form.Table, other: form.Table) -> list[Change]:
        left, right = self.pair.old.side(one.at), self.pair.new.side(other.at)
        found = []
        if not self._same_table(one, other):
            rows = self._rows(one, other)
            changed = [row for row in rows if row.old and row.new]
            numbers = [(Fraction(r.old), Fraction(r.new)) for r in changed if _is_number(r.old) and _is_number(r.new)]
            action: Action = "replace"
            if rows and not changed:
                action = (
                    "add" if all(row.new for row in rows) else "remove" if all(row.old for row in rows) else "replace"
                )
            elif numbers and len(changed) == len(rows):
                action = (
                    "increase"
                    if all(b > a for a, b in numbers)
                    else "decrease"
                    if all(b < a for a, b in numbers)
                    else "replace"
                )
            witness, tried = self._read_differently(one, other)
            kind = "witness" if witness else "declared"
            evidence = Evidence(kind=kind, method="cells", tried=tried, witness=witness)  # type: ignore[arg-type]  # one of two
            name = other.label.zh or other.name, other.label.en or other.name
            zh, en = f"{name[0]}：{len(rows)} 个数改了", f"{name[1]}: {len(rows)} cells differ"
            found.append(
                made("table", other.name, "table value", action, "ERR", evidence, left, right, zh, en, rows=rows)
            )
        elif [r.keys for r in one.rows] != [r.keys for r in other.rows] or [c.type for c in one.columns] != [
            c.type for c in other.columns
        ]:
            evidence = Evidence(kind="proved equal", method="same cells")
            found.append(
                made(
                    "table",
                    other.name,
                    "table value",
                    "move",
                    "INFO",
                    evidence,
                    left,
                    right,
                    f"{other.name} 的行重新排列",
                    f"{other.name}: the same cells, written otherwise",
                )
            )
        return found

    def _rows(self, one: form.Table | None, other: form.Table | None) -> tuple[Row, ...]:
        before = _by_key(one)
        after = _by_key(other)
        found = []
        for key in dict.fromkeys([*before, *after]):
            left, right = before.get(key, ""), after.get(key, "")
            if self._in_base(left, one, key) == self._in_base(right, other, key) and left and right:
                continue
            percent = ""
            if _is_number(left) and _is_number(right) and Fraction(left):
                percent = percent_text((Fraction(right) - Fraction(left)) / abs(Fraction(left)))
            found.append(Row(", ".join(key[:-1]), key[-1], left, right, percent))
        return tuple(found)

    def _in_base(self, text: str, table: form.Table | None, key: tuple[str, ...]) -> object:
        if table is None or not _is_number(text):
            return text
        column = next(c for c in table.columns if c.name == key[-1])
        compiled = self.pair.aligned if table in self.pair.aligned.tables else self.pair.new.compiled
        return _based(text, column.type, FormUnits(compiled))

    def _read_differently(self, one: form.Table, other: form.Table) -> tuple[Any, int]:
        """A product for which a rule that looks the table up gives something else."""
        search = self.pair.search
        before = search.tried
        users = [
            rule.name
            for rule in self.pair.new.compiled.rules
            if other.name in self.pair.dependencies_new.calls(rule.name)
            and rule.name in self.pair.dependencies_old.rules
        ]
        apart = exchanged(self.pair.new.compiled, self.pair.aligned, {one.name})
        try:
            isolated = None if apart is None else Reader(apart, self.pair.counterparts.of_new)
        except Refused:
            isolated = None  # other keys: the rules of one edition cannot look into the table of the other
        for name in users[:4]:
            needs = self.pair.dependencies_new.of_rule(name) | self.pair.dependencies_old.of_rule(name)
            found = search.look(search.of_rule(name, isolated), needs)
            if found is not None:
                return search.witness(found), search.tried - before
        return None, search.tried - before


def made(
    sort: Sort,
    subject: str,
    axis: Axis,
    action: Action,
    level: Level,
    evidence: Evidence,
    old: Side,
    new: Side,
    zh: str,
    en: str,
    *what: str,
    rows: tuple[Row, ...] = (),
) -> Change:
    told = tuple(f"{row.keys}/{row.column}:{row.old}>{row.new}" for row in rows)
    return Change(
        fingerprint=fingerprint(sort, subject, axis, action, old.text, new.text, *what, *told),
        subject=subject,
        sort=sort,
        axis=axis,
        action=action,
        audience=audience_of(axis, sort),
        level=level,
        direct=True,
        evidence=evidence,
        old=old,
        new=new,
        said=Words(zh, en),
        rows=rows,
    )


def percent_text(share: Fraction) -> str:
    """A share as per cent with two decimals and its sign."""
    rounded = exact.rounded(share * 100, "half_even", decimals=2)
    return f"{float(rounded):+.2f}"


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


def _based(text: str | None, type: form.Type, units: FormUnits) -> object:
    if text is None or not isinstance(type, form.Quantity):
        return text
    return Fraction(text) * units.parse(type.unit).scale


def _by_key(table: form.Table | None) -> dict[tuple[str, ...], str]:
    if table is None:
        return {}
    return {
        (*row.keys, column.name): value if value is not None else "unknown"
        for row in table.rows
        for column, value in zip(table.columns, row.values, strict=True)
    }


def _is_number(text: str) -> bool:
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return True


def _old_path(pair: Pair, full: str) -> str:
    owner, _, name = full.rpartition(".")
    if not owner:
        return pair.old_name(name)
    for (_, old), new in pair.matching.names.fields.items():
        if new == name:
            return f"{pair.old_name(owner)}.{old}"
    return f"{pair.old_name(owner)}.{name}"
