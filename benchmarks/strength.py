"""How strong the library's suites are: every mistake against the required cases, every survivor asked of the proofs.

Writes the record beside each suite, raises the floor no suite may fall below, and prints the table of RESULTS.md.
Run with `python benchmarks/strength.py [STANDARD]...`; ends with 1 where a suite is weaker than its floor.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from footrule.compiler.driver import compile_standard
from footrule.conformance import suites
from footrule.conformance.library import folder_of, known
from footrule.conformance.strength import gate
from footrule.conformance.strength.editions import other_tables
from footrule.conformance.strength.measure import measure
from footrule.conformance.strength.spread import processors

_COLUMNS = (
    "standard",
    "cases",
    "noticed",
    "of",
    "proved to change nothing",
    "listed",
    "undecided",
    "whole documents only",
    "minutes",
)
_HEADER = f"| {' | '.join(_COLUMNS)} |\n{'|---' * len(_COLUMNS)}|"


def main(named: list[str]) -> int:
    weaker = False
    print(f"{processors()} processors\n\n{_HEADER}")
    for standard in named or known():
        folder, compiled = folder_of(standard), compile_standard(standard).form
        assert folder is not None
        assert compiled is not None
        suite = suites.read(folder)
        began = time.perf_counter()
        found = measure(
            compiled, suite, other_tables(compiled), listed=gate.listed(folder), processes=processors()
        )  # fmt: skip
        minutes = (time.perf_counter() - began) / 60
        spare = (len(found.equivalent), len(found.listed), len(found.survivors))
        told = (len(found.killed), found.total, *spare, found.unaided)
        print(f"| {standard} | {len(suite.cases)} | {' | '.join(map(str, told))} | {minutes:.1f} |", flush=True)
        record = found.to_json() | {"rules": gate.rules_digest(compiled)}
        gate.write_record(folder, record)
        root = _root(folder, standard)
        floor = gate.floors(root)
        now = gate.figures(record)
        weaker = weaker or (standard in floor and now.share < floor[standard].share)
        gate.write_floor(root, gate.raised(floor, standard, now))
    return int(weaker)


def _root(folder: Path, standard: str) -> Path:
    return folder.parents[standard.count("/")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
