"""What a calculator of an edition takes and gives: inputs, options, outputs, orders, requirements, how to run it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from footrule.compiler.docs.entry import Entry
from footrule.compiler.docs.figures import Figures
from footrule.compiler.docs.identity import evidence_line, tabs
from footrule.compiler.docs.names import Language, Names, anchor, in_language, names_of
from footrule.compiler.docs.prose import escape, plain, wide_table
from footrule.compiler.docs.unit_text import gas, pretty
from footrule.compiler.docs.words import say
from footrule.dsl import tree
from footrule.runtime import form

_SIGNS = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥"}
_ORDERS = (tree.DeclaredUnit, tree.Gwp, tree.DataOrder, tree.DataRequirement, tree.CutOff, tree.Allocation,
           tree.Electricity, tree.Ledger)  # fmt: skip
_MOST_MEMBERS = 6


def calculator_page(entry: Entry, language: Language) -> str:
    """The page as Markdown."""
    return "\n\n".join(_parts(entry, Describe(entry, language), language)) + "\n"


def _parts(entry: Entry, describe: Describe, language: Language) -> Iterator[str]:
    shape = entry.form
    title = in_language(shape.standard.title, language)
    yield f"# {escape(title)}"
    yield (
        f'<p class="fr-number">{plain(shape.standard.number)} · {plain(shape.standard.edition)} · '
        f"{say('tab_calculator', language)}</p>"
    )
    yield tabs("calculator", language)
    yield f'<div class="fr-identity" data-search-exclude>{evidence_line(entry, language)}</div>'
    yield from describe.outputs()
    yield from describe.inputs()
    yield from describe.options()
    yield from _orders(entry, describe.names, language)
    yield from describe.inventory()
    yield from _how_to_run(shape, language)


def _orders(entry: Entry, names: Names, language: Language) -> Iterator[str]:
    figures = Figures(names, with_anchors=False)
    orders: list[str] = []
    requires: list[str] = []
    for block in entry.document.blocks:
        for statement in block.statements:
            into = (
                orders if isinstance(statement, _ORDERS) else requires if isinstance(statement, tree.Require) else None
            )
            if into is not None:
                into.append(figures.statement(statement) + _clause_note(block.clause))
    if orders:
        yield f"## {say('orders', language)} {{#orders}}"
        yield from orders
    if requires:
        yield f"## {say('requirements', language)} {{#requirements}}"
        yield from requires


def _clause_note(clause: str | None) -> str:
    return f'\n\n<p class="fr-at">{_clause_link(clause)}</p>' if clause else ""


def _clause_link(clause: str) -> str:
    return f'<a href="index.html#{plain(anchor("clause", clause))}">§{plain(clause)}</a>'


class Describe:
    """The tables of declarations of one compiled form, in one language."""

    def __init__(self, entry: Entry, language: Language) -> None:
        shape = self.form = entry.form
        self.language = language
        self.names = names_of(shape, language, "calculator", entry.written)
        self.enumerations = {one.name: one for one in shape.enumerations}
        self.rules = {rule.name: rule for rule in shape.rules}

    def say(self, key: str) -> str:
        return say(key, self.language)

    def at(self, index: int) -> str:
        """The clause a thing stands in, linked; the standard's id where it comes from another one."""
        if not 0 <= index < len(self.form.places):
            return ""
        place = self.form.places[index]
        if place.standard and place.standard != self.form.standard.id:
            return f"{plain(place.standard)}{' §' + plain(place.clause) if place.clause else ''}"
        return _clause_link(place.clause) if place.clause else ""

    def named(self, kind: str, name: str, label: form.Label) -> str:
        told = in_language(label, self.language)
        shown = f"<b>{escape(told)}</b><br>" if told and told != name else ""
        return f'<span id="{plain(anchor(kind, name))}"></span>{shown}<code>{plain(name.rpartition(".")[2])}</code>'

    def type(self, type_: form.Type) -> str:
        match type_:
            case form.Quantity(whole=whole):
                return self.say("type_whole" if whole else "type_number")
            case form.Choice(of=of):
                return self._members(of)
            case form.Truth():
                return self.say("type_truth")
            case form.Date():
                return self.say("type_date")
            case form.Text():
                return self.say("type_text")
            case _:
                return self.say("type_item")

    def _members(self, of: str) -> str:
        found = self.enumerations.get(of)
        if found is None:
            return f"<code>{plain(of)}</code>"
        shown = []
        for member in found.members:
            label = in_language(member.label, self.language)
            told = f" {escape(label)}" if label and label != member.name else ""
            shown.append(f"<code>{plain(member.name)}</code>{told}")
        if len(shown) <= _MOST_MEMBERS:
            return "<br>".join(shown)
        label = in_language(found.label, self.language) or of
        listed = "<br>".join(shown)
        return f"<details><summary>{escape(label)} ({len(shown)})</summary>{listed}</details>"

    def unit(self, type_: form.Type) -> str:
        return escape(pretty(type_.unit)) or "1" if isinstance(type_, form.Quantity) else ""

    def bounds(self, given: form.Input | form.Option) -> str:
        unit = pretty(given.type.unit) if isinstance(given.type, form.Quantity) else ""
        return "<br>".join(escape(f"{_SIGNS[bound.op]} {bound.value} {unit}".rstrip()) for bound in given.bounds)

    def inputs(self) -> Iterator[str]:
        yield f"## {self.say('inputs')} {{#inputs}}"
        if not self.form.inputs and not self.form.lists:
            yield self.say("inputs_none")
        if self.form.inputs:
            yield self._input_table("", self.form.inputs)
        for listed in self.form.lists:
            label = in_language(listed.label, self.language)
            told = f"{escape(label)} {self.at(listed.at)}".strip()
            yield f"### {self.say('list_input').format(escape(listed.name))} {{#{anchor('input', listed.name)}}}"
            yield f"{told}<br>{self.say('list_told').format(listed.at_least)}" + (
                f" {self.say('optional')}." if listed.optional else ""
            )
            yield self._input_table(listed.name + ".", listed.fields)

    def _input_table(self, prefix: str, inputs: tuple[form.Input, ...]) -> str:
        head = [self.say(key) for key in ("label", "kind_of_value", "unit", "bounds", "necessity", "where_declared")]
        rows = []
        for given in inputs:
            shown = self.named("input", prefix + given.name, given.label)
            if given.role:
                shown += f'<br><span class="fr-note">{self.say("role_" + given.role)}</span>'
            if given.source_of:
                shown += f'<br><span class="fr-note">{self.say("source_of").format(escape(given.source_of))}</span>'
            need = self.say("optional") if given.optional else f"<b>{self.say('required')}</b>"
            rows.append(
                [shown, self.type(given.type), self.unit(given.type), self.bounds(given), need, self.at(given.at)]
            )
        return wide_table(head, rows)

    def options(self) -> Iterator[str]:
        yield f"## {self.say('options')} {{#options}}"
        if not self.form.options:
            yield self.say("options_none")
            return
        yield self.say("options_told")
        head = [self.say(key) for key in ("label", "kind_of_value", "unit", "bounds", "modality", "default",
                                          "where_declared")]  # fmt: skip
        rows = []
        for option in self.form.options:
            default = f"<b>{self.say('must_take')}</b>" if option.default is None else self._literal(option.default)
            force = f'<span class="fr-chip fr-{option.modality}">{self.say("modality_" + option.modality)}</span>'
            rows.append([self.named("option", option.name, option.label), self.type(option.type),
                         self.unit(option.type), self.bounds(option), force, default, self.at(option.at)])  # fmt: skip
        yield wide_table(head, rows)

    def _literal(self, node: form.Expr) -> str:
        match node:
            case form.Num(value=value):
                return escape(f"{value} {pretty(node.unit)}".rstrip())
            case form.Member(name=name):
                return escape(self.names.member(name) or name)
            case form.Bool(value=truth):
                return self.say("yes" if truth else "no")
            case form.Str(value=text) | form.Day(value=text):
                return escape(text)
            case form.Absent(kind=kind):
                return self.say(kind)
            case _:
                return "…"

    def outputs(self) -> Iterator[str]:
        yield f"## {self.say('outputs')} {{#outputs}}"
        if not self.form.outputs:
            yield self.say("outputs_none")
        for key, listed in (("outputs", self.form.outputs), ("reports", self.form.reports)):
            if not listed:
                continue
            if key == "reports":
                yield f"### {self.say('reports')} {{#reports}}"
            head = [self.say(one) for one in ("label", "kind_of_value", "unit", "where_declared")]
            yield wide_table(head, [self._given(name) for name in listed])

    def _given(self, name: str) -> list[str]:
        rule = self.rules.get(name)
        if rule is not None:
            link = self.names.find(name).href
            shown = self.named("output", name, rule.label)
            shown = f'{shown} <a href="{plain(link)}">ƒ</a>' if link else shown
            return [shown, self.type(rule.type), self.unit(rule.type), self.at(rule.at)]
        declared: tuple[form.Input | form.Option, ...] = (*self.form.inputs, *self.form.options)
        for given in declared:
            if given.name == name:
                return [self.named("report", name, given.label), self.type(given.type), self.unit(given.type),
                        self.at(given.at)]  # fmt: skip
        return [self.named("report", name, form.Label()), "", "", ""]

    def inventory(self) -> Iterator[str]:
        if self.form.inventory is None:
            return
        yield f"## {self.say('inventory')} {{#inventory}}"
        stages = {stage.name: stage for stage in (self.form.boundary.stages if self.form.boundary else ())}
        head = [self.say(key) for key in ("term", "stage", "direction", "gas", "carbon", "where_declared")]
        rows = []
        found: dict[str, list[form.Term]] = {}
        for term in self.form.inventory.terms:
            found.setdefault(term.name, []).append(term)
        for terms in found.values():
            term = terms[0]
            stage = stages.get(term.stage)
            told = in_language(stage.label, self.language) if stage else ""
            where = self.say("all_stages") if len(terms) > 1 else escape(told or term.stage)
            rows.append([
                self.named("term", term.name, term.label), where, self.say(term.kind),
                escape(gas(term.gas)), self.say(term.carbon) if term.carbon else "", self.at(term.at),
            ])  # fmt: skip
        yield wide_table(head, rows)


