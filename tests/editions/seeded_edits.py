"""Edits of library files whose effect is known, and whether the comparison finds them.

A third are without effect (other names, other order, algebra, units that cancel, a rule split in two, a guard turned
round, prose): none may be reported as ERR. The others change a number, a sign, a limit, a rounding, a table, a bound or
a duty: each must be ERR, at its clause, of its axis, with a product that the references of both editions tell apart.

`python -m tests.editions.seeded_edits [COUNT] [SEED]` runs the campaign and prints its result.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from footrule.compiler.driver import Compilation, Compiler
from footrule.compiler.editions.changes import Change, Report
from footrule.compiler.editions.compare import compare
from footrule.compiler.editions.sources import edition
from footrule.runtime.calculate import Calculator
from footrule.runtime.form import Form
from footrule.runtime.inputs import check
from footrule.runtime.problems import Refused
from footrule.runtime.reference import Interpreter
from footrule.runtime.values import shown
from footrule.runtime.worked_examples import value_of
from footrule.standards.library import Library, shipped

EDITIONS = (
    "cn/ets-power@2023-2024", "cn/ets-power@2025-2026-draft", "cn/electricity-footprint@2024",
    "cn/electricity-co2@2023", "cn/tcisa-452@2024-draft", "cn/zero-carbon-factory@2022", "openlca/allocation@2",
    "ipcc/aluminium@2006", "ipcc/cement-clinker@2006", "worldsteel/scrap-saving@2016", "cn/ets-steel-guide@2024",
    "catena-x/verification@2.0", "ghgp/scope3-guidance@1.0",
)  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """`line`: the first one edited, from 1. `clause`: where it stands. `axis`: what sort of change it is."""

    kind: str
    effect: bool
    text: str
    line: int
    clause: str
    axis: str = ""


@dataclass(frozen=True)
class Outcome:
    """`verdict`: right, or what is wrong with the answer."""

    edition: str
    edit: Edit
    verdict: str
    axis: str
    seconds: float
    told: str = ""


Maker = Callable[[list[str], random.Random], "tuple[int, list[str]] | None"]


# --- where the rules stand --------------------------------------------------------------------------------------------


def rule_lines(lines: list[str]) -> list[int]:
    """Positions of lines inside rule fences."""
    found, inside = [], False
    for position, line in enumerate(lines):
        if line.startswith("```"):
            inside = line.startswith(("```rule", "```规则"))
        elif inside and line.strip() and not line.lstrip().startswith("--"):
            found.append(position)
    return found


def clause_of(lines: list[str], position: int) -> str:
    for line in reversed(lines[: position + 1]):
        found = re.match(r"#+ .*\{#([^\s}]+)", line)
        if found:
            return found[1]
    return ""


def outside_strings(line: str) -> str:
    return re.sub(r'"[^"]*"|“[^”]*”', lambda found: "\0" * len(found[0]), line)


def replaced(lines: list[str], position: int, start: int, end: int, text: str) -> tuple[int, list[str]]:
    line = lines[position]
    return position, [*lines[:position], line[:start] + text + line[end:], *lines[position + 1 :]]


def _pick(lines: list[str], chance: random.Random, pattern: str, start: str = "") -> tuple[int, re.Match[str]] | None:
    found = []
    for position in rule_lines(lines):
        if start and not re.match(start, lines[position]):
            continue
        for match in re.finditer(pattern, outside_strings(lines[position])):
            found.append((position, match))
    return chance.choice(found) if found else None


# --- with effect ------------------------------------------------------------------------------------------------------

NUMBER = r"(?<![\w.\[#^])\d+(?:\.\d+)?(?![\w.^])"


def other_number(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    picked = _pick(lines, chance, NUMBER, r"\s+=|rule ")
    if picked is None:
        return None
    position, match = picked
    value = match[0]
    if re.match(r"\s*(decimals|significant|\])", lines[position][match.end() :]) or "year" in lines[position]:
        return None
    other = f"{float(value) * 1.5:.6g}" if float(value) else "3"
    if float(value) == 0 or "e" in other:
        return None
    return replaced(lines, position, *match.span(), other)


def other_cell(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    found = [
        (position, match)
        for position, line in enumerate(lines)
        if line.startswith("|") and not set(line) <= set("|-: ")
        for match in list(re.finditer(r"(?<=\| )-?\d+\.\d+(?= \|)", line))
    ]
    if not found:
        return None
    position, match = chance.choice(found)
    return replaced(lines, position, *match.span(), f"{float(match[0]) * 1.25:.6g}")


def other_limit(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    picked = _pick(lines, chance, r"(?<= )(<=|>=|<|>)(?= -?\d)")
    if picked is None:
        return None
    position, match = picked
    turned = {"<=": "<", ">=": ">", "<": "<=", ">": ">="}[match[0]]
    return replaced(lines, position, *match.span(), turned)


def other_sign(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    picked = _pick(lines, chance, r"(?<=[\w)\]] )(\+|-)(?= [a-z(])", r"\s+=|rule ")
    if picked is None:
        return None
    position, match = picked
    return replaced(lines, position, *match.span(), "-" if match[0] == "+" else "+")


def other_rounding(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    picked = _pick(lines, chance, r"\b(half_up|floor|half_even)\b")
    if picked is None:
        return None
    position, match = picked
    return replaced(lines, position, *match.span(), "ceiling")


def weaker_duty(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    picked = _pick(lines, chance, r"^require\b")
    return None if picked is None else replaced(lines, picked[0], *picked[1].span(), "recommend")


def other_bound(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    picked = _pick(lines, chance, r"(?<=at least )0(?= )|(?<=and )100(?= %)", r"\s+\w+ .*\[|input ")
    if picked is None:
        return None
    position, match = picked
    return replaced(lines, position, *match.span(), "1" if match[0] == "0" else "90")


# --- without effect ---------------------------------------------------------------------------------------------------

SIMPLE_RULE = re.compile(r"rule (\w+)(\([^)]*\))?( \[[^\]]*\]|: \w+)((?: \"[^\"]*\")*)\s*=\s*(.+)")


def _simple_rules(lines: list[str]) -> list[tuple[int, int, re.Match[str]]]:
    """Rules of one expression: position, how many lines, and name, parameters, type, labels, body."""
    found = []
    inside = set(rule_lines(lines))
    for position in sorted(inside):
        if not lines[position].startswith("rule "):
            continue
        count = 1
        while position + count in inside and lines[position + count].startswith(" "):
            count += 1
        whole = " ".join(line.strip() for line in lines[position : position + count])
        match = SIMPLE_RULE.fullmatch(whole)
        if match and " when " not in match[5] and " otherwise" not in match[5] and " = " not in match[5]:
            found.append((position, count, match))
    return found


def _number_rules(lines: list[str]) -> list[tuple[int, int, re.Match[str]]]:
    unknown = ("unknown", "not applicable", "round")
    return [
        one for one in _simple_rules(lines) if one[2][3].startswith(" [") and not any(w in one[2][5] for w in unknown)
    ]


def renamed(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    names = [m[1] for p in rule_lines(lines) if (m := re.match(r"rule (\w+)", lines[p]))]
    if not names:
        return None
    name = chance.choice(names)
    position = next(p for p in rule_lines(lines) if re.match(rf"rule {name}\b", lines[p]))
    return position, [re.sub(rf'(?<![\w"“]){name}(?![\w"”])', f"{name}_called_so", line) for line in lines]


def rewritten(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    rules = _number_rules(lines)
    if not rules:
        return None
    position, count, match = chance.choice(rules)
    body = match[5]
    told = chance.choice((f"2 * ({body}) / 2", f"3 * ({body}) - 2 * ({body})", f"({body}) / 4 + ({body}) * 3 / 4"))
    line = f"rule {match[1]}{match[2] or ''}{match[3]}{match[4]} = {told}"
    return position, [*lines[:position], line, *lines[position + count :]]


def split_in_two(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    rules = _number_rules(lines)
    if not rules:
        return None
    position, count, match = chance.choice(rules)
    names = ", ".join(re.findall(r"(\w+):", match[2] or ""))
    call = f"{match[1]}_first_part({names})" if names else f"{match[1]}_first_part"
    two = [
        f"rule {match[1]}_first_part{match[2] or ''}{match[3]} = {match[5]}",
        f"rule {match[1]}{match[2] or ''}{match[3]}{match[4]} = {call}",
    ]
    return position, [*lines[:position], *two, *lines[position + count :]]


def through_another_unit(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    """There and back: the amount stays."""
    rules = [one for one in _number_rules(lines) if one[2][3] in UNITS]
    if not rules:
        return None
    position, count, match = chance.choice(rules)
    unit, other = match[3].strip(), UNITS[match[3]].strip()
    line = f"rule {match[1]}{match[2] or ''}{match[3]}{match[4]} = (({match[5]}) as {other}) as {unit}"
    return position, [*lines[:position], line, *lines[position + count :]]


def guard_turned(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    """`when a <= 5` as `when not (a > 5)`."""
    found = []
    for position in rule_lines(lines):
        match = re.search(r"when ([\w.()]+) (<=|>=|<|>) ([\w.% ]+)$", outside_strings(lines[position]))
        if match and " and " not in match[0] and " or " not in match[0]:
            found.append((position, match))
    if not found:
        return None
    position, match = chance.choice(found)
    turned = {"<=": ">", ">=": "<", "<": ">=", ">": "<="}[match[2]]
    return replaced(lines, position, *match.span(), f"when not ({match[1]} {turned} {match[3]})")


def rules_swapped(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    """Two rules of one block change places."""
    inside = set(rule_lines(lines))

    def end(position: int) -> int:
        stop = position + 1
        while stop in inside and lines[stop].startswith(" "):
            stop += 1
        return stop

    pairs = [
        position
        for position in inside
        if lines[position].startswith("rule ") and end(position) in inside and lines[end(position)].startswith("rule ")
    ]
    if not pairs:
        return None
    position = chance.choice(sorted(pairs))
    middle = end(position)
    last = end(middle)
    return position, [*lines[:position], *lines[middle:last], *lines[position:middle], *lines[last:]]


def input_renamed(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    """An input gets another name, wherever rules and examples speak of it."""
    names = [m[1] for p in rule_lines(lines) if (m := re.match(r"input (\w+)(?=[ :]).*[\[:]", lines[p]))]
    names = [name for name in names if len(name) > 3]
    if not names:
        return None
    name = chance.choice(names)
    position = next(p for p in rule_lines(lines) if re.match(rf"input {name}\b", lines[p]))
    return position, [re.sub(rf'(?<![\w"“/.-]){name}(?![\w"”/-])', f"{name}_given", line) for line in lines]


UNITS = {
    " [kgCO2e]": " [tCO2e]",
    " [tCO2e]": " [kgCO2e]",
    " [tCO2]": " [kgCO2]",
    " [kgCO2]": " [tCO2]",
    " [%]": " [1]",
    " [kWh]": " [MWh]",
    " [t]": " [kg]",
}


def other_unit(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    rules = [one for one in _number_rules(lines) if one[2][3] in UNITS]
    if not rules:
        return None
    position, _, match = chance.choice(rules)
    line = lines[position].replace(match[3], UNITS[match[3]], 1)
    return position, [*lines[:position], line, *lines[position + 1 :]]


def reordered(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    found = []
    for position in rule_lines(lines):
        line = outside_strings(lines[position])
        if re.match(r"\s+=|rule ", line):
            found += [(position, m) for m in re.finditer(r"(?<== )([a-z_.]+) ([*+]) ([a-z_.]+)$", line)]
    if not found:
        return None
    position, match = chance.choice(found)
    return replaced(lines, position, *match.span(), f"{match[3]} {match[2]} {match[1]}")


def rows_reordered(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    pairs = [
        position
        for position in range(len(lines) - 1)
        if re.match(r"\| [a-z_]+ .*\d", lines[position]) and re.match(r"\| [a-z_]+ .*\d", lines[position + 1])
    ]
    if not pairs:
        return None
    position = chance.choice(pairs)
    return position, [*lines[:position], lines[position + 1], lines[position], *lines[position + 2 :]]


def other_prose(lines: list[str], chance: random.Random) -> tuple[int, list[str]] | None:
    inside, prose = False, []
    for position, line in enumerate(lines):
        inside = inside != line.startswith("```")
        if not inside and position > 20 and line and not line.startswith(("#", "|", "-", "`")):
            prose.append(position)
    if not prose:
        return None
    position = chance.choice(prose)
    return position, [*lines[:position], lines[position] + " See also the introduction.", *lines[position + 1 :]]


WITH_EFFECT: tuple[Maker, ...] = (
    other_number, other_number, other_cell, other_limit, other_sign, other_rounding, weaker_duty, other_bound
)  # fmt: skip
WITHOUT: tuple[Maker, ...] = (
    renamed, rewritten, split_in_two, other_unit, reordered, rows_reordered, other_prose, through_another_unit,
    guard_turned, rules_swapped, input_renamed,
)  # fmt: skip

STATEMENTS = {
    "allocation": "allocation", "electricity": "electricity order", "ledger": "certificate terms", "cut-off": "cut-off",
    "data": "data order", "require": "bound", "recommend": "bound", "input": "bound", "option": "bound",
    "分配": "allocation", "电力": "electricity order", "台账": "certificate terms", "取舍基准": "cut-off",
    "数据": "data order", "要求": "bound", "建议": "bound", "输入": "bound", "选项": "bound",
}  # fmt: skip


def axis_of(maker: Maker, lines: list[str], edited: list[str], position: int) -> str:
    """What sort of change an edit is, by what was edited and where in its statement it stands."""
    if maker is other_cell:
        return "table value"
    if maker is weaker_duty:
        return "modality"
    start = next(at for at in range(position, -1, -1) if lines[at][:1].strip())
    statement = re.split(r"\W", lines[start], maxsplit=1)[0] if lines[start][:1].isalpha() else ""
    if statement in STATEMENTS:
        return STATEMENTS[statement]
    same = next((at for at, (a, b) in enumerate(zip(lines[position], edited[position], strict=False)) if a != b), 0)
    if " when " in outside_strings(lines[position])[:same]:
        return "case condition"
    return {other_sign: "sign", other_rounding: "rounding"}.get(maker, "formula")


# --- the campaign -----------------------------------------------------------------------------------------------------


def edits(count: int, seed: int) -> Iterator[tuple[str, Edit]]:
    """Edits that compile, one of three without effect."""
    chance = random.Random(seed)
    library = Library((shipped(),))
    texts = {name: library.find(name).read_text(encoding="utf-8") for name in EDITIONS}
    seen: set[tuple[str, str]] = set()
    made = 0
    while made < count:
        effect = made % 3 != 2
        maker = chance.choice(WITH_EFFECT if effect else WITHOUT)
        name = chance.choice(EDITIONS)
        lines = texts[name].split("\n")
        found = maker(lines, chance)
        if found is None or (name, "\n".join(found[1])) in seen:
            continue
        text = "\n".join(found[1])
        seen.add((name, text))
        axis = axis_of(maker, lines, found[1], found[0]) if effect else ""
        edit = Edit(maker.__name__, effect, text, found[0] + 1, clause_of(lines, found[0]), axis)
        if compiled(name, text) is None:
            continue
        made += 1
        yield name, edit


def compiled(name: str, text: str) -> Compilation | None:
    """The edited edition; None where it no longer compiles."""
    family, _, rest = name.partition("/")
    slug, _, year = rest.partition("@")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / family / slug / f"{year}.md"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        compilation = Compiler(Library((Path(folder), shipped()))).compile(name)
    return compilation if compilation.form is not None else None


def judged(name: str, edit: Edit) -> Outcome:
    """Compares the edition with its edited self and holds the answer to what is known of the edit."""
    begun = time.monotonic()
    old = edition(Compiler(Library((shipped(),))).compile(name))
    after = compiled(name, edit.text)
    assert after is not None
    new = edition(after)
    report, _, _ = compare(old, new)
    verdict, change = verdict_of(report, edit)
    if verdict == "right" and edit.effect and change is not None:
        verdict = reproduced(old.compiled, new.compiled, change)
        if verdict == "right" and change.axis != edit.axis:
            verdict = "other axis"
    told = "" if change is None else f"{change.level} {change.subject} {change.axis} {change.evidence.kind}"
    return Outcome(name, edit, verdict, change.axis if change else "", time.monotonic() - begun, told)


def verdict_of(report: Report, edit: Edit) -> tuple[str, Change | None]:
    grave = [change for change in report.changes if change.level == "ERR"]
    open_ = [change for change in report.changes if change.level == "WARN"]
    if not edit.effect:
        if grave:
            return "false alarm", grave[0]
        return ("undecided", open_[0]) if open_ else ("right", next(iter(report.changes), None))
    here = [change for change in grave if change.direct and edit.clause in (change.new.clause, change.old.clause)]
    shown_ = [change for change in here if change.evidence.kind == "witness"]
    if shown_:
        return "right", shown_[0]
    if here:
        return "no witness", here[0]
    if grave:
        return "elsewhere", grave[0]
    return ("undecided", open_[0]) if open_ else ("missed", next(iter(report.changes), None))


def reproduced(old: Form, new: Form, change: Change) -> str:
    """Whether the references, given the witness's documents, say what the witness says."""
    witness = change.evidence.witness
    assert witness is not None
    sides = ((old, witness.given_old, witness.old, True), (new, witness.given_new, witness.new, False))
    for compiled_form, given, value, before in sides:
        asked = witness.asked
        if before and change.old_name:
            asked = re.sub(r"^\w+", change.old_name, asked)
        if answered(compiled_form, {"inputs": {}, "options": {}, **given}, asked, change.sort) != value:
            return "not reproduced"
    return "right"


