"""Prints `calculator.py`: one function a rule, in the order of the standard's text."""

from __future__ import annotations

import re
from itertools import groupby

from footrule.compiler.targets.python import source
from footrule.compiler.targets.python.annotations import (
    annotation,
    bracketed_unit,
    clause_of,
    unit_of,
    words,
)
from footrule.compiler.targets.python.bodies import returning, rule_body
from footrule.compiler.targets.python.expressions import Scope, operand, statement
from footrule.compiler.targets.python.layout import WIDTH, Doc, bracketed, columns, join, parted, render
from footrule.compiler.targets.python.meaning import Declared
from footrule.compiler.targets.python.naming import Naming
from footrule.runtime import form
from footrule.runtime.needs import Needs


def print_calculator(of: form.Form, naming: Naming) -> list[str]:
    """The body of `calculator.py`, without its imports."""
    return _Calculator(of, naming).lines()


class _Calculator:
    def __init__(self, of: form.Form, naming: Naming) -> None:
        self.form = of
        self.naming = naming
        self.declared = Declared(of)

    def lines(self) -> list[str]:
        lines: list[str] = []
        things: list[form.Rule | form.Requirement] = [*self.form.rules, *self.form.requirements]
        things.sort(key=lambda each: self._order(each.at))
        for clause, group in groupby(things, key=lambda each: self._clause(each.at)):
            lines += ["", "", *self._heading(*clause)]
            for each in group:
                printed = self._rule(each) if isinstance(each, form.Rule) else self._requirement(each)
                lines += ["", "", *printed]
        head = [f"rule = Ruleset({source.string(self.form.standard.id)})"]
        if re.search(r"\bat\(", "\n".join(lines)):
            head.append("at = rule.at")
        return [*head, *lines, "", "", *self._whole()]

    # --- order and headings -------------------------------------------------------------------------------------------

    def _clause(self, at: int) -> tuple[str, str]:
        place = self.form.places[at]
        return place.standard, place.clause

    def _order(self, at: int) -> tuple[int, str, int, int, str]:
        """Rules of standards this one uses first, each standard in the order of its text."""
        place = self.form.places[at]
        own = place.standard == self.form.standard.id
        clauses = {clause.id: index for index, clause in enumerate(self.form.clauses)}
        position = clauses.get(place.clause, len(clauses)) if own else 0
        return int(own), place.standard, position, place.line, place.clause

    def _heading(self, standard: str, clause: str) -> list[str]:
        title = next((each.title for each in self.form.clauses if each.id == clause), "")
        if standard != self.form.standard.id:
            title = f"of {standard}"
        text = source.plain(f"--- {clause} {title}" if not title.startswith(clause) else f"--- {title}")
        room = WIDTH - columns(text) - 3
        return [source.comment(f"{text} {'-' * room}" if room > 3 else text)]

    # --- rules --------------------------------------------------------------------------------------------------------

    def _scope(self, at: int) -> Scope:
        return Scope(self.declared, self.naming, self.form.places[at], self.naming.module.inner("x"))

    def _rule(self, rule: form.Rule) -> list[str]:
        scope = self._scope(rule.at)
        parameters = ["x: Given"]
        for parameter in rule.parameters:
            scope = scope.variable(parameter.name, parameter.type)
            parameters.append(f"{scope.variables[parameter.name]}: {annotation(parameter.type, self.naming)}")
        name = self.naming.rules[rule.name]
        returns = annotation(rule.type, self.naming, rule.maybe)
        place = self.form.places[rule.at]
        decorator = [source.string(place.clause)]
        if place.standard != self.form.standard.id:
            decorator.append(f"standard={source.string(place.standard)}")
        if name != rule.name:
            decorator.append(f"name={source.string(rule.name)}")
        label = words(rule.label, rule.name.replace("_", " "))
        title = f"{label}{bracketed_unit(rule.type)} ({clause_of(rule.at, self.form)})."
        notes = [title]
        for parameter in rule.parameters:
            if unit_of(parameter.type) not in ("", "1"):
                notes.append(f"`{scope.variables[parameter.name]}` is in {unit_of(parameter.type)}.")
        return [
            *_block(join("@", bracketed("rule(", decorator, ")")), 0),
            *_block(join(bracketed(f"def {name}(", parameters, ")"), f" -> {returns}:"), 0),
            *source.docstring(notes, 4),
            *rule_body(rule, scope),
        ]

    def _requirement(self, of: form.Requirement) -> list[str]:
        scope = self._scope(of.at)
        name = self.naming.requirements[self.form.requirements.index(of)]
        place = self.form.places[of.at]
        decorator = [source.string(place.clause)]
        if place.standard != self.form.standard.id:
            decorator.append(f"standard={source.string(place.standard)}")
        modal = "Required" if of.modality == "shall" else "Recommended"
        lines = [
            f"@rule({', '.join(decorator)})",
            f"def {name}(x: Given) -> bool:",
            *source.docstring([f"{modal} ({clause_of(of.at, self.form)}): {words(of.message, 'no reason given')}"], 4),
        ]
        if of.guard is not None:
            lines += _block(join(statement("if ", operand(form.Not(of=of.guard, at=of.guard.at), scope), 4), ":"), 4)
            lines.append("        return True")
            scope = scope.given(of.guard) if not isinstance(of.guard, form.Not) else scope
        return [*lines, *returning(of.condition, scope, form.Truth(), False)]

    # --- the whole ----------------------------------------------------------------------------------------------------

    def _whole(self) -> list[str]:
        own = self.form.standard
        standard = {
            "id": own.id,
            "number": own.number,
            "edition": own.edition,
            "zh": own.title.zh,
            "en": own.title.en,
            "digest": own.digest,
            "status": own.status,
            "compiler": self.form.compiler,
        }
        named = [_text(key, source.plain(text), 4) for key, text in standard.items()]
        parts: list[Doc] = [
            "standard=STANDARD",
            "inputs=Inputs",
            "options=Options",
            "given=Given",
            "result=Result",
            "units=UNITS",
        ]
        requirements: list[Doc] = [self._requirement_entry(i, each) for i, each in enumerate(self.form.requirements)]
        parts += _listed("requirements", requirements)
        parts += _listed("outputs", self._outputs(self.form.outputs))
        parts += _listed("reports", self._outputs(self.form.reports))
        given = {*self.form.outputs}
        others = [each.name for each in self.form.rules if not each.parameters and each.name not in given]
        parts += _listed("others", self._outputs(tuple(others)))
        parts += ["needs=NEEDS"] if print_needs(self.form, self.naming) else []
        if self.form.inventory:
            parts += _listed("terms", [self._term(each) for each in self.form.inventory.terms])
            parts.append(f"total_unit={source.string(unit_of(self.declared.rules[self.form.inventory.total].type))}")
        if self.form.boundary:
            parts += _listed("stages", [source.string(each.name) for each in self.form.boundary.stages])
        parts += _listed("ranks", self._ranks())
        if self.form.data:
            best = [
                f"{source.string(order.role)}: "
                f"{source.string(self.declared.enumerations[order.enumeration].members[0].name)}"
                for order in self.form.data
            ]
            parts.append(join("best=", bracketed("{", best, "}")))
        return [
            source.comment(f"--- the calculation {'-' * (WIDTH - 23)}"),
            "",
            *_block(join("STANDARD: Final = ", bracketed("StandardName(", named, ")", always=True)), 0),
            '"""The text the results are calculated by, and the weakest evidence it rests on."""',
            "",
            *_block(join("CALCULATION: Final = ", bracketed("Calculation(", parts, ")", always=True)), 0),
            "",
            "",
            *_block(
                join(
                    bracketed(
                        "def calculate(",
                        [
                            "inputs: Inputs | Mapping[str, object]",
                            "options: Options | Mapping[str, object] | None = None",
                            "*",
                            "want: Sequence[str] | None = None",
                        ],
                        ")",
                        always=True,
                    ),
                    " -> Result:",
                ),
                0,
            ),
            *source.docstring(
                [
                    "One calculation: requirements first, then outputs and inventory, every number exact.",
                    "`want` names the values asked for, instead of all outputs; what none of them needs may be "
                    "missing, and requirements that cannot be judged are listed as `unchecked`.",
                    "Raises `Refused` with every problem at once, each with its clause, in Chinese and English.",
                ],
                4,
            ),
            "    return CALCULATION.run(inputs, options, want)",
        ]

    def _requirement_entry(self, index: int, of: form.Requirement) -> Doc:
        place = self.form.places[of.at]
        return bracketed(
            "Requirement(",
            [
                self.naming.requirements[index],
                source.string(of.modality),
                source.string(place.clause),
                _text("zh", source.plain(of.message.zh), 12),
                _text("en", source.plain(of.message.en), 12),
                f"standard={source.string(place.standard)}",
            ],
            ")",
            always=True,
        )

    def _outputs(self, names: tuple[str, ...]) -> list[Doc]:
        entries: list[Doc] = []
        for name in names:
            is_rule = name in self.declared.rules
            if is_rule:
                of: form.Rule | form.Input | form.Option | form.ListInput = self.declared.rules[name]
                code = self.naming.rules[name]
            elif name in self.declared.inputs or name in self.declared.lists:
                of = self.declared.inputs.get(name) or self.declared.lists[name]
                code = f"lambda x: x.{self.naming.fields['', name]}"
            else:
                of = self.declared.options[name]
                code = f"lambda x: x.options.{self.naming.options[name]}"
            place = self.form.places[of.at]
            entries.append(
                bracketed(
                    "Output(",
                    [
                        source.string(name),
                        code,
                        source.string("" if isinstance(of, form.ListInput) else unit_of(of.type)),
                        source.string(place.clause),
                        source.string(place.standard),
                        *([] if is_rule else ["is_rule=False"]),
                    ],
                    ")",
                )
            )
        return entries

    def _term(self, of: form.Term) -> Doc:
        place = self.form.places[of.at]
        arguments: list[Doc] = [
            source.string(of.name),
            source.string(of.kind),
            f"stage={source.string(of.stage)}",
            f"own={self.naming.rules[of.rule]}",
            f"own_unit={source.string(unit_of(self.declared.rules[of.rule].type))}",
            f"total={self.naming.rules[of.total]}",
            f"total_unit={source.string(unit_of(self.declared.rules[of.total].type))}",
            f"clause={source.string(place.clause)}",
            f"standard={source.string(place.standard)}",
        ]
        arguments += [f"gas={source.string(of.gas)}"] if of.gas else []
        arguments += [f"carbon={source.string(of.carbon)}"] if of.carbon else []
        if of.inputs:
            names: list[Doc] = [source.string(each) for each in of.inputs]
            arguments.append(join("inputs=", bracketed("(", names, ")") if len(names) > 1 else f"({names[0]},)"))
        return bracketed("Term(", arguments, ")", always=True)

    def _ranks(self) -> list[Doc]:
        entries: list[Doc] = []
        owners = [("", self.form.inputs), *((each.name, each.fields) for each in self.form.lists)]
        for owner, fields in owners:
            for each in fields:
                if not each.source_of:
                    continue
                role = next(given.role for given in fields if given.name == each.source_of)
                arguments = [
                    source.string(self.naming.fields[owner, each.name]),
                    source.string(each.source_of),
                    source.string(each.source_of),
                    source.string(role or each.role or "activity"),
                ]
                if owner:
                    arguments += [
                        f"items={source.string(self.naming.fields['', owner])}",
                        f"items_path={source.string(owner)}",
                    ]
                entries.append(bracketed("RankField(", arguments, ")"))
        return entries


