"""Building a generated package, importing it, and telling what it and the reference make of one document."""

from __future__ import annotations

import importlib
import itertools
import sys
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

from footrule.compiler.targets.python import build
from footrule.compiler.targets.python.names import module_name
from footrule.compiler.targets.python.naming import name_all
from footrule.runtime import form
from footrule.runtime.calculate import Calculator, Result
from footrule.runtime.inputs import check
from footrule.runtime.problems import Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import Absent

Answer = dict[str, Any]
"""What one document comes to: values by name, or the problems it is refused with."""


@dataclass(frozen=True)
class Package:
    """A generated package, imported."""

    name: str
    folder: Path
    form: form.Form
    module: ModuleType

    def part(self, name: str) -> ModuleType:
        return importlib.import_module(f"{self.name}.{name}")


def generated(of: form.Form, folder: Path) -> Package:
    """The package of a form, built into a folder of its own and imported from there."""
    build(of, folder)
    name = module_name(of.standard.id)
    for loaded in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
        del sys.modules[loaded]
    sys.path.insert(0, str(folder / "src"))
    try:
        importlib.invalidate_caches()
        return Package(name, folder, of, importlib.import_module(name))
    finally:
        sys.path.remove(str(folder / "src"))


def by_reference(of: form.Form, document: object) -> Answer:
    """What the reference interpreter makes of a document."""
    try:
        return _of_reference(Calculator(of).calculate(document))
    except Refused as refusal:
        return {"refused": problems(refusal.problems)}


def by_package(package: Package, document: Any) -> Answer:
    """What the generated package makes of the same document."""
    calculation = package.part("calculator").CALCULATION
    refused = package.part("_runtime.problems").Refused
    sections = package.part("_runtime.command").sections
    try:
        return _of_package(calculation.run(*sections(document, calculation)))
    except refused as refusal:
        return {"refused": problems(refusal.problems)}


def rules_by_reference(of: form.Form, document: object) -> Answer | None:
    """The value or refusal of every rule, whatever the requirements say; None where the document cannot be read."""
    calculator = Calculator(of)
    try:
        checked = check(calculator.index, calculator.units, document)
    except Refused:
        return None
    found: Answer = {}
    for rule in of.rules:
        for told, arguments in _applications(rule, of, checked.given.lists):
            try:
                found[told] = _plain(Interpreter(calculator.index, checked.given).rule(rule.name, *arguments))
            except Refused as refusal:
                found[told] = problems(refusal.problems)
    return found


def rules_by_package(package: Package, document: Any) -> Answer:
    """The same of the generated functions."""
    module, kinds = package.part("calculator"), package.part("kinds") if package.form.enumerations else None
    refused = package.part("_runtime.problems").Refused
    naming = name_all(package.form)
    inputs, options, want = package.part("_runtime.command").sections(document, module.CALCULATION)
    x, _ = module.CALCULATION.working(inputs, options, some=want is not None)
    lists = {each.name: getattr(x, naming.fields["", each.name]) for each in package.form.lists}
    found: Answer = {}
    for rule in package.form.rules:
        for told, arguments in _applications(rule, package.form, lists):
            typed = [
                getattr(kinds, naming.enumerations[parameter.type.of])(value)
                if isinstance(parameter.type, form.Choice)
                else value
                for parameter, value in zip(rule.parameters, arguments, strict=True)
            ]
            try:
                found[told] = _plain(getattr(module, naming.rules[rule.name])(x, *typed))
            except refused as refusal:
                found[told] = problems(refusal.problems)
    return found


SAMPLES = (Fraction(0), Fraction(1), Fraction(13, 7), Fraction(-40), Fraction(100))


def _applications(rule: form.Rule, of: form.Form, lists: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Calls of a rule: every member, every item, a few numbers."""
    choices: list[list[Any]] = []
    for parameter in rule.parameters:
        match parameter.type:
            case form.Choice(of=name):
                choices.append([each.name for kind in of.enumerations if kind.name == name for each in kind.members])
            case form.Item(of=name):
                choices.append(list(lists[name]))
            case form.Quantity():
                choices.append(list(SAMPLES))
            case _:
                choices.append([True, False])
    told = [range(len(each)) for each in choices]
    return [
        (f"{rule.name}{list(numbers)}", tuple(choice[number] for choice, number in zip(choices, numbers, strict=True)))
        for numbers in itertools.islice(itertools.product(*told), 200)
    ]


def problems(found: Any) -> list[tuple[str, str, str, str]]:
    """Code, path, standard and clause of each."""
    return sorted((each.code, each.path, each.standard, each.clause) for each in found)


def _of_reference(result: Result) -> Answer:
    inventory = result.inventory
    return {
        "outputs": {each.name: _plain(each.value) for each in result.outputs},
        "sources": {each.name: (each.standard, each.clause) for each in (*result.outputs, *result.reports)},
        "reports": {each.name: _plain(each.value) for each in result.reports if not isinstance(each.value, tuple)},
        "options": {each.option.name: (_plain(each.value), each.by_default) for each in result.options},
        "ranks": sorted((each.path, each.input, each.role, each.rank or "") for each in result.ranks),
        "primary_share": result.primary_share,
        "status": result.status,
        "warnings": problems(result.warnings),
        "unchecked": problems(result.unchecked),
        "departures": sorted((e.rule, e.departs, e.standard, e.clause) for e in result.departures),
        "terms": [] if inventory is None else [(e.term.name, e.own, e.total) for e in inventory.terms],
        "sums": []
        if inventory is None
        else [
            (line.name, line.emissions, line.removals, line.net)
            for line in (inventory.whole, *inventory.stages, *inventory.gases, *inventory.carbon)
        ],
    }


def _of_package(result: Any) -> Answer:
    inventory = result.inventory
    return {
        "outputs": _fields(result.outputs),
        "sources": {name: (each.standard, each.clause) for name, each in result.sources.items()},
        "reports": _fields(result.reports),
        "options": {each.name: (_plain(each.value), each.by_default) for each in result.options},
        "ranks": sorted((each.path, each.input, each.role, each.rank or "") for each in result.ranks),
        "primary_share": result.primary_share and result.primary_share.exact,
        "status": result.status,
        "warnings": sorted((each.code, "", each.standard, each.clause) for each in result.warnings),
        "unchecked": sorted((each.code, "", each.standard, each.clause) for each in result.unchecked),
        "departures": sorted((e.rule, e.departs, e.standard, e.clause) for e in result.departures),
        "terms": [] if inventory is None else [(e.name, e.own.exact, e.total.exact) for e in inventory.terms],
        "sums": []
        if inventory is None
        else [
            (line.name, line.emissions.exact, line.removals.exact, line.net.exact)
            for line in (inventory.whole, *inventory.stages, *inventory.gases, *inventory.carbon)
        ],
    }


def _fields(model: Any) -> dict[str, Any]:
    held = {name: info for name, info in type(model).model_fields.items() if name in model.__dict__}
    values = {info.alias or name: getattr(model, name) for name, info in held.items()} | (model.model_extra or {})
    return {name: _plain(value) for name, value in values.items() if not isinstance(value, tuple)}


def _plain(value: Any) -> Any:
    """A value as both tell it: exact numbers, names of members, dates, `unknown` and `not_applicable`."""
    if isinstance(value, Absent):
        return value.value
    if value is None:
        return "unknown"
    if isinstance(value, StrEnum):
        return "not_applicable" if type(value).__name__ == "NotApplicable" else value.value
    if isinstance(value, bool | date | str):
        return value
    return getattr(value, "exact", value)
