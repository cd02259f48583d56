"""How an editor feels: from a keystroke to its findings, and from a question to its answer, over a real session.

Run with `make bench`, or `python benchmarks/editor.py [ROUNDS]`. The server is a process of its own, spoken to over
its pipes as an editor does; its wait for a pause in typing is part of every figure. The texts are the longest editions
of the library, brought to 2,000 lines where they are shorter. Needs the extra `lsp`.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.lsp.editor import Editor, place  # noqa: E402  the tests' editor is the one that measures

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 30
BUDGET = 150
LINES = 2000


def timed(ask: Callable[[], Any]) -> float:
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def processor(editor: Editor) -> float:
    """Milliseconds of the processor the server has used; zero where the system does not tell."""
    told = Path(f"/proc/{editor.process.pid}/stat")
    if not told.is_file():
        return 0.0
    used = told.read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return sum(map(int, used)) * 1000 / os.sysconf("SC_CLK_TCK")


def edited(editor: Editor, name: str, change: dict[str, Any]) -> None:
    editor.change(name, change)
    editor.findings(name)


def row(what: str, rounds: list[float], budget: float | None) -> None:
    ordered = sorted(rounds)
    high = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    median = statistics.median(ordered)
    verdict = "" if budget is None else "ok" if median <= budget else "OVER"
    limit = "" if budget is None else f"{budget} ms"
    print(f"| {what} | {median:.0f} ms | {high:.0f} ms | {ordered[-1]:.0f} ms | {limit} | {verdict} |")


def lengthened(text: str) -> str:
    """At least `LINES` lines: what is missing is added as prose behind the last clause."""
    missing = LINES - text.count("\n")
    return text + "\nA line of prose.\n" * max(missing // 2 + 1, 0)


def measure(name: str, rule: str) -> None:
    """`rule`: how a rule of the edition near its beginning is opened, up to where an author would type."""
    path = ROOT / "standards" / "library" / name
    text = lengthened(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as cache:
        editor = Editor(path.parent, Path(cache))
        editor.open(path.name, text)
        line, character = place(text, rule, into=len(rule))
        here = {"line": line, "character": character}
        word: list[float] = []
        break_: list[float] = []
        broken: list[float] = []
        before = processor(editor)
        for _ in range(ROUNDS):
            for rounds, new in ((word, " 1 *"), (break_, "\n    1 *"), (broken, " ) *")):
                change = {"range": {"start": here, "end": here}, "text": new}
                rounds.append(timed(partial(edited, editor, path.name, change)))
                end = {"line": line + new.count("\n"), "character": len(new.split("\n")[-1])}
                if "\n" not in new:
                    end["character"] += character
                back = {"range": {"start": here, "end": end}, "text": ""}
                rounds.append(timed(partial(edited, editor, path.name, back)))
        each = (processor(editor) - before) / (ROUNDS * 6)
        about = f"{name.removesuffix('.md')}, {text.count(chr(10))} lines"
        row(f"{about}: a word in a rule", word, BUDGET)
        row(f"{about}: a line more, a line less", break_, BUDGET)
        row(f"{about}: a rule that stops being one", broken, BUDGET)
        print(f"| {about}: processor time of an edit, on average | {each:.0f} ms | | | {BUDGET} ms | |")
        for method in ("hover", "definition", "references", "completion"):
            more = {"context": {"includeDeclaration": True}} if method == "references" else {}
            at = editor.at(path.name, line, max(character - 4, 0), **more)
            rounds = [timed(partial(editor.request, f"textDocument/{method}", at)) for _ in range(ROUNDS)]
            row(f"{about}: {method}", rounds, None)
        editor.close()


def main() -> None:
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load}, {ROUNDS} rounds\n")
    print("| what | median | 95 % | worst | budget | |")
    print("|---|---|---|---|---|---|")
    measure("cn/tcisa-452/2024-draft.md", "    = 求和(p.完全消耗系数 *")
    measure("ghgp/scope3-guidance/1.0.md", "    = sum(")
    measure("catena-x/pcf-rulebook/4.0.1.md", "    = sum(")


if __name__ == "__main__":
    main()
