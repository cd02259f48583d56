"""How the tool feels: start-up, checking, running and parsing, as a user meets them; peak memory of each.

Run with `make bench`, or `python benchmarks/startup.py [ROUNDS]`. Every number is the median over the rounds of a fresh
process, with the spread between the rounds; the first lines tell how quiet the machine was.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 7
FOOTRULE = [sys.executable, "-c", "from footrule.cli.main import main; main()"]
STANDARD = "catena-x/verification@2.0"
EXAMPLE = "Table 8, company B1 (cxvf2-table8-3pvs-cascade)"
MEMORY_LIMIT = 200
SLOWEST_READING = 5000

_MEASURED = """
import os, resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""

_PARSING = """
import sys, time
from pathlib import Path
from footrule.dsl.literate import read
files = [(path.read_bytes(), str(path)) for path in Path(sys.argv[1]).rglob("*.md")]
read(*files[0])
start = time.perf_counter()
documents = [read(data, path)[0] for data, path in files]
seconds = time.perf_counter() - start
lines = sum(data.count(b"\\n") for data, _ in files)
of_rules = sum(block.text.count("\\n") + 1 for document in documents for block in document.blocks)
print(lines / seconds, of_rules / seconds)
"""


def measured(command: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds on the clock and of the processor, and megabytes, of one fresh process.

    It is started from a small parent, whose own memory cannot count.
    """
    told = subprocess.run(
        [sys.executable, "-I", "-c", _MEASURED, *command], capture_output=True, text=True, check=True, env=environment
    ).stdout.split()
    return float(told[0]), float(told[1]), int(told[2]) / 1024


def noise() -> str:
    """The same busy loop over and over: on a quiet machine the slowest round is close to the fastest."""
    rounds = []
    for _ in range(15):
        start = time.perf_counter()
        sum(number * number for number in range(400_000))
        rounds.append(time.perf_counter() - start)
    spread = (max(rounds) - min(rounds)) / statistics.median(rounds)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"busy loop {statistics.median(rounds) * 1000:.0f} ms, spread {spread:.0%}, load {load}"


def row(name: str, budget: float, command: list[str], environment: dict[str, str], fresh: Callable[[], None]) -> None:
    rounds = []
    for _ in range(ROUNDS):
        fresh()
        rounds.append(measured(command, environment))
    seconds = [one for one, _, _ in rounds]
    processor = statistics.median(one for _, one, _ in rounds)
    peak = max(megabytes for _, _, megabytes in rounds)
    median = statistics.median(seconds)
    verdict = "ok" if median <= budget and peak <= MEMORY_LIMIT else "OVER"
    between = f"{min(seconds):.2f}-{max(seconds):.2f}"
    print(f"| {name} | {median:.2f} s | {between} s | {processor:.2f} s | {budget} s | {peak:.0f} MB | {verdict} |")


def main() -> None:
    from footrule.standards.library import shipped  # noqa: PLC0415 - the measured processes import it themselves

    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}; {noise()}\n")
    print("| what | median | rounds | processor | budget | peak memory | |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        environment = {**os.environ, "FOOTRULE_CACHE": str(cache), "NO_COLOR": "1"}

        def keep() -> None:
            """A warm round changes nothing before it starts."""

        def empty() -> None:
            for path in cache.glob("*"):
                path.unlink()

        runtime = [sys.executable, "-c", "import footrule.runtime, footrule.runtime.calculate"]
        row("import footrule.runtime", 0.3, runtime, environment, keep)
        row("footrule --help", 0.4, [*FOOTRULE, "--help"], environment, keep)
        row("footrule check --all, cold", 3.0, [*FOOTRULE, "check", "--all"], environment, empty)
        row("footrule check --all, warm", 0.7, [*FOOTRULE, "check", "--all"], environment, keep)
        row("footrule run, warm", 0.8, [*FOOTRULE, "run", STANDARD, "--example", EXAMPLE], environment, keep)
        parsing = [sys.executable, "-c", _PARSING, str(shipped())]
        rounds = [
            subprocess.run(parsing, capture_output=True, text=True, check=True, env=environment).stdout.split()
            for _ in range(ROUNDS)
        ]
    for name, told in zip(("reading, all lines", "reading, lines of rules"), zip(*rounds, strict=True), strict=True):
        speeds = [float(one) for one in told]
        median = statistics.median(speeds)
        verdict = "ok" if median >= SLOWEST_READING else "OVER"
        between = f"{min(speeds):.0f}-{max(speeds):.0f}"
        print(f"| {name} | {median:.0f} lines/s | {between} | | {SLOWEST_READING} lines/s | | {verdict} |")
    print(f"\nafterwards: {noise()}")


if __name__ == "__main__":
    main()
