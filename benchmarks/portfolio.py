"""A portfolio by two editions of one standard: `python benchmarks/portfolio.py [ROWS]`.

For each pair a file of ROWS products (100,000 where nothing is said) is made of generated legal ones, then calculated
by both editions as `footrule diff --portfolio` does. The peer, in the same run on the first rows of the same file, is
the reference interpreter, whose answers the quick calculators have to give: the share of equal answers is printed.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import sys
import tempfile
import time
from fractions import Fraction
from itertools import islice
from pathlib import Path

from footrule.compiler.driver import Compiler
from footrule.compiler.editions import portfolio
from footrule.compiler.editions.compare import compare
from footrule.compiler.editions.numbers import Measure, generated
from footrule.compiler.editions.portfolio_files import Columns, Portfolio
from footrule.compiler.editions.products import Document
from footrule.compiler.editions.sources import edition
from footrule.compiler.editions.tally import Passed, Tally
from footrule.standards.library import Library, shipped

PAIRS = (
    ("cn/ets-power@2023-2024", "cn/ets-power@2025-2026-draft"),
    ("catena-x/pcf-rulebook@2.0", "catena-x/pcf-rulebook@4.0.1"),
)
BUDGET = 60.0
PEER_ROWS = 200


def main(arguments: list[str]) -> int:
    rows = int(arguments[0]) if arguments else 100_000
    spread, load = _noise()
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Python {version}, {os.cpu_count()} cores; busy loop spread {spread:.0%}, load {load}\n")
    heads = ("columns", "wall", "processor", "products/s", "reference, products/s", "equal", "memory", "")
    print(f"| pair, {rows} products | {' | '.join(heads)} |")
    print("|---|---|---|---|---|---|---|---|---|")
    for old, new in PAIRS:
        print(_measured(old, new, rows), flush=True)
    return 0


def _measured(old: str, new: str, rows: int) -> str:
    library = Compiler(Library((shipped(),)))
    _, pair, rules = compare(edition(library.compile(old)), edition(library.compile(new)))
    measure = Measure(pair, rules)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "portfolio.csv"
        columns = _write(measure, path, rows)
        file = Portfolio.at(path)
        begun, used = time.monotonic(), _processor()
        portfolio.passed(pair, measure.results, measure.old, measure.new, file)
        wall, processor = time.monotonic() - begun, _processor() - used
        equal, speed = _peer(measure, file, Path(folder))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ok = "ok" if wall <= BUDGET * rows / 100_000 else "OVER"
    return (
        f"| {old} → {new.rpartition('@')[2]} | {columns} | {wall:.1f} s | {processor:.1f} s | {rows / wall:.0f} "
        f"| {speed:.0f} | {float(equal):.0%} | {memory:.0f} MB | {ok} |"
    )


def _write(measure: Measure, path: Path, rows: int) -> int:
    """A file of products drawn from generated legal ones, amounts varied so that hardly two rows are alike."""
    chance = random.Random(1)
    legal = [
        document
        for _, document in islice(generated(measure.pair, 200), 1200)
        if measure.old.open(document).legal and measure.new.open(document).legal
    ]
    cells = [_cells(document) for document in legal]
    columns = list(dict.fromkeys(name for row in cells for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for _ in range(rows):
            row = chance.choice(cells)
            writer.writerow([_varied(row[name], chance) if name in row else "" for name in columns])
    return len(columns)


def _varied(text: str, chance: random.Random) -> str:
    digits, _, unit = text.partition(" ")
    if "." not in digits or "/" in digits:
        return text
    return f"{float(digits) * chance.uniform(0.98, 1.0):.5f} {unit}".strip()


def _cells(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in (*document["inputs"].items(), *document["options"].items()):
        if isinstance(value, list):
            for at, item in enumerate(value, 1):
                found |= {f"{name}.{at}.{key}": _cell(held) for key, held in item.items()}
        else:
            found[name] = _cell(value)
    return found


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return f"{value['value']} {value['unit']}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _peer(measure: Measure, file: Portfolio, folder: Path) -> tuple[Fraction, float]:
    """Share of the first rows for which both ways count the same, and products a second of the reference."""
    engines = []
    for way in ("quick", "reference"):
        (folder / way).mkdir()
        made = portfolio.Engine(measure.pair, measure.results, folder / way, measure.old, measure.new)
        made.quick = made.quick if way == "quick" else None
        engines.append(made)
    columns = Columns(measure.pair, file.columns())
    products = [columns.product(number, row) for number, row in enumerate(islice(file.rows(), PEER_ROWS), 1)]
    answers = []
    seconds = 0.0
    for made in engines:
        begun = time.process_time()
        given = []
        for number, (name, document) in enumerate(products, 1):
            found = Passed({result: Tally(result) for result in measure.results})
            made.add(number, name, document, found)
            given.append((found.products, {result: tally.first for result, tally in found.tallies.items()}))
        answers.append(given)
        seconds = time.process_time() - begun
    equal = sum(one == other for one, other in zip(*answers, strict=True))
    return Fraction(equal, len(products)), len(products) / seconds


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _noise() -> tuple[float, str]:
    """How far apart five runs of one loop lie, as a share of the fastest; the load of the machine."""
    found = []
    for _ in range(5):
        begun = time.perf_counter()
        sum(number * number for number in range(300_000))
        found.append(time.perf_counter() - begun)
    return (max(found) - min(found)) / min(found), " ".join(f"{one:.1f}" for one in os.getloadavg())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