def _how_to_run(shape: form.Form, language: Language) -> Iterator[str]:
    id_ = shape.standard.id
    yield f"## {say('how_to_run', language)} {{#run}}"
    yield say("how_told", language)
    yield _shell(f"footrule run {id_} inputs.json", f"footrule run {id_} inputs.json --out result.json",
                 "footrule verify result.json")  # fmt: skip
    yield say("how_explain", language)
    yield _shell(f"footrule run {id_} inputs.json --explain")
    yield say("how_build", language)
    yield _shell(f"footrule build {id_} --target python --out my_calculator")
    yield say("how_template", language)
    written = json.dumps(template(shape), ensure_ascii=False, indent=2).replace("`", "'")
    yield f"```json\n{written}\n```"


def _shell(*commands: str) -> str:
    return "\n".join(["```sh", *commands, "```"])


def template(shape: form.Form) -> dict[str, object]:
    """An input file with a place for everything that must be given: the shape of it, no values invented."""
    inputs: dict[str, object] = {given.name: _hint(given, shape) for given in shape.inputs if not given.optional}
    for listed in shape.lists:
        if not listed.optional:
            inputs[listed.name] = [{one.name: _hint(one, shape) for one in listed.fields if not one.optional}]
    options = {option.name: _hint(option, shape) for option in shape.options if option.default is None}
    return {"inputs": inputs, "options": options} if options else {"inputs": inputs}


def _hint(given: form.Input | form.Option, shape: form.Form) -> str:
    match given.type:
        case form.Quantity(unit=unit):
            return "…" if unit in ("", "1") else f"… {unit}"
        case form.Choice(of=of):
            found = next((one for one in shape.enumerations if one.name == of), None)
            members = [member.name for member in found.members] if found else []
            return " | ".join(members[:6]) + (" | …" if len(members) > 6 else "")
        case form.Truth():
            return "true | false"
        case form.Date():
            return "YYYY-MM-DD"
        case _:
            return "…"