def print_needs(of: form.Form, naming: Naming) -> list[str]:
    """The body of `needs.py`: what each value and requirement reads in any case of what may be missing."""
    needs = Needs(of)
    missing = {each.name for each in of.inputs if not each.optional}
    missing |= {each.name for each in of.lists if not each.optional}
    missing |= {each.name for each in of.options if each.default is None}
    found = [(naming.rules[each.name], needs.of_rule(each.name)) for each in of.rules if not each.parameters]
    for name, each in zip(naming.requirements, of.requirements, strict=True):
        found.append((name, needs.of(each.condition if each.guard is None else each.guard)))
    entries: list[Doc] = []
    for name, reads in found:
        names = [source.string(each) for each in sorted(reads & missing)]
        if names:
            listed: Doc = bracketed("(", names, ")") if len(names) > 1 else f"({names[0]},)"
            entries.append(join(f"{source.string(name)}: ", listed))
    if not entries:
        return []
    return _block(join("NEEDS: Final[dict[str, tuple[str, ...]]] = ", bracketed("{", entries, "}", always=True)), 0)


def _listed(name: str, entries: list[Doc]) -> list[Doc]:
    return [join(f"{name}=", bracketed("(", entries, ")", always=True))] if entries else []


def _text(name: str, text: str, indent: int) -> Doc:
    """A keyword argument whose literal is parted where it is long."""
    literal = source.string(text)
    if columns(literal) + len(name) + indent + 2 <= WIDTH:
        return f"{name}={literal}"
    pieces = source.strings(text, WIDTH - indent - 4)
    return join(f"{name}=", parted(pieces))


def _block(doc: Doc, indent: int) -> list[str]:
    return (" " * indent + render(doc, indent)).split("\n")
