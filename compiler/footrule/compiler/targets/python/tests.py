"""Prints `tests/test_worked_examples.py`: every published worked example as a test of the generated package."""

from __future__ import annotations

import re
from collections.abc import Mapping

from footrule.compiler.targets.python import source
from footrule.compiler.targets.python.annotations import unit_of, words
from footrule.compiler.targets.python.expressions import exact, number
from footrule.compiler.targets.python.layout import WIDTH, columns
from footrule.compiler.targets.python.meaning import Declared
from footrule.compiler.targets.python.names import Names
from footrule.compiler.targets.python.naming import Naming
from footrule.runtime import form
from footrule.runtime.units import UnitError

_TARGET = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*(?:\((?P<arguments>.*)\))?\s*", re.DOTALL)


def print_tests(of: form.Form, naming: Naming, name: str) -> str:
    """The text of the test module."""
    return _Tests(of, naming, name).text()


class _Tests:
    def __init__(self, of: form.Form, naming: Naming, name: str) -> None:
        self.form = of
        self.naming = naming
        self.name = name
        self.declared = Declared(of)
        self.uses: set[str] = set()

    def text(self) -> str:
        names = Names()
        bodies = [self._example(each, names) for each in self.form.examples]
        if not bodies:
            bodies = [self._metadata()]
        title = f"The published worked examples of {source.plain(self.form.standard.number)}, held to the calculator."
        parts = [*source.docstring([title], 0), "", *self._imports()]
        for body in bodies:
            parts += ["", "", *body]
        return "\n".join(parts) + "\n"

    def _imports(self) -> list[str]:
        helpers = sorted({"codes", "example", "prints"} & self.uses)
        lines = ["from fractions import Fraction as F", ""] if "F" in self.uses else []
        modules = [each for each in ("calculator", "kinds") if each in self.uses]
        if modules:
            lines.append(f"from {self.name} import {', '.join(modules)}")
        if helpers:
            lines.append(f"from {self.name}._runtime.worked_example import {', '.join(helpers)}")
        if "CALCULATION" in self.uses:
            lines.append(f"from {self.name}.calculator import CALCULATION")
        if "STANDARD" in self.uses:
            lines.append(f"from {self.name} import STANDARD")
        return lines

    def _metadata(self) -> list[str]:
        """A standard without worked examples still says which text it is."""
        self.uses.add("STANDARD")
        return [
            "def test_the_package_names_its_standard() -> None:",
            f"    assert STANDARD.id == {source.string(source.plain(self.form.standard.id))}",
        ]

    def _example(self, of: form.Example, names: Names) -> list[str]:
        name = names.take(f"test_{_slug(of.name)}")
        told = [f"{source.plain(of.name)} ({of.evidence}).", source.plain(of.source), words(of.note)]
        lines = [f"def {name}() -> None:", *source.docstring([each for each in told if each], 4)]
        self.uses.add("CALCULATION")
        for name, given in (("inputs", of.given), ("options", of.options)):
            lines += literal(given, 4, before=f"{name}: dict[str, object] = ")
        if of.refused:
            self.uses.add("codes")
            return [*lines, f"    assert {source.string(of.refused)} in codes(CALCULATION, inputs, options)"]
        self.uses.add("example")
        lines.append("    x = example(CALCULATION, inputs, options)")
        for expected in of.expect:
            lines += self._expectation(expected)
        return lines if of.expect else [*lines, "    assert x"]

    def _expectation(self, of: form.Expectation) -> list[str]:
        self.uses.add("prints")
        code, unit = self._target(of.target)
        arguments = [source.string(unit), source.string(source.plain(of.printed))]
        if of.reading != "half_up":
            arguments.append(source.string(of.reading))
        if of.places is not None:
            arguments.append(f"places={of.places}")
        lines = []
        if of.disputed:
            why = words(of.explanation) if of.explanation else ""
            told = f"Disputed: the rules do not give the printed value. {why}"
            lines = [f"    # {line}" for line in source.wrapped(source.plain(told), WIDTH - 6)]
        call = f"prints(CALCULATION, {code}, {', '.join(arguments)})"
        word = "assert not" if of.disputed else "assert"
        if columns(f"    {word} {call}") <= WIDTH:
            return [*lines, f"    {word} {call}"]
        inside = ["CALCULATION", code, *arguments]
        return [*lines, f"    {word} prints(", *(f"        {each}," for each in inside), "    )"]

    def _target(self, text: str) -> tuple[str, str]:
        """Code of an expected value, and its unit."""
        found = _TARGET.fullmatch(text)
        name = found["name"] if found else text
        if found and name in self.declared.rules:
            rule = self.declared.rules[name]
            texts = [each.strip() for each in re.split("[,，]", found["arguments"] or "") if each.strip()]
            arguments = [
                self._argument(parameter, each) for parameter, each in zip(rule.parameters, texts, strict=False)
            ]
            self.uses.add("calculator")
            return f"calculator.{self.naming.rules[name]}({', '.join(['x', *arguments])})", unit_of(rule.type)
        if name in self.declared.inputs:
            return f"x.{self.naming.fields['', name]}", unit_of(self.declared.inputs[name].type)
        if name in self.declared.options:
            return f"x.options.{self.naming.options[name]}", unit_of(self.declared.options[name].type)
        raise AssertionError(f"no target {text}")

    def _argument(self, parameter: form.Parameter, text: str) -> str:
        match parameter.type:
            case form.Item(of=name):
                return f"x.{self.naming.fields['', name]}[{int(text[1:]) - 1}]"
            case form.Choice(of=name):
                self.uses.add("kinds")
                return f"kinds.{self.naming.enumerations[name]}.{self.naming.members[name, text]}"
            case form.Quantity(unit=unit):
                self.uses.add("F")
                return exact(number(_in_unit(text, unit, self.form))).text
            case form.Truth():
                return str(text in ("yes", "true", "是"))
            case _:
                return source.string(text)


