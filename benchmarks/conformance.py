"""How many cases a second the runner puts to a tool, in process and through a child: the runner's own cost.

The tool answers what is expected from a table, so that nothing of a calculation is measured.
Run with `python benchmarks/conformance.py`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from footrule.conformance import suites
from footrule.conformance.carriers import Carrier, Limits, open_carrier
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.library import folder_of
from footrule.conformance.runner import Settings, run

STANDARD = "cn/ets-power@2023-2024"
ROUNDS = 40

_TOOL = """
import json, sys
for line in sys.stdin:
    found = json.loads(line)
    if found["message"] == "eval":
        found = {"message": "value", "seq": found["seq"], "outputs": {}}
    elif found["message"] == "hello":
        found = READY
    else:
        found = {"message": "ok"}
    sys.stdout.write(json.dumps(found) + "\\n")
    sys.stdout.flush()
"""
ABLE = ["rules", "partial", "units"]
READY = {"message": "ready", "protocol": 1, "name": "mock", "capabilities": ABLE, "units": "any"}


def mock(message: Mapping[str, Any]) -> dict[str, Any]:
    """Answers at once, with nothing."""
    match message["message"]:
        case "hello":
            return READY
        case "eval":
            return {"message": "value", "seq": message["seq"], "outputs": {}}
        case _:
            return {"message": "ok"}


def main() -> None:
    folder = folder_of(STANDARD)
    assert folder is not None
    whole = suites.read(folder)
    computed = [case for case in whole.cases if case.kind != "metamorphic"]
    many = tuple(msgspec.structs.replace(case, id=f"{case.id}.{n}") for n in range(ROUNDS) for case in computed)
    suite = replace(whole, cases=many)
    with tempfile.TemporaryDirectory() as name:
        script = Path(name) / "mock.py"
        script.write_text(f"READY = {json.dumps(READY)}\n{_TOOL}")
        carriers: dict[str, Carrier] = {
            "py": Callable_(mock),
            "proc": open_carrier(f"proc:{sys.executable} {script}", Limits()),
        }
        for kind, carrier in carriers.items():
            began, used = time.perf_counter(), time.process_time()
            found = run(suite, carrier, Settings())
            wall, cpu = time.perf_counter() - began, time.process_time() - used
            count = len(found.records)
            speed = f"{count / wall:.0f} cases/s of wall time, {count / cpu:.0f} of the runner's own"
            print(f"{kind}: {count} cases, {speed}")


if __name__ == "__main__":
    main()
