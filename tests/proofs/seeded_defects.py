"""A campaign of seeded defects: mutants of the library's own files, and which of them the tool reports.

`python -m tests.proofs.seeded_defects [COUNT] [REPORT.md] [SEED]` makes COUNT mutants (200), each of one edition with
one defect an author might leave, and asks `check` and `prove` about each. A mutant is reported where there is a finding
the clean edition has not; rightly placed where such a finding names the clause of the defect.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from footrule.compiler import cache
from footrule.compiler.driver import Compilation, Compiler, Source
from footrule.compiler.lints.editorial import lint
from footrule.compiler.passes import run
from footrule.compiler.proofs.examples import examples_agree
from footrule.compiler.proofs.findings import diagnostics
from footrule.compiler.proofs.prove import Allowance, prove
from footrule.compiler.proofs.verdicts import Record
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.dsl.diagnostics.render import entry
from footrule.runtime.calculate import Calculator
from footrule.standards.library import Library, shipped

SEED = 20241228
NO_EVIDENCE = ("F0511", "F0512", "F0518", "F0519", "F0617")
"""Notes of what is undecided, or not tried by an example: they tell of no defect."""

ALLOWANCE = Allowance(question=150_000, search=1_000_000, whole=20_000_000, milliseconds=1500)

Edit = tuple[int, str]
"""A line's number, from zero, and what it becomes; an empty text drops the line."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One edition with one defect."""

    edition: str
    kind: str
    clause: str
    line: int
    before: str
    after: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tool said of a mutant: the codes of its new findings, and whether one names the clause."""

    mutant: Mutant
    codes: tuple[str, ...]
    placed: bool

    @property
    def reported(self) -> bool:
        return bool(self.codes)


# --- defects ----------------------------------------------------------------------------------------------------------


def _changed(pattern: str, change: Callable[[re.Match[str], random.Random], str], where: str) -> Defect:
    compiled = re.compile(pattern)

    def edits(lines: list[str], kinds: list[str], dice: random.Random) -> Iterator[Edit]:
        for number, line in enumerate(lines):
            if kinds[number] == where:
                found = list(compiled.finditer(line.split("--")[0]))
                if found:
                    match = dice.choice(found)
                    yield number, line[: match.start()] + change(match, dice) + line[match.end() :]

    return edits


Defect = Callable[[list[str], list[str], random.Random], Iterator[Edit]]

_UNITS = {"t": "kg", "kg": "t", "kWh": "MWh", "MWh": "kWh", "GJ": "MJ", "TJ": "GJ", "%": "1", "km": "kg", "1": "t",
          "m3": "t", "tCO2": "t", "kgCO2e": "kg", "kgCO2": "kgCH4", "tkm": "km"}  # fmt: skip


def _other_unit(match: re.Match[str], dice: random.Random) -> str:
    unit = match.group(1)
    top, slash, rest = unit.partition("/")
    return f"[{_UNITS.get(top, top + ' K')}{slash}{rest}]"


def _other_digits(match: re.Match[str], dice: random.Random) -> str:
    text = match.group(0)
    digit = dice.choice([index for index, c in enumerate(text) if c.isdigit()])
    return text[:digit] + str((int(text[digit]) + dice.randint(1, 9)) % 10) + text[digit + 1 :]


_END = r"(?<![<>])(?:(?<=when )|(?<=当 ))[^<>=]{1,40}"
"""Up to the comparison a case's condition begins with: the ends of its interval."""

DEFECTS: dict[str, Defect] = {
    "an end opened": _changed(_END + r"(?:<=|>=)", lambda m, d: m.group(0)[:-1], "case"),
    "an end closed": _changed(_END + r"[<>](?![=>])", lambda m, d: m.group(0) + "=", "case"),
    "a comparison turned": _changed(_END + r"<=?", lambda m, d: m.group(0).replace("<", ">"), "case"),
    "a case dropped": _changed(r"^.*$", lambda m, d: "", "case"),
    "a unit changed": _changed(r"\[([^\]\"]+)\]", _other_unit, "declared"),
    "a number altered": _changed(r"(?<![\w.])\d+\.\d+(?![\w.])", _other_digits, "case"),
    "a cell altered": _changed(r"(?<=\| )\d+\.\d+(?= \|)", _other_digits, "row"),
    "a row dropped": _changed(r"^.*$", lambda m, d: "", "row"),
    "a sign turned": _changed(r"(?<=\S) [+*] (?=\S)", lambda m, d: " - " if "+" in m.group(0) else " / ", "case"),
    "a name misspelt": _changed(
        r"(?<=[= (])[a-z㐀-鿿_]{5,}(?=[ ).*/+-]|$)", lambda m, d: m.group(0)[:-1] + "xq", "case"
    ),
    "a reference broken": _changed(r"§[\w.-]+|(?<=@)[\w.-]+$", lambda m, d: m.group(0) + "9", "statement"),
}