def _in_unit(text: str, unit: str, of: form.Form) -> str:
    """Digits of `20 %` in the parameter's unit."""
    from footrule.compiler.targets.python.support.readers import Units  # noqa: PLC0415
    from footrule.runtime import exact as numbers  # noqa: PLC0415
    from footrule.runtime.written import digits_and_unit  # noqa: PLC0415

    digits, given = digits_and_unit(text)
    value = numbers.read_number(digits)
    if given:
        units = Units(of.standard.gwp, {each.name: (each.value, each.unit) for each in of.units})
        try:
            factor = units.factor(units.parse(given), units.parse(unit))
        except UnitError:
            factor = None
        value *= factor or 1
    return numbers.exact_text(value)


def literal(value: object, indent: int, end: str = "", before: str = "") -> list[str]:
    """Plain data as Python code after `before`: on one line where it fits, else one entry a line."""
    pad = " " * indent
    flat = f"{pad}{before}{_flat(value)}{end}"
    if columns(flat) <= WIDTH or not isinstance(value, Mapping | list | tuple):
        return [flat]
    opening, closing = ("{", "}") if isinstance(value, Mapping) else ("[", "]")
    lines = [f"{pad}{before}{opening}"]
    entries = value.items() if isinstance(value, Mapping) else [(None, inner) for inner in value]
    for key, inner in entries:
        named = "" if key is None else f"{source.string(str(key))}: "
        lines += literal(inner, indent + 4, ",", named)
    return [*lines, f"{pad}{closing}{end}"]


def _flat(value: object) -> str:
    match value:
        case None | bool():
            return str(value)
        case Mapping():
            return "{" + ", ".join(f"{source.string(str(key))}: {_flat(each)}" for key, each in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_flat(each) for each in value) + "]"
        case _:
            return source.string(str(value))


def _slug(text: str) -> str:
    slug = re.sub(r"_+", "_", re.sub(r"\W", "_", source.plain(text).lower())).strip("_") or "example"
    while columns(slug) > 70:
        slug = slug.rpartition("_")[0] or slug[: len(slug) // 2]
    return slug
