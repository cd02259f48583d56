"""A suite of many small cases, and a tool that answers all of them but a few rightly."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from footrule.conformance.cases import Case, Expected
from footrule.conformance.suites import Suite, write

STANDARD = "demo/double@1"
WRONG = 1000
"""One in so many is answered wrongly."""


def suite(count: int) -> Suite:
    def case(n: int) -> Case:
        return Case(
            case=1,
            id=f"double.value.{n:06d}",
            kind="compute",
            standard=STANDARD,
            given={"inputs": {"amount": {"value": str(n), "unit": "kg"}}},
            want=("twice",),
            expect={"twice": Expected(kind="quantity", value=str(2 * n), unit="kg")},
        )

    return Suite(STANDARD, "1", "demo", tuple(case(n) for n in range(count)))


def written(count: int, folder: Path) -> Path:
    write(suite(count), folder)
    return folder


def answer(asked: dict[str, object]) -> dict[str, object]:
    match asked:
        case {"message": "hello"}:
            return {"message": "ready", "protocol": 1, "name": "double", "units": "any"}
        case {"message": "eval", "seq": seq, "inputs": {"amount": {"value": str(digits)}}}:
            n = int(digits)
            told = {"kind": "quantity", "value": str(2 * n + (n % WRONG == 7)), "unit": "kg"}
            return {"message": "value", "seq": seq, "outputs": {"twice": told}}
        case _:
            return {"message": "ok"}


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
