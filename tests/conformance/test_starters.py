"""The starters, filled in as a tester would, really run through every carrier; and the mock runner talks to them."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from footrule.conformance.adapters import mock_runner
from footrule.conformance.adapters.reference import ReferenceSubject
from footrule.conformance.adapters.serving import service
from footrule.conformance.carriers import Limits, open_carrier
from footrule.conformance.making.suite import make
from footrule.conformance.results import Results
from footrule.conformance.runner import Settings, run
from footrule.conformance.suites import Suite
from tests.conformance.subjects import compiled, reference_tool

GWP = "ipcc/gwp100@AR6"
# Node reserves far more address space than it uses, and the bound is one of address space
LIMITS = Limits(seconds=60.0, start=60.0, memory=40_000_000_000)

PYTHON = """
    factors = {"CO2": Decimal(1), "CH4": Decimal("27.9"), "N2O": Decimal(273), "SF6": Decimal(25200),
               "NF3": Decimal(17400), "CF4": Decimal(7380), "C2F6": Decimal(12400), "C3F8": Decimal(9290),
               "HFC_23": Decimal(14600), "HFC_32": Decimal(771), "HFC_125": Decimal(3740), "HFC_134a": Decimal(1530),
               "HFC_143a": Decimal(5810), "HFC_152a": Decimal(164), "HFC_227ea": Decimal(3600),
               "HFC_245fa": Decimal(962)}
    if want != ["co2_equivalent"]:
        raise NotSupported(", ".join(want) or "acceptance")
    total = Decimal(0)
    for one in inputs["releases"]:
        mass = number(one.get("mass"))
        if mass is None or mass < 0:
            raise Rejected("mass")
        total += mass * factors[one["gas"]]
    return {"co2_equivalent": (total, "kgCO2e(AR6)")}
"""

JAVASCRIPT = """
  const factors = { CO2: 1, CH4: 27.9, N2O: 273, SF6: 25200, NF3: 17400, CF4: 7380, C2F6: 12400, C3F8: 9290,
    HFC_23: 14600, HFC_32: 771, HFC_125: 3740, HFC_134a: 1530, HFC_143a: 5810, HFC_152a: 164, HFC_227ea: 3600,
    HFC_245fa: 962 };
  if (want.join() !== "co2_equivalent") throw new NotSupported(want.join() || "acceptance");
  const total = inputs.releases.reduce((sum, one) => sum + number(one.mass) * factors[one.gas], 0);
  return { co2_equivalent: { value: total, unit: "kgCO2e(AR6)" } };
"""


@cache
def gwp_suite() -> Suite:
    return make(compiled(GWP))


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The command that starts each starter, its `calculate` filled in."""
    folder = tmp_path_factory.mktemp("starters")
    adapters = files("footrule.conformance.adapters")
    for name, empty, body in (
        ("starter.py", '    raise NotSupported("nothing yet")\n', PYTHON),
        ("starter.mjs", '  throw new NotSupported("nothing yet");\n', JAVASCRIPT),
    ):
        text = adapters.joinpath(name).read_text("utf-8")
        assert text.count(empty) == 1
        (folder / name).write_text(text.replace(empty, body), "utf-8")
    return {"python": f"{sys.executable} {folder / 'starter.py'}", "javascript": f"node {folder / 'starter.mjs'}"}


