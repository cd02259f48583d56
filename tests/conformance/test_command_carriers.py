"""Our own calculators of every committed suite pass through every carrier; `make conformance` asks every case of all.

Here a spread of cases is asked through each carrier, since a process for every question takes its time.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from footrule.compiler.targets.python import build
from footrule.conformance.adapters.generated import GeneratedSubject, describe
from footrule.conformance.adapters.serving import service
from footrule.conformance.carriers import Carrier, Limits, open_carrier
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.library import known
from footrule.conformance.results import Results
from footrule.conformance.runner import Settings, run
from tests.conformance.subjects import compiled, suite

WHOLE = bool(os.environ.get("FOOTRULE_WHOLE_SUITES"))
ASKED = {"py": 80, "proc": 80, "http": 80, "exec": 2}
"""Cases of each suite in an ordinary test run."""

LIMITS = Limits(seconds=60.0, start=120.0)


@cache
def package(standard: str) -> Path:
    folder = Path(mkdtemp(prefix="footrule-conformance-"))
    build(compiled(standard), folder)
    describe(compiled(standard), folder)
    return folder


@contextmanager
def carrier(kind: str, standard: str) -> Iterator[Carrier]:
    folder = package(standard)
    match kind:
        case "py":
            yield Callable_(GeneratedSubject(folder))
        case "http":
            server = service(GeneratedSubject(folder))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                yield open_carrier(f"http://127.0.0.1:{server.server_address[1]}/", LIMITS)
            finally:
                server.shutdown()
                server.server_close()
        case _:
            yield open_carrier(f"{kind}:{sys.executable} -m footrule.conformance.adapters.generated {folder}", LIMITS)


def asked(standard: str, kind: str) -> Results:
    whole = suite(standard)
    step = 1 if WHOLE else max(1, len(whole.cases) // ASKED[kind])
    few = replace(whole, cases=whole.cases[::step])
    with carrier(kind, standard) as way:
        return run(few, way, Settings(limits=LIMITS))


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize("standard", known())
def test_the_generated_calculator_passes(standard: str, kind: str) -> None:
    found = asked(standard, kind)
    if WHOLE:
        print(
            f"{standard} {kind}: {found.required.passed}/{found.required.of} of {len(found.records)}", file=sys.stderr
        )
    assert [(each.id, each.outcome, each.detail) for each in found.records if each.fails] == []
    assert found.required.passed == found.required.of > 0
