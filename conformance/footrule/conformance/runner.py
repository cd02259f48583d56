"""One run: every case of a suite put to one tool, whatever the tool does.

The runner owns all that can be argued about: which cases apply, units, comparison, time, restarts, a second run to find
what is not determined. A tool that hangs, floods, crashes or lies gets a verdict, and the run goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from footrule.conformance import results
from footrule.conformance.carriers import Carrier
from footrule.conformance.interruption import requests_interrupt
from footrule.conformance.outcomes import Record
from footrule.conformance.session import GIVE_UP, Session
from footrule.conformance.settings import Settings
from footrule.conformance.suites import Suite

__all__ = ["GIVE_UP", "Settings", "harness", "run"]

Keep = Callable[[Record], None]


def run(
    suite: Suite,
    carrier: Carrier,
    settings: Settings,
    *,
    before: Mapping[str, Record] | None = None,
    keep: Keep = lambda record: None,
) -> results.Results:
    """All cases with one tool. `before`: records of an interrupted run, which are not run again; `keep` takes each
    record as soon as there is one. An interrupt, or a request of the system to end, ends the run with what there is.
    Never raises for what a tool does."""
    began = time.monotonic()
    session = Session(suite, carrier, settings)
    records: list[Record] = []
    complete = True
    try:
        with requests_interrupt():
            for case in session.foreseen(before or {}):
                known = (before or {}).get(case.id)
                if known is not None and known.digest == case.digest:
                    session.remember(known)
                    records.append(known)
                    continue
                record = session.record(case)
                records.append(record)
                keep(record)
            session.introduced()
    except KeyboardInterrupt:
        complete = False
    finally:
        session.talk.close()
    required, attempted = results.scores(records)
    tier: results.Tier = "attested" if carrier.kind == "file" else ("witnessed" if settings.witnessed else "re-run")
    found = results.Results(
        results=results.VERSION,
        standard=suite.standard,
        suite=session.digest,
        harness=harness(),
        tool=session.subject(),
        tier=tier,
        required=required,
        attempted=attempted,
        counts=results.counts(records),
        suspects=results.suspects(records),
        records=tuple(records),
        settings=settings.told(),
        seconds=round(time.monotonic() - began, 3),
        complete=complete,
    )
    return results.sealed(found)


def harness() -> str:
    """This program and its version."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return f"footrule {version('footrule')}"
    except PackageNotFoundError:
        return "footrule"