@contextmanager
def serving(command: str) -> Iterator[str]:
    child = subprocess.Popen([*command.split(), "--serve", "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        yield f"http://127.0.0.1:{int(child.stdout.readline())}/"
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def held(tool: str, suite: Suite | None = None) -> Results:
    settings = Settings(limits=LIMITS, strict=True, reference=reference_tool(GWP))
    return run(suite or gwp_suite(), open_carrier(tool, LIMITS), settings)


def passes(found: Results) -> None:
    failing = [(each.id, each.outcome, each.expected, each.actual, each.detail) for each in found.records if each.fails]
    assert failing == []
    assert found.attempted.passed == found.attempted.of >= 3
    assert found.tool.not_as_schema == ()


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_a_starter_filled_in_passes_as_a_process(language: str, tools: dict[str, str]) -> None:
    passes(held(f"proc:{tools[language]}"))


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_a_starter_filled_in_passes_as_a_process_a_message(language: str, tools: dict[str, str]) -> None:
    wanted = [case for case in gwp_suite().cases if case.want == ("co2_equivalent",) and not case.needs]
    passes(held(f"exec:{tools[language]}", replace(gwp_suite(), cases=tuple(wanted[:3]))))


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_a_starter_filled_in_passes_as_a_service(language: str, tools: dict[str, str]) -> None:
    with serving(tools[language]) as address:
        passes(held(address))


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_the_mock_runner_finds_nothing_wrong_with_a_starter(language: str, tools: dict[str, str]) -> None:
    carrier = open_carrier(f"proc:{tools[language]}", LIMITS)
    talked = list(mock_runner.talk(carrier, GWP, mock_runner.made_up(GWP), LIMITS))
    assert [one.wrong for one in talked] == [""] * (2 + len(mock_runner.made_up(GWP)))


def test_the_mock_runner_asks_what_a_file_holds(tmp_path: Path, tools: dict[str, str], capsys) -> None:
    case = next(case for case in gwp_suite().cases if case.want == ("co2_equivalent",))
    asked = {"message": "eval", "seq": "a", "inputs": case.given["inputs"], "want": ["co2_equivalent"]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(asked) + "\n", "utf-8")
    assert mock_runner.main([f"proc:{tools['python']}", GWP, str(tmp_path / "questions.jsonl")]) == 0
    told = capsys.readouterr().out
    assert '"seq": "a"' in told
    assert "kgCO2e(AR6)" in told


WRONG = {
    "a number that is not text": '{"message":"value","seq":"SEQ","outputs":{"a":{"kind":"quantity","value":1}}}',
    "a name the schema does not have": '{"message":"unsupported","seq":"SEQ","why":"x"}',
    "another question": '{"message":"unsupported","seq":"x"}',
    "what was not asked": '{"message":"value","seq":"SEQ","outputs":{"a":{"kind":"unknown"}}}',
    "no answer to a question": '{"message":"ok"}',
    "no JSON": "hello",
}


@pytest.mark.parametrize("mistake", WRONG)
def test_the_mock_runner_tells_what_is_wrong(mistake: str, tmp_path: Path) -> None:
    tool = tmp_path / "tool.py"
    tool.write_text(
        "import json, sys\n"
        "ready = {'message': 'ready', 'protocol': 1, 'name': 'x'}\n"
        "for line in sys.stdin:\n"
        "    asked = json.loads(line)\n"
        "    kind = asked['message']\n"
        "    answer = json.dumps(ready) if kind == 'hello' else '{\"message\":\"ok\"}'\n"
        f"    if kind == 'eval': answer = {WRONG[mistake]!r}.replace('SEQ', asked['seq'])\n"
        "    print(answer, flush=True)\n",
        "utf-8",
    )
    carrier = open_carrier(f"proc:{sys.executable} {tool}", Limits())
    talked = list(mock_runner.talk(carrier, "", mock_runner.made_up("")[:2], Limits()))
    assert [bool(one.wrong) for one in talked] == [False, False, True, True]


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["a", "b", "c", "d"], ["file:x", "", "/no/such/file"]])
def test_the_mock_runner_refuses_what_it_cannot_use(arguments: list[str]) -> None:
    assert mock_runner.main(arguments) in (2, 3)


def test_the_mock_tool_answers_every_message_as_the_protocol_asks() -> None:
    server = service(ReferenceSubject(compiled(GWP)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        carrier = open_carrier(f"http://127.0.0.1:{server.server_address[1]}/", Limits())
        talked = list(mock_runner.talk(carrier, GWP, mock_runner.made_up(GWP), Limits()))
    finally:
        server.shutdown()
        server.server_close()
    assert [one.wrong for one in talked] == [""] * len(talked)
