"""One statement as a reader of the standard sees it: a formula with its cases and symbols, an order, a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from footrule.compiler.docs import mathml
from footrule.compiler.docs.formula_shape import Setting, names_used
from footrule.compiler.docs.names import Names, Symbol, anchor, in_language
from footrule.compiler.docs.prose import plain
from footrule.compiler.docs.unit_text import gas, pretty
from footrule.compiler.docs.words import say
from footrule.dsl import tree

_MOST_SYMBOLS = 24


@dataclass(slots=True)
class Figures:
    """Sets the statements of one page. Remembers which rules have been shown, so that each has one anchor."""

    names: Names
    with_anchors: bool = True
    shown: set[str] = field(default_factory=set)

    def say(self, key: str) -> str:
        return say(key, self.names.language)

    def statement(self, statement: tree.Statement) -> str:
        """The statement as one line of HTML; empty where it only declares something (see `declared`)."""
        try:
            return self._statement(statement)
        except RecursionError:  # an expression nested beyond any reader; its code is shown below anyway
            return f'<p class="fr-note">{self.say("too_deep")}</p>'

    def _statement(self, statement: tree.Statement) -> str:
        match statement:
            case tree.Rule():
                return self._rule(statement)
            case tree.Term():
                return self._term(statement)
            case tree.Require():
                return self._require(statement)
            case tree.Allocation():
                return self._allocation(statement)
            case tree.Electricity():
                return self._electricity(statement)
            case tree.Ledger():
                return self._ledger(statement)
            case tree.CutOff():
                return self._cut_off(statement)
            case tree.DataOrder():
                return self._data_order(statement)
            case tree.DataRequirement():
                listed = self.say("list_comma").join(
                    self._inline(name, Setting(self.names)) for name in statement.names
                )
                rank = plain(self.names.member(statement.rank) or statement.rank)
                return self._sentence("data_required", f"<b>{rank}</b>{self.say('colon')}{listed}")
            case tree.DeclaredUnit():
                return self._declared_unit(statement)
            case tree.Gwp():
                return self._sentence("gwp", self.say("gwp_told").format(plain(statement.edition), statement.years))
            case tree.Boundary():
                label = plain(in_language(statement.labels, self.names.language) or statement.name)
                return self._sentence("boundary", f'<a href="#boundary">{label}</a>')
            case _:
                return ""

    # --- formulas -----------------------------------------------------------------------------------------------------

    def _rule(self, rule: tree.Rule) -> str:
        setting = Setting(self.names, frozenset(parameter.name for parameter in rule.parameters))
        head = self.names.find(rule.name)
        left = [mathml.symbol(Symbol(head.name, head.base, head.sub, head.variable, head.label, head.unit))]
        if rule.parameters:
            listed = '<mo separator="true">,</mo>'.join(
                mathml.name(parameter.name, setting) for parameter in rule.parameters
            )
            left.append(f"<mrow><mo>(</mo>{listed}<mo>)</mo></mrow>")
        marks = []
        if rule.in_order:
            marks.append(self.say("in_order"))
        match rule.relation:
            case tree.ExceptionTo(clause=clause):
                target = anchor("clause", clause.lstrip("§"))
                marks.append(f'{self.say("exception_to")} <a href="#{plain(target)}">§{plain(clause.lstrip("§"))}</a>')
            case tree.DepartsFrom(standard=standard, clause=clause, because=because):
                told = f"{plain(standard)} §{plain(clause.lstrip('§'))}"
                marks.append(f"{self.say('departs_from')} {told}{self.say('colon')}{plain(because)}")
        return self._definition(rule.name, left, rule.cases, setting, marks, "")

    def _term(self, term: tree.Term) -> str:
        bound = frozenset({term.loop.variable}) if term.loop else frozenset()
        setting = Setting(self.names, bound)
        head = self.names.find(term.name)
        left = mathml.symbol(Symbol(head.name, head.base, head.sub, head.variable, head.label, head.unit))
        if term.loop:
            left = f"<msub>{left}{mathml.name(term.loop.variable, setting)}</msub>"
        stage = self._inline(term.stage, setting)
        marks = [f"{self.say('stage')}{self.say('colon')}{stage}"]
        if term.loop:
            over = f"{mathml.name(term.loop.variable, setting)}<mo>∈</mo>{mathml.name(term.loop.over.id, setting)}"
            marks.append(f"{self.say('for_each')} {mathml.math(over)}")
        if term.gas:
            marks.append(f'<span class="fr-chip">{plain(gas(term.gas))}</span>')
        if term.carbon:
            marks.append(f'<span class="fr-chip fr-{term.carbon}">{self.say(term.carbon)}</span>')
        return self._definition(term.name, [left], term.cases, setting, marks, term.kind)

    def _definition(
        self, name: str, left: list[str], cases: tuple[tree.Case, ...], setting: Setting, marks: list[str], kind: str
    ) -> str:
        found = self.names.find(name)
        caption = [f"<b>{plain(found.label)}</b>" if found.label else "", f"<code>{plain(name)}</code>"]
        if pretty(found.unit):
            caption.append(f'<span class="fr-unit-mark">{plain(pretty(found.unit))}</span>')
        caption.extend(marks)
        if kind:
            caption.insert(0, f'<span class="fr-chip fr-kind">{self.say(kind)}</span>')
        identity = ""
        if self.with_anchors and name not in self.shown:
            self.shown.add(name)
            identity = f' id="{plain(anchor("rule", name))}"'
        body = self._cases(cases, setting)
        head = " ".join(map(mathml.math, [*left[:-1], left[-1] + "<mo>=</mo>"]))
        return (
            f'<div class="fr-rule"{identity}><div class="fr-caption">{" ".join(filter(None, caption))}</div>'
            f'<div class="fr-formula"><span class="fr-left">{head}</span>{body}</div>'
            f"{self._where(name, cases, setting)}</div>"
        )

    def _cases(self, cases: tuple[tree.Case, ...], setting: Setting) -> str:
        cases = tuple(split for case in cases for split in _split(case, alone=len(cases) == 1))
        if len(cases) == 1 and cases[0].guard is None and not cases[0].otherwise:
            return f'<span class="fr-right">{mathml.formula(cases[0].body, setting)}</span>'
        rows = []
        for case in cases:
            if case.guard is not None:
                told = f"{self.say('when')} {mathml.formula(case.guard, setting)}"
            else:
                told = self.say("otherwise") if case.otherwise else self.say("always")
            rows.append(
                f'<span class="fr-case"><span class="fr-value">{mathml.formula(case.body, setting)}</span>'
                f'<span class="fr-when">{told}</span></span>'
            )
        single = " fr-single" if len(rows) == 1 else ""
        return f'<span class="fr-cases{single}">{"".join(rows)}</span>'

    def _where(self, own: str, cases: tuple[tree.Case, ...], setting: Setting) -> str:
        """The symbols of a formula with label and unit, as a standard lists them under `where`."""
        order: dict[str, None] = {}

        def seen(name: str) -> None:
            order.setdefault(name)

        for case in cases:
            names_used(case.body, seen)
            if case.guard is not None:
                names_used(case.guard, seen)
        rows = []
        for name in order:
            found = self.names.symbols.get(name)
            if found is None or name in setting.local or name == own:
                continue
            unit = pretty(found.unit)
            told = found.label if found.label not in ("", found.base) else ""
            if not told and not unit:
                continue
            words = self.say("list_comma").join(
                part
                for part in (plain(told), f'<span class="fr-unit-mark">{plain(unit)}</span>' if unit else "")
                if part
            )
            rows.append(f"<span class='fr-symbol'>{mathml.math(mathml.symbol(found))} {words}</span>")
        if not rows or len(rows) > _MOST_SYMBOLS:
            return ""
        told = f'<span class="fr-where-word">{self.say("where")}</span>{"".join(rows)}'
        return f'<div class="fr-where" data-search-exclude>{told}</div>'

    def _require(self, require: tree.Require) -> str:
        setting = Setting(self.names)
        told = in_language(require.message, self.names.language)
        guard = (
            f'<span class="fr-when">{self.say("when")} {mathml.formula(require.guard, setting)}</span>'
            if require.guard is not None
            else ""
        )
        mark = f'<span class="fr-chip fr-{require.modality}">{self.say("requires_" + require.modality)}</span>'
        message = f'<div class="fr-message">{self.say("else_told")}{plain(told)}</div>' if told else ""
        return (
            f'<div class="fr-rule fr-require"><div class="fr-caption">{mark}</div><div class="fr-formula">'
            f'<span class="fr-right">{mathml.formula(require.condition, setting)}</span>{guard}</div>{message}</div>'
        )

    # --- orders and sentences -----------------------------------------------------------------------------------------

    def _inline(self, expression: tree.Expr, setting: Setting) -> str:
        return mathml.formula(expression, setting)

    def _sentence(self, key: str, content: str) -> str:
        return f'<p class="fr-sentence"><span class="fr-chip fr-kind">{self.say(key)}</span> {content}</p>'

    def _ordered(self, key: str, about: str, rows: list[str]) -> str:
        listed = "".join(f"<li>{row}</li>" for row in rows)
        return (
            '<div class="fr-rule fr-order"><div class="fr-caption">'
            f'<span class="fr-chip fr-kind">{self.say(key)}</span> {about}</div><ol>{listed}</ol></div>'
        )

    def _allocation(self, allocation: tree.Allocation) -> str:
        setting = Setting(self.names, frozenset({allocation.variable}))
        about = self.say("allocation_told").format(
            self._inline(allocation.burden, setting), self._inline(allocation.over, setting)
        )
        rows = []
        for method in allocation.methods:
            label = in_language(method.labels, self.names.language)
            told = label or self.names.member(method.name) or method.name.replace("_", " ")
            key = f" · {self.say('key')} {self._inline(method.key, setting)}" if method.key is not None else ""
            rows.append(f"<b>{plain(told)}</b>{key}{self._guard(method.guard, method.otherwise, setting)}")
        return self._ordered("allocation", about, rows)

    def _guard(self, guard: tree.Expr | None, otherwise: bool, setting: Setting) -> str:
        if guard is not None:
            return f' <span class="fr-when">{self.say("when")} {mathml.formula(guard, setting)}</span>'
        return f' <span class="fr-when">{self.say("otherwise")}</span>' if otherwise else ""

    def _electricity(self, electricity: tree.Electricity) -> str:
        outer = Setting(self.names)
        about = (
            f"<code>{plain(electricity.name)}</code> {self.say('demand')}{self.say('colon')}"
            f"{self._inline(electricity.demand, outer)}"
        )
        rows = []
        for source in electricity.sources:
            setting = outer.binding(source.loop.variable) if source.loop else outer
            label = in_language(source.labels, self.names.language) or source.name.replace("_", " ")
            parts = [f"<b>{plain(label)}</b>"]
            if source.loop:
                over = (
                    f"{mathml.name(source.loop.variable, setting)}<mo>∈</mo>{mathml.name(source.loop.over.id, setting)}"
                )
                parts.append(f"{self.say('for_each')} {mathml.math(over)}")
            if source.supply is not None:
                parts.append(f"{self.say('supply')}{self.say('colon')}{self._inline(source.supply, setting)}")
            if source.rest:
                parts.append(self.say("rest"))
            parts.append(f"{self.say('factor')}{self.say('colon')}{self._inline(source.factor, setting)}")
            rows.append(" · ".join(parts) + self._guard(source.guard, False, setting))
        return self._ordered("electricity", about, rows)

    def _ledger(self, ledger: tree.Ledger) -> str:
        setting = Setting(self.names, frozenset({ledger.variable}))
        rows: list[str] = []

        def row(key: str, *expressions: tree.Expr | None) -> None:
            if any(expression is not None for expression in expressions):
                told = [self._inline(expression, setting) for expression in expressions if expression is not None]
                rows.append(self.say(key).format(*told))

        if ledger.unit is not None and ledger.amount is not None:
            row("ledger_unit", ledger.unit, ledger.amount)
        if ledger.term is not None and ledger.start is not None and ledger.at is not None:
            row("ledger_valid", ledger.term, ledger.start, ledger.at)
        row("ledger_once", ledger.identity)
        row("ledger_cancelled", ledger.cancelled)
        about = f"<code>{plain(ledger.name)}</code> {self._inline(ledger.over, setting)}"
        listed = "".join(f"<li>{told}</li>" for told in rows)
        return (
            f'<div class="fr-rule fr-order"><div class="fr-caption"><span class="fr-chip fr-kind">'
            f"{self.say('ledger')}</span> {about}</div><ul>{listed}</ul></div>"
        )

    def _cut_off(self, cut: tree.CutOff) -> str:
        setting = Setting(self.names)
        parts = [self.say("cut_off_of").format(self._inline(cut.base, setting))]
        for key, bound in (("each", cut.each), ("together", cut.together)):
            if bound is not None:
                sign = {"lt": "&lt;", "le": "≤", "gt": "&gt;", "ge": "≥"}[bound.op]
                parts.append(f"{self.say(key)} {sign} {self._inline(bound.value, setting)}")
        if cut.never:
            listed = self.say("list_comma").join(self._inline(tree.Name(m.name, m.span), setting) for m in cut.never)
            parts.append(f"{self.say('never')}{self.say('colon')}{listed}")
        return self._sentence("cut_off", " · ".join(parts))

    def _data_order(self, order: tree.DataOrder) -> str:
        language = self.names.language
        ranks = [plain(in_language(rank.labels, language) or self.names.member(rank.name) or rank.name)
                 for rank in order.ranks]  # fmt: skip
        told = ' <span class="fr-better">›</span> '.join(f"<b>{rank}</b>" for rank in ranks)
        return self._sentence(f"data_{order.role}", told)

    def _declared_unit(self, unit: tree.DeclaredUnit) -> str:
        language = self.names.language
        key = "functional_unit" if unit.functional else "declared_unit"
        label = plain(in_language(unit.labels, language))
        if unit.choices:
            listed = self.say("list_comma").join(
                f"<b>{plain(in_language(choice.labels, language) or choice.name)}</b>" for choice in unit.choices
            )
            return self._sentence(key, f"{self.say('one_of')} {listed} {label}")
        amount = self._inline(unit.amount, Setting(self.names)) if unit.amount is not None else ""
        return self._sentence(key, f"{amount} <b>{label}</b>")


def _split(case: tree.Case, alone: bool) -> tuple[tree.Case, ...]:
    """`= if c then a else b` standing alone reads best as cases."""
    if not (alone and isinstance(case.body, tree.Conditional) and case.guard is None and not case.otherwise):
        return (case,)
    rows: list[tree.Case] = []
    body: tree.Expr = case.body
    while isinstance(body, tree.Conditional):
        rows.append(tree.Case(body.then, body.condition, False, case.span))
        body = body.other
    return (*rows, tree.Case(body, None, True, case.span))


def declared(statements: tuple[tree.Statement, ...], names: Names, code: Callable[[str], str]) -> list[tuple[str, str]]:
    """What a block declares without a formula: pairs of a kind of thing (a key of `words`) and the thing, linked."""
    rows: list[tuple[str, str]] = []

    def link(kind: str, name: str, labels: tree.Labels | None = None) -> None:
        found = names.symbols.get(name)
        label = in_language(labels, names.language) if labels else (found.label if found else "")
        shown = f"{plain(label)} {code(name)}" if label and label != name else code(name)
        href = found.href if found else ""
        rows.append((kind, f'<a href="{plain(href)}">{shown}</a>' if href else shown))

    for statement in statements:
        match statement:
            case tree.Input(declaration=declaration):
                link("input", declaration.name, declaration.labels)
            case tree.Option(declaration=declaration):
                link("option", declaration.name, declaration.labels)
            case tree.Table():
                link("table", statement.name, statement.labels)
            case tree.Kind():
                members = ", ".join(in_language(m.labels, names.language) or m.name for m in statement.members)
                told = in_language(statement.labels, names.language) or statement.name
                rows.append(("kind", f"{plain(told)} {code(statement.name)} ({plain(members)})"))
            case tree.UnitDefinition():
                told = in_language(statement.labels, names.language)
                value = f" = {statement.value.digits} {pretty(statement.value.unit or '')}" if statement.value else ""
                rows.append(("unit", f"{plain(told)} {code(statement.name)}{plain(value)}"))
            case tree.Use():
                shown = ", ".join(here for _, here in statement.names)
                rows.append(("use", f"{code(shown)} ← {code(statement.standard)}"))
            case tree.Output(names=listed):
                for name in listed:
                    link("output", name.id)
            case tree.Report(names=listed):
                for name in listed:
                    link("report", name.id)
            case _:
                pass
    return rows