# --- mutants ----------------------------------------------------------------------------------------------------------


def _kinds(lines: list[str]) -> tuple[list[str], list[str]]:
    """For every line what it is (case, declared, statement, row, or nothing of ours) and its clause."""
    kinds, clauses = [], []
    fence, clause = "", ""
    for number, line in enumerate(lines):
        kind = ""
        if line.startswith("```"):
            fence = "" if fence else line[3:].split(" ")[0] or "?"
        elif fence in ("rule", "规则"):
            declared = re.match(r"(?:input|输入|rule|规则|emission|排放|option|选项)\b", line) or re.match(
                r"\s+\S+ \[", line
            )
            kind = "case" if line.startswith("    =") else "declared" if declared else "statement"
        elif not fence and line.startswith("|") and _in_table(lines, number, kinds):
            kind = "row"
        elif not fence and (heading := re.match(r"#+ .*\{#([^\s}]+)", line)):
            clause = heading.group(1)
        kinds.append(kind)
        clauses.append(clause)
    return kinds, clauses


def _in_table(lines: list[str], number: int, kinds: list[str]) -> bool:
    """Below the line under a table's header."""
    return number > 0 and (bool(re.match(r"\|[-|: ]+\|", lines[number - 1] + "|")) or kinds[-1] == "row")


def mutants(count: int, library: Library, seed: int = SEED) -> list[Mutant]:
    """`count` mutants, the kinds of defect in turn, over the editions that have rules."""
    dice = random.Random(seed)
    texts = {name: library.read(name) for name in library.ids()}
    found: list[Mutant] = []
    seen: set[tuple[str, str]] = set()
    while len(found) < count:
        for kind, defect in DEFECTS.items():
            for _ in range(30):
                name = dice.choice(sorted(texts))
                lines = texts[name].decode().split("\n")
                kinds, clauses = _kinds(lines)
                edits = list(defect(lines, kinds, dice))
                if edits:
                    number, after = dice.choice(edits)
                    key = (name, f"{number}{after}")
                    if key not in seen:
                        seen.add(key)
                        changed = [*lines[:number], *([after] if after else []), *lines[number + 1 :]]
                        data = "\n".join(changed).encode()
                        found.append(Mutant(name, kind, clauses[number], number + 1, lines[number], after, data))
                        break
            if len(found) == count:
                break
    return found


# --- judging ----------------------------------------------------------------------------------------------------------


