"""Prints `models.py`: enumerations, and the models of inputs, options and results."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from footrule.compiler.targets.python import source
from footrule.compiler.targets.python.annotations import bracketed_unit, clause_of, unit_of, words
from footrule.compiler.targets.python.expressions import Scope, value
from footrule.compiler.targets.python.layout import (
    WIDTH,
    Doc,
    bracketed,
    columns,
    enclosed,
    join,
    parted,
    render,
    tuple_of,
)
from footrule.compiler.targets.python.meaning import Declared
from footrule.compiler.targets.python.naming import Naming
from footrule.runtime import form
from footrule.runtime.needs import Needs

BOUNDS = {"lt": "below", "le": "at most", "gt": "above", "ge": "at least"}


def print_kinds(of: form.Form, naming: Naming) -> list[str]:
    """The body of `kinds.py`, without its imports: the enumerations."""
    lines: list[str] = []
    for enumeration in of.enumerations:
        lines += ["", "", *_enumeration(enumeration, of, naming)]
    return lines[2:]


def print_models(of: form.Form, naming: Naming) -> list[str]:
    """The body of `models.py`, without its imports."""
    return _Models(of, naming).lines()


def _enumeration(of: form.Enumeration, whole: form.Form, naming: Naming) -> list[str]:
    title = f"{words(of.label, of.name)} ({clause_of(of.at, whole)})."
    lines = [f"class {naming.enumerations[of.name]}(Labelled):", *source.docstring([title], 4), ""]
    for member in of.members:
        parts = [source.string(member.name)]
        if member.label.zh or member.label.en:
            parts.append(source.string(source.plain(member.label.zh)))
        if member.label.en:
            parts.append(source.string(source.plain(member.label.en)))
        name = naming.members[of.name, member.name]
        lines += _block(join(f"{name} = ", tuple_of(parts) if len(parts) > 1 else parts[0]), 4)
    return lines


class _Models:
    def __init__(self, of: form.Form, naming: Naming) -> None:
        self.form = of
        self.naming = naming
        self.always = needed_by_every_output(of)

    def lines(self) -> list[str]:
        lines = self._units()
        for listed in self.form.lists:
            title = f"One item of `{source.plain(listed.name)}`: {words(listed.label, listed.name)}"
            lines += ["", "", *self._model(self.naming.items[listed.name], "Model", title, listed.fields, listed.name)]
        title = "What one calculation is given."
        lines += ["", "", *self._model("Inputs", "Model", title, (*self.form.inputs, *self.form.lists), "")]
        lines += ["", "", *self._options()]
        lines += ["", "", *self._given()]
        lines += ["", "", *self._results("Outputs", "What a calculator gives.", self.form.outputs)]
        lines += ["", "", *self._results("Reports", "What a declaration must show beside it.", self.form.reports)]
        lines += [
            "",
            "",
            "class Result(BaseResult):",
            '    """What a calculation gives, and what it rests on."""',
            "",
            "    outputs: Outputs",
            "    reports: Reports",
        ]
        return lines

    def _units(self) -> list[str]:
        own = [
            join(source.string(each.name), ": ", f"({source.string(each.value)}, {source.string(each.unit)})")
            for each in self.form.units
        ]
        arguments: list[Doc] = [f"gwp={source.string(self.form.standard.gwp)}"] if self.form.standard.gwp else []
        if own:
            arguments.append(join("own=", bracketed("{", own, "}")))
        return [
            *_block(join("UNITS = ", bracketed("Units(", arguments, ")")), 0),
            '"""Units as this standard means them: what its CO2e is weighed with, and units of its own."""',
            "",
            "",
            "class Quantity(ExactQuantity):",
            '    """An exact number in a unit of this standard."""',
            "",
            "    units = UNITS",
        ]

    # --- inputs -------------------------------------------------------------------------------------------------------

    def _model(
        self, name: str, base: str, title: str, fields: Sequence[form.Input | form.ListInput], owner: str
    ) -> list[str]:
        lines = [f"class {name}({base}):", *source.docstring([title], 4), ""]
        lines += [f"    _standard = {source.string(self.form.standard.id)}"]
        ranks = {each.source_of: each.name for each in fields if isinstance(each, form.Input) and each.source_of}
        if ranks:
            pairs = [f"{source.string(given)}: {source.string(rank)}" for given, rank in ranks.items()]
            lines += _block(join("_ranks = ", bracketed("{", pairs, "}")), 4)
        for index, field in enumerate(fields):
            lines += [*([""] if index == 0 else []), *self._field(field, owner)]
        return lines

    def _field(self, of: form.Input | form.ListInput, owner: str) -> list[str]:
        name = self.naming.fields[owner, of.name]
        if isinstance(of, form.ListInput):
            annotation = f"tuple[{self.naming.items[of.name]}, ...]"
            told = f"A list of at least {of.at_least}." if of.at_least else "A list."
            arguments = ["default=()"] if of.optional else self._left_out(of)
            arguments += [f"min_length={of.at_least}"] if of.at_least else []
            arguments += ["max_length=MOST_ITEMS", "strict=False"]
        else:
            annotation = self._annotated(of.type, of.bounds)
            annotation = f"Maybe[{annotation}]" if of.optional else annotation
            arguments = ["default=None"] if of.optional else [] if owner else self._left_out(of)
            told = self._told(of)
        described = [f"alias={source.string(of.name)}"] if name != of.name else []
        described += self._described(of.label, of.name, told, of.at)
        return self._assigned(name, annotation, [*arguments, *described], self._extra(of.label, of.at))

    def _left_out(self, of: form.Input | form.ListInput) -> list[str]:
        """What not every output needs may be left out; a calculation that comes to need it refuses."""
        return [] if of.name in self.always else ["default_factory=left_out"]

    def _annotated(self, of: form.Type, bounds: tuple[form.Bound, ...]) -> str:
        match of:
            case form.Quantity(unit=unit, whole=whole):
                arguments = [source.string(unit or "1")]
                arguments += [f"{bound.op}={source.string(bound.value)}" for bound in _tightest(bounds)]
                arguments += ["whole=True"] if whole else []
                return f"Annotated[Fraction, Quantity({', '.join(arguments)})]"
            case form.Choice(of=name):
                kind = f"kinds.{self.naming.enumerations[name]}"
                return f"Annotated[{kind}, OneOf({kind})]"
            case form.Truth():
                return "Annotated[bool, Truth()]"
            case form.Date():
                return "Annotated[date, Day()]"
            case form.Text():
                return "Annotated[str, Line()]"
            case form.Item(of=name):
                return self.naming.items[name]

    def _told(self, of: form.Input | form.Option) -> str:
        """Unit, bounds and what else a user must know of a value, in a sentence."""
        parts = []
        unit = source.plain(unit_of(of.type))
        if isinstance(of.type, form.Quantity):
            parts.append(("a whole number" if of.type.whole else "a number") + (f" in {unit}" if unit != "1" else ""))
        if of.bounds:
            shown = "" if unit in ("", "1") else f" {unit}"
            parts.append(" and ".join(f"{BOUNDS[each.op]} {each.value}{shown}" for each in of.bounds))
        if isinstance(of, form.Input) and of.optional:
            parts.append("may be unknown or not applicable")
        if isinstance(of, form.Input) and of.source_of:
            parts.append(f"the data rank of `{source.plain(of.source_of)}`")
        text = ", ".join(parts)
        return f"{text[:1].upper()}{text[1:]}." if text else ""

    def _described(self, label: form.Label, name: str, told: str, at: int) -> list[str]:
        clause = clause_of(at, self.form)
        text = " ".join(
            part for part in (words(label, name) + ".", told, f"Clause {clause}." if clause else "") if part
        )
        return [f"description={source.string(text)}"]

    def _extra(self, label: form.Label, at: int, **more: str) -> dict[str, str]:
        place = self.form.places[at]
        extra = {"clause": place.clause}
        if place.standard != self.form.standard.id:
            extra["standard"] = place.standard
        extra |= {"zh": source.plain(label.zh), "en": source.plain(label.en)}
        return {key: text for key, text in (extra | more).items() if text}

    def _assigned(self, name: str, annotation: str, arguments: list[str], extra: dict[str, str]) -> list[str]:
        long = columns(f"    {name}: {annotation} = Field(") > WIDTH >= columns(f"    {name}: {annotation} = (")
        indent = 12 if long else 8
        pairs = [_named(f"{source.string(key)}: ", text, indent + 4) for key, text in extra.items()]
        docs: list[Doc] = [_argument(each, indent) for each in arguments]
        if pairs:
            docs.append(join("json_schema_extra=", bracketed("{", pairs, "}")))
        head = join(
            f"{name}: ",
            _exploded(annotation) if columns(f"    {name}: {annotation} = (") > WIDTH else annotation,
            " = ",
        )
        call = bracketed("Field(", docs, ")", always=True)
        return _block(join(head, enclosed(call) if long else call), 4)

    # --- options, rules' view, results --------------------------------------------------------------------------------

    def _options(self) -> list[str]:
        title = "The freedoms the standard leaves; each result records how they were used."
        lines = ["class Options(Model):", *source.docstring([title], 4), ""]
        lines += [f"    _standard = {source.string(self.form.standard.id)}"]
        for option in self.form.options:
            name = self.naming.options[option.name]
            arguments = []
            if option.default is not None:
                arguments.append(f"default={self._default(option)}")
            else:
                arguments.append("default_factory=left_out")
            if name != option.name:
                arguments.append(f"alias={source.string(option.name)}")
            told = " ".join(part for part in (self._told(option), f"The standard says `{option.modality}`.") if part)
            arguments += self._described(option.label, option.name, told, option.at)
            extra = self._extra(option.label, option.at, modality=option.modality, unit=unit_of(option.type))
            lines += ["", *self._assigned(name, self._annotated(option.type, option.bounds), arguments, extra)]
        return lines

    def _default(self, option: form.Option) -> str:
        """The default as code of `models`, where enumerations are `kinds.…` and `F` is spelt out."""
        assert option.default is not None
        if isinstance(option.default, form.Member):
            member = option.default
            return f"kinds.{self.naming.enumerations[member.of]}.{self.naming.members[member.of, member.name]}"
        place = self.form.places[option.at]
        scope = Scope(Declared(self.form), self.naming, place, self.naming.module.inner("x"))
        return value(option.default, scope).text.replace("F(", "Fraction(")

    def _given(self) -> list[str]:
        title = "What the rules work on: the inputs, and the options taken."
        return ["class Given(Inputs, Working):", *source.docstring([title], 4), "", "    options: Options"]

    def _results(self, name: str, title: str, names: tuple[str, ...]) -> list[str]:
        lines = [f"class {name}(Values):", *source.docstring([title], 4), ""]
        declared = Declared(self.form)
        fields = self.naming.results
        for each in names:
            rule: form.Rule | form.Input | form.Option | form.ListInput
            if each in declared.lists:
                lines += self._listed(fields[each], declared.lists[each])
                continue
            if each in declared.rules:
                rule = declared.rules[each]
                maybe = rule.maybe
            else:
                rule = declared.inputs.get(each) or declared.options[each]
                maybe = isinstance(rule, form.Input) and rule.optional
            annotation = "Amount" if isinstance(rule.type, form.Quantity) else self._plain(rule.type)
            annotation += " | Absent" if maybe else ""
            arguments = [f"alias={source.string(each)}"] if fields[each] != each else []
            text = f"{words(rule.label, each)}{bracketed_unit(rule.type)}. Clause {clause_of(rule.at, self.form)}."
            arguments.append(f"description={source.string(text)}")
            lines += self._assigned(fields[each], annotation, arguments, self._extra(rule.label, rule.at))
        return lines if names else lines[:-1]

    def _listed(self, name: str, of: form.ListInput) -> list[str]:
        """A list shown as it was given."""
        arguments = [f"alias={source.string(of.name)}"] if name != of.name else []
        arguments += self._described(of.label, of.name, "", of.at)
        annotation = f"tuple[{self.naming.items[of.name]}, ...]"
        return self._assigned(name, annotation, arguments, self._extra(of.label, of.at))

    def _plain(self, of: form.Type) -> str:
        match of:
            case form.Choice(of=name):
                return f"kinds.{self.naming.enumerations[name]}"
            case form.Truth():
                return "bool"
            case form.Date():
                return "date"
            case _:
                return "str"


def needed_by_every_output(of: form.Form) -> frozenset[str]:
    """Names of the inputs and lists without which no output can be had; all of them where there are no outputs."""
    needs = Needs(of)
    declared = Declared(of)
    found = [needs.of_rule(name) if name in declared.rules else frozenset((name,)) for name in of.outputs]
    everything = frozenset([*(each.name for each in of.inputs), *(each.name for each in of.lists)])
    return everything.intersection(*found)


def _tightest(bounds: tuple[form.Bound, ...]) -> list[form.Bound]:
    """One bound a direction and kind; the last one written where an author repeats one."""
    return list({bound.op: bound for bound in bounds}.values())


def _exploded(annotation: str) -> Doc:
    """`Annotated[…]` with one part a line."""
    opening, _, inside = annotation.partition("[")
    if opening == "Maybe":
        return bracketed("Maybe[", [_exploded(inside[:-1])], "]", always=True)
    kind, _, reader = inside[:-1].partition(", ")
    return bracketed(f"{opening}[", [kind, reader], "]", always=True)


def _argument(text: str, indent: int) -> Doc:
    """A keyword argument; a long literal is parted."""
    name, _, literal = text.partition("=")
    return _named(f"{name}=", ast.literal_eval(literal), indent) if literal[:1] in ("'", '"') else text


def _named(name: str, text: str, indent: int) -> Doc:
    """`name` and a string literal after it, parted where it is long."""
    literal = source.string(text)
    if indent + columns(name) + columns(literal) + 1 <= WIDTH:
        return name + literal
    return join(name, parted(source.strings(text, WIDTH - indent - 4)))


def _block(doc: Doc, indent: int) -> list[str]:
    return (" " * indent + render(doc, indent)).split("\n")
