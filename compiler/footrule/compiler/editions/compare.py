"""Two editions compared: every change once, the gravest first."""

from __future__ import annotations

import msgspec

from footrule.compiler.editions.change_records import made
from footrule.compiler.editions.changes import (
    FORMAT,
    LEVELS,
    Action,
    Change,
    Evidence,
    Identity,
    Level,
    Numbers,
    Renaming,
    Report,
    Side,
    Sort,
    Words,
)
from footrule.compiler.editions.declared_changes import DeclaredChanges
from footrule.compiler.editions.divisions import divisions, told_of
from footrule.compiler.editions.pair import Edition, Pair
from footrule.compiler.editions.requirement_changes import RequirementChanges
from footrule.compiler.editions.rule_changes import RuleChanges
from footrule.compiler.editions.table_changes import TableChanges
from footrule.compiler.editions.workers import answers
from footrule.runtime import form


def compare(old: Edition, new: Edition, seed: int = 1) -> tuple[Report, Pair, RuleChanges]:
    """Every change between two editions, without numbers. Raises `Refused` where a form is faulty."""
    pair = Pair.of(old, new, seed)
    tables = TableChanges(pair)
    different = tables.different()
    rules = RuleChanges(pair, different)
    moving = {name for name, judgement in rules.judged.items() if judgement.moves}
    of_rules = rules.questions()
    told = answers([*of_rules, *RequirementChanges(pair, rules.shared, moving, different).questions()])
    found = DeclaredChanges(pair).changes() + tables.changes()
    found += _gathered([change for change in told[: len(of_rules)] if change is not None])
    found += [change for change in told[len(of_rules) :] if change is not None]
    found += _results(pair)
    found += _frame(pair)
    texts = _prose(old), _prose(new)
    found += _clauses(pair, texts)
    found += _wrong_hints(pair)
    divided = divisions(rules, texts)
    found = [told_of(change, divided) for change in found]
    report = Report(
        diff=FORMAT,
        old=_identity(old.compiled),
        new=_identity(new.compiled),
        changes=tuple(sorted(_unique(found), key=_rank)),
        renamed=tuple(Renaming(*one, pair.matching.said_by(one[1])) for one in pair.matching.renamed()),
        clauses=tuple(sorted(pair.matching.clauses.items())),
        numbers=Numbers(),
        divisions=divided,
        labels=_labels(pair),
    )
    return report, pair, rules


def _rank(change: Change) -> tuple[object, ...]:
    return LEVELS.index(change.level), not change.direct, change.new.line or change.old.line, change.subject


def _gathered(changes: list[Change]) -> list[Change]:
    """Rules made from one statement are one change of it: the gravest with a witness speaks for them."""
    groups: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        # what was declared in one statement stands at one line on each side
        where = (change.old.clause, change.old.line, change.new.clause, change.new.line, change.direct)
        text = change.new.text or change.old.text
        key = where if _made_of_many(text) and change.direct else (*where, change.subject)
        groups.setdefault(key, []).append(change)
    found = []
    for group in groups.values():
        first = min(group, key=lambda one: (LEVELS.index(one.level), one.evidence.witness is None, one.subject))
        others = tuple(sorted({one.subject for one in group} - {first.subject}))
        moves = tuple(dict.fromkeys(name for one in group for name in one.moves))
        found.append(
            msgspec.structs.replace(first, moves=tuple(dict.fromkeys((*moves, *(others if len(group) > 1 else ())))))
        )
    return found


def _made_of_many(text: str) -> bool:
    words = (
        "electricity",
        "emission",
        "removal",
        "allocation",
        "cut-off",
        "ledger",
        "电力",
        "排放",
        "清除",
        "分配",
        "取舍",
        "台账",
    )
    return text.startswith(words)


def _unique(changes: list[Change]) -> list[Change]:
    seen: dict[str, Change] = {}
    for change in changes:
        seen.setdefault(change.fingerprint, change)
    return list(seen.values())