class Judge:
    """Findings of clean editions, kept step by step, and of mutants beside them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.compiler = Compiler(library, cache.Store.default())
        self.clean: dict[str, tuple[Iterator[list[Diagnostic]], list[Counter[tuple[str, str, str]]]]] = {}

    def outcome(self, mutant: Mutant) -> Outcome:
        """Compile first, then lint, then try the examples, then prove: the first that says something new ends it."""
        source = self.compiler.source(mutant.edition)
        changed = Source(source.id, source.path, mutant.data, source.translations)
        for number, step in enumerate(self._steps(changed)):
            known = Counter(self._clean(mutant.edition, number))
            new = []
            for diagnostic in step:
                if known[_key(diagnostic)] > 0:
                    known[_key(diagnostic)] -= 1
                elif entry(diagnostic).code not in NO_EVIDENCE:
                    new.append(diagnostic)
            if new:
                clauses = {p.clause for d in new for p in (d.place, *(also.place for also in d.also))}
                codes = tuple(sorted({d.code for d in new}))
                return Outcome(mutant, codes, mutant.clause in clauses or _names(new, mutant))
        return Outcome(mutant, (), False)

    def _clean(self, edition: str, number: int) -> Counter[tuple[str, str, str]]:
        """What the clean edition has to say at one step; costlier steps only where a mutant comes to them."""
        if edition not in self.clean:
            self.clean[edition] = (self._steps(self.compiler.source(edition)), [])
        steps, found = self.clean[edition]
        while len(found) <= number:
            found.append(Counter(_key(d) for d in next(steps)))
        return found[number]

    def _steps(self, source: Source) -> Iterator[list[Diagnostic]]:
        passed = run(source, self.compiler)
        yield list(passed.diagnostics)
        if passed.form is None:
            return
        compilation = Compilation(source, passed.form, passed.diagnostics, self.compiler)
        yield list(lint(compilation))
        texts = source.data.decode("utf-8", "replace")

        def shown(record: Record) -> list[Diagnostic]:
            return list(diagnostics(record, lambda reference: (source.path, texts) if reference == source.id else None))

        tried = tuple(examples_agree(passed.form, Calculator(passed.form)))
        yield shown(Record(standard=source.id, digest="", verdicts=tried))
        yield shown(prove(passed.form, ALLOWANCE, lambda reference: self.compiler.compile(reference).form))


def _names(found: list[Diagnostic], mutant: Mutant) -> bool:
    """A worked example that fails names the quantity, or among the rules its value rests on the clause."""
    if any(line.endswith(f"§{mutant.clause}]") for d in found for note in d.notes for line in note.lines_en):
        return True
    words = set(re.findall(r"\w{3,}", mutant.before))
    return any(words & set(re.findall(r"\w{3,}", " ".join(d.arguments.values()))) for d in found)


def _key(diagnostic: Diagnostic) -> tuple[str, str, str]:
    named = diagnostic.arguments.get("name", "")
    jump = f"{diagnostic.arguments.get('below', '')}|{diagnostic.arguments.get('above', '')}"
    return (diagnostic.code, diagnostic.place.clause or "", named + jump)


def campaign(count: int, library: Library, seed: int = SEED, workers: int = 1) -> list[Outcome]:
    """The outcomes in the order of the mutants; those of one edition are judged by one worker."""
    made = mutants(count, library, seed)
    if workers == 1:
        judge = Judge(library)
        return [judge.outcome(mutant) for mutant in made]
    groups: dict[str, list[int]] = {}
    for number, mutant in enumerate(made):
        groups.setdefault(mutant.edition, []).append(number)
    found: dict[int, Outcome] = {}
    with ProcessPoolExecutor(workers) as pool:
        judged = pool.map(_judged, [(library, [made[n] for n in numbers]) for numbers in groups.values()])
        for numbers, outcomes in zip(groups.values(), judged, strict=True):
            found.update(zip(numbers, outcomes, strict=True))
    return [found[number] for number in range(len(made))]


def _judged(work: tuple[Library, list[Mutant]]) -> list[Outcome]:
    library, made = work
    judge = Judge(library)
    return [judge.outcome(mutant) for mutant in made]


def report(outcomes: list[Outcome], seed: int = SEED) -> str:
    """The result as Markdown: shares by kind of defect, and every miss."""
    reported = [o for o in outcomes if o.reported]
    placed = sum(o.placed for o in reported)
    lines = [
        "# Seeded defects", "",
        f"{len(outcomes)} mutants of the library's own files, seed {seed}; {len(reported)} reported "
        f"({100 * len(reported) / len(outcomes):.1f} %), {placed} of them naming the clause or the quantity.", "",
        "| defect | mutants | reported | by |", "|---|---|---|---|",
    ]  # fmt: skip
    for kind in DEFECTS:
        own = [o for o in outcomes if o.mutant.kind == kind]
        codes = Counter(code for o in own for code in o.codes)
        told = ", ".join(f"{code} {n}" for code, n in codes.most_common(5))
        lines.append(f"| {kind} | {len(own)} | {sum(o.reported for o in own)} | {told} |")
    lines += ["", "## Missed", ""]
    for o in outcomes:
        if not o.reported:
            m = o.mutant
            lines.append(
                f"- {m.edition} §{m.clause} line {m.line}, {m.kind}: `{m.before.strip()}` → `{m.after.strip()}`"
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else SEED
    told = report(campaign(count, Library((shipped(),)), seed, workers=2), seed)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(told, encoding="utf-8")
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
