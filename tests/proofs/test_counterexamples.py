"""Counterexamples as an author meets them: short, round, and ready to stand in the file as worked examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from footrule.compiler.docs.guide_pages import guide_folder
from footrule.compiler.driver import Compiler, Source
from footrule.compiler.passes import run
from footrule.compiler.proofs.examples import Language, as_example, has_example
from footrule.compiler.proofs.findings import diagnostics
from footrule.compiler.proofs.prove import prove
from footrule.compiler.proofs.verdicts import Verdict
from footrule.dsl.diagnostics.render import render_human
from footrule.runtime import form
from footrule.runtime.worked_examples import check_examples
from footrule.standards.library import Library, shipped
from tests import literate

FOLDERS = Path(__file__).parents[1] / "diagnostics"
HEAD = literate.HEAD + "```rule\n"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def compiled(text: str) -> form.Form:
    source = Source("test/one@1", "one.md", text.encode())
    passed = run(source, Compiler(Library((shipped(),))))
    assert passed.form is not None, passed.diagnostics
    return passed.form


def refuted(text: str) -> list[Verdict]:
    return [verdict for verdict in prove(compiled(text)).verdicts if has_example(verdict)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["F0501", "F0502", "F0503", "F0504", "F0505", "F0509", "F0510"])
def test_every_counterexample_pasted_into_its_file_agrees_with_the_reference(code: str, language: Language) -> None:
    text = (FOLDERS / code / "bad.md").read_text(encoding="utf-8")
    for verdict in refuted(text):
        pasted = compiled(f"{text}\n{as_example(verdict, language)}")
        assert check_examples(pasted)[-1].verdict == "agrees"


def test_a_rule_no_output_calls_is_asked_for_with_its_arguments() -> None:
    text = HEAD + (
        "kind grade one of A, B\ninput scrap [t] at least 0 t\n"
        "rule limit(g: grade, over [t]) [t]\n    = 1 t when g is A\n    = 2 t when g is B and over > 10 t\n"
        "rule total [t] = scrap\noutput total\n```\n"
    )
    (verdict,) = refuted(text)
    assert verdict.asked == "limit(B, 0 t)"
    block = as_example(verdict)
    assert '"limit(B, 0 t)": refused' in block
    assert check_examples(compiled(text + block))[-1].verdict == "agrees"


def test_inputs_and_items_that_do_not_matter_are_left_out() -> None:
    text = HEAD + (
        "input mass [t] at least 0 t\ninput colour one of red, blue\ninput other [kg] at least 1 kg\n"
        "input lots list of at least 0\n    weight [t] above 0 t\n    tint: text optional\n"
        "rule per_tonne [1/t] = 1 / mass\n"
        "rule paint [1]\n    = 1 when colour is red\n    = 2 otherwise\n"
        "rule all_lots [t] = sum(l.weight for l in lots) + other\noutput per_tonne, paint, all_lots\n```\n"
    )
    (verdict,) = refuted(text)
    assert verdict.witness == {"inputs": {"mass": "0 t"}, "options": {}}


def test_a_counterexample_is_told_with_the_numbers_that_led_to_it() -> None:
    text = HEAD + (
        "input intensity [tCO2/t] at least 0 [tCO2/t]\nkind grade one of A, B, C\n"
        "rule limit [tCO2/t] = 1.5 [tCO2/t]\n"
        "rule of_product: grade\n    = A when intensity <= limit\n    = B when intensity >= limit\n"
        "output of_product\n```\n"
    )
    (verdict,) = [one for one in refuted(text) if one.property == "no_overlap"]
    assert verdict.witness == {"inputs": {"intensity": "1.5 tCO2/t"}, "options": {}}
    assert any(line.startswith("limit = 1.5 tCO2/t") for line in verdict.trace_en)
    assert len(verdict.trace_zh) == len(verdict.trace_en)


def test_a_number_is_round_where_any_will_do() -> None:
    text = HEAD + (
        "input used [kWh] at least 0 kWh\ninput made [kWh] at least 0 kWh\n"
        "rule share [1]\n    = 1 when made > used + 7 kWh\n    = 0 when made < used\noutput share\n```\n"
    )
    (verdict,) = refuted(text)
    assert verdict.witness == {"inputs": {"used": "0 kWh", "made": "0 kWh"}, "options": {}}


def test_an_end_of_an_inputs_own_bounds_is_no_cliff() -> None:
    text = HEAD + (
        "input scrap [%] between 0 % and 100 %\nrule factor [1]\n    = 1 when scrap < 100 %\n    = 2 otherwise\n"
        "output factor\n```\n"
    )
    assert [verdict for verdict in prove(compiled(text)).verdicts if verdict.property == "cliff"] == []


GRADES = HEAD + (
    "input intensity [t] at least 0 t\ninput scrap [%] between 0 % and 100 %\nkind grade one of A, B, C\n"
    "rule limit(g: grade) [t]\n    = 1 t when g is A\n    = MIDDLE when g is B\n    = 3 t when g is C\n"
    "rule of_product: grade\n    in order\n    = A when intensity <= limit(A)\n    = B when intensity <= limit(B)\n"
    "    = C when intensity <= limit(C)\n    = C otherwise\noutput of_product\n```\n"
)


@pytest.mark.parametrize(
    ("middle", "witness"), [("4 t", {}), ("2 t + 2 t * scrap", {"scrap": "100 %"}), ("1 t / 2", {})]
)
def test_limits_out_of_order_are_shown_at_an_input(middle: str, witness: dict[str, str]) -> None:
    (verdict,) = [v for v in prove(compiled(GRADES.replace("MIDDLE", middle))).verdicts if v.property == "monotonic"]
    assert verdict.status == "refuted"
    assert verdict.witness is not None and verdict.witness["inputs"] == witness


def test_limits_in_order_for_every_input_are_proved() -> None:
    text = GRADES.replace("MIDDLE", "2 t + 1 t * scrap")
    (verdict,) = [v for v in prove(compiled(text)).verdicts if v.property == "monotonic"]
    assert verdict.status == "proved"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counterexample_the_guide_shows_is_what_is_printed(language: Language) -> None:
    path = "lib/demo/gap/1.md"
    passed = run(Source("demo/gap@1", path, literate.GAP.encode()), Compiler(Library((shipped(),))))
    assert passed.form is not None
    told = [one for one in diagnostics(prove(passed.form), lambda _: (path, literate.GAP)) if one.code == "F0501"]
    guide = (guide_folder() / f"proofs.{language}.md").read_text(encoding="utf-8")
    assert f"```text\n{render_human(told, {path: literate.GAP}, language)}```" in guide