def _results(pair: Pair) -> list[Change]:
    """Outputs and reports that come or go."""
    found = []
    old, new = pair.aligned, pair.new.compiled
    for sort, mine, theirs in (("output", old.outputs, new.outputs), ("report", old.reports, new.reports)):
        for name in dict.fromkeys([*mine, *theirs]):
            if (name in mine) == (name in theirs):
                continue
            come = name in theirs
            side = (pair.new if come else pair.old).side(_at(new if come else old, name))
            elsewhere = name in (old.outputs + old.reports if come else new.outputs + new.reports)
            zh = f"{name} {'成为' if come else '不再是'}{'输出' if sort == 'output' else '报告'}"
            en = (
                f"{name} is {'now' if come else 'no longer'} an {sort}"
                if sort == "output"
                else f"{name} is {'now' if come else 'no longer'} reported"
            )
            evidence = Evidence(kind="declared", method="results")
            left, right = (Side(), side) if come else (side, Side())
            level: Level = "INFO" if elsewhere or sort == "report" else "ERR"
            change = made(
                "output", name, "existence", "add" if come else "remove", level, evidence, left, right, zh, en, sort
            )
            found.append(change)
    return found


def _at(compiled: form.Form, name: str) -> int:
    places = {rule.name: rule.at for rule in compiled.rules}
    places |= {given.name: given.at for given in compiled.inputs}
    places |= {option.name: option.at for option in compiled.options}
    return places.get(name, 0)


def _frame(pair: Pair) -> list[Change]:
    """Identity, boundary, declared unit, data orders: what stands around the rules."""
    old, new = pair.old.compiled, pair.new.compiled
    found: list[Change] = []
    lifecycle = {
        "issued": (old.standard.dates.issued, new.standard.dates.issued),
        "effective": (old.standard.dates.effective, new.standard.dates.effective),
        "expires": (old.standard.dates.expires, new.standard.dates.expires),
        "status": (old.standard.status, new.standard.status),
        "number": (old.standard.number, new.standard.number),
    }
    declared = Evidence(kind="declared", method="front matter")
    for name, (one, other) in lifecycle.items():
        if one != other:
            found.append(
                made(
                    "edition",
                    name,
                    "lifecycle",
                    "replace",
                    "INFO",
                    declared,
                    Side(text=one),
                    Side(text=other),
                    f"{name}：{one} → {other}",
                    f"{name}: {one} becomes {other}",
                )
            )
    if old.standard.gwp != new.standard.gwp:
        one, other = old.standard.gwp or "–", new.standard.gwp or "–"
        found.append(
            made(
                "edition",
                "gwp",
                "unit",
                "replace",
                "WARN",
                Evidence(kind="undecided", method="front matter"),
                Side(text=one),
                Side(text=other),
                f"全球变暖潜势：{one} → {other}",
                f"warming potentials: {one} becomes {other}",
            )
        )
    found += _boundary(pair)
    found += _declared_unit(pair)
    return found


def _boundary(pair: Pair) -> list[Change]:
    one, other = pair.old.compiled.boundary, pair.new.compiled.boundary
    if one is None and other is None:
        return []
    left = Side() if one is None else pair.old.side(one.at)
    right = Side() if other is None else pair.new.side(other.at)
    found = []
    for what, zh, mine, theirs in (
        ("stages", "阶段", _names(one, "stages"), _names(other, "stages")),
        ("excludes", "边界外", _names(one, "excludes"), _names(other, "excludes")),
    ):
        gone, come = [n for n in mine if n not in theirs], [n for n in theirs if n not in mine]
        actions: tuple[tuple[list[str], Action], ...] = ((gone, "remove"), (come, "add"))
        for names, action in actions:
            if names:
                told = ", ".join(names)
                verb = ("不再有", "gone") if action == "remove" else ("新增", "new")
                evidence = Evidence(kind="undecided", method="outside the calculation")
                found.append(
                    made(
                        "inventory",
                        f"boundary {what}",
                        "boundary",
                        action,
                        "WARN",
                        evidence,
                        left,
                        right,
                        f"{zh}{verb[0]}：{told}",
                        f"{what} {verb[1]}: {told}",
                        told,
                    )
                )
    return found


def _names(boundary: form.Boundary | None, what: str) -> list[str]:
    return [] if boundary is None else [one.name for one in getattr(boundary, what)]


def _declared_unit(pair: Pair) -> list[Change]:
    one, other = pair.old.compiled.declared_unit, pair.new.compiled.declared_unit
    if (
        one is None
        or other is None
        or (one.amount, one.unit, one.functional) == (other.amount, other.unit, other.functional)
    ):
        return []
    zh = f"声明单位：{one.amount} {one.unit} → {other.amount} {other.unit}"
    en = f"declared unit: {one.amount} {one.unit} becomes {other.amount} {other.unit}"
    evidence = Evidence(kind="declared", method="declared unit")
    return [
        made(
            "inventory",
            "declared unit",
            "unit",
            "replace",
            "ERR",
            evidence,
            pair.old.side(one.at),
            pair.new.side(other.at),
            zh,
            en,
        )
    ]