def answered(compiled_form: Form, document: dict[str, Any], asked: str, sort: str) -> str:
    """What a reference says: acceptance, a rule, or a rule for one item. An input is accepted once it is read."""
    calculator = Calculator(compiled_form)
    try:
        checked = check(calculator.index, calculator.units, document, partial=True)
        working = Interpreter(calculator.index, checked.given)
        if asked == "acceptance":
            judged = sort == "requirement"
            return "refused" if judged and calculator.requirements(working).refused else "accepted"
        found, unit = value_of(calculator, working, asked)
    except Refused as refusal:
        return "refused" if asked == "acceptance" else refusal.problems[0].code
    return shown(found, unit)


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else 150
    seed = int(arguments[1]) if len(arguments) > 1 else 20260101
    outcomes = []
    for name, edit in edits(count, seed):
        outcome = judged(name, edit)
        outcomes.append(outcome)
        if outcome.verdict != "right":
            print(f"{outcome.verdict}: {name} §{edit.clause} line {edit.line} {edit.kind} · {outcome.told}", flush=True)
    for effect in (True, False):
        found = Counter(outcome.verdict for outcome in outcomes if outcome.edit.effect is effect)
        print("with effect:" if effect else "without effect:", dict(found))
    slowest = max(outcome.seconds for outcome in outcomes)
    print(f"{sum(o.seconds for o in outcomes):.0f} s in all, slowest {slowest:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