def _wrong_hints(pair: Pair) -> list[Change]:
    """What the new edition says of things the old one does not have: nobody can follow it, somebody has to mend it."""
    own = pair.old.compiled.standard.id
    found = []
    for one in pair.matching.hints.wrong:
        sign = "§" if one.sort == "clause" else ""
        was, now = f"{sign}{one.was}", f"{sign}{one.now}"
        side = Side(clause=one.now) if one.sort == "clause" else pair.new.side(one.at)
        zh, en = f"{now} 写明原为 {was}，但 {own} 中没有 {was}", f"{now} says it was {was}, but {own} has no {was}"
        evidence = Evidence(kind="declared", method="hint")
        sort: Sort = "clause" if one.sort == "clause" else "edition"
        found.append(made(sort, now, "name", "replace", "WARN", evidence, Side(), side, zh, en, was))
    return found


def _clauses(pair: Pair, texts: tuple[dict[str, str], dict[str, str]]) -> list[Change]:
    """Clauses that come, go, are numbered otherwise, or only read otherwise."""
    found = []
    matched = pair.matching.clauses
    mine = {clause.id: clause for clause in pair.old.compiled.clauses}
    theirs = {clause.id: clause for clause in pair.new.compiled.clauses}
    equal = Evidence(kind="proved equal", method="prose")
    for one, other in matched.items():
        left = Side(clause=one, title=mine[one].title, text=texts[0].get(one, ""))
        right = Side(clause=other, title=theirs[other].title, text=texts[1].get(other, ""))
        if one != other:
            found.append(
                made(
                    "clause",
                    other,
                    "name",
                    "move",
                    "INFO",
                    equal,
                    left,
                    right,
                    f"§{one} 现为 §{other}",
                    f"§{one} is now §{other}",
                )
            )
        elif left.text != right.text or left.title != right.title:
            found.append(
                made(
                    "clause",
                    other,
                    "wording",
                    "replace",
                    "INFO",
                    equal,
                    left,
                    right,
                    f"§{other} 文字改了",
                    f"§{other}: other words",
                )
            )
    for one in mine.keys() - matched.keys():
        side = Side(clause=one, title=mine[one].title, text=texts[0].get(one, ""))
        found.append(
            made("clause", one, "existence", "remove", "INFO", equal, side, Side(), f"不再有 §{one}", f"§{one} is gone")
        )
    for other in theirs.keys() - set(matched.values()):
        side = Side(clause=other, title=theirs[other].title, text=texts[1].get(other, ""))
        found.append(
            made("clause", other, "existence", "add", "INFO", equal, Side(), side, f"新增 §{other}", f"§{other} is new")
        )
    return found


def _prose(edition: Edition) -> dict[str, str]:
    """The running text of each clause: without fences, tables and headings."""
    text = edition.texts.get(edition.compiled.standard.id, "")
    ids = [clause.id for clause in edition.compiled.clauses]
    found: dict[str, list[str]] = {}
    current, fenced = "", False
    position = 0
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced and line.startswith("#") and position < len(ids):
            current = ids[position]
            position += 1
        elif not fenced and current and line.strip() and not line.startswith(("|", "---")):
            found.setdefault(current, []).append(line.strip())
    return {clause: "\n".join(lines) for clause, lines in found.items()}


def _labels(pair: Pair) -> dict[str, Words]:
    found: dict[str, Words] = {}
    for compiled in (pair.aligned, pair.new.compiled):
        labels = {table.name: table.label for table in compiled.tables}
        labels |= {rule.name: rule.label for rule in compiled.rules}
        found |= {
            name: Words(label.zh or label.en, label.en or label.zh)
            for name, label in labels.items()
            if label.zh or label.en
        }
    return found


def _identity(compiled: form.Form) -> Identity:
    own = compiled.standard
    return Identity(
        own.id, own.number, own.edition, Words(own.title.zh, own.title.en), own.dates.issued, own.dates.effective,
        own.dates.expires, own.status, own.digest,
    )  # fmt: skip
