"""Single edits of a small edition: what has effect is shown on a product, what has none is proved to have none."""

from __future__ import annotations

import pytest

from footrule.compiler.editions.changes import Change

from .editing import compared, grave

WITHOUT_EFFECT = {
    "a rule is renamed": (("surcharge", "extra_charge"),),
    "an operand changes sides": (("= burnt + surcharge", "= surcharge + burnt"),),
    "algebra": (("= burnt + surcharge", "= 2 * (burnt + surcharge) / 2"),),
    "a unit that cancels": (("rule burnt [kgCO2]", "rule burnt [tCO2]"),),
    "a rule is split in two": (
        ("rule total [kgCO2] ", 'rule both [kgCO2] = burnt + surcharge\nrule total [kgCO2] '),
        ('"total" = burnt + surcharge', '"total" = both'),
    ),
    "a guard is turned round": (("when burnt > 1000 kgCO2", "when not (burnt <= 1 [tCO2])"),),
    "a choice instead of cases": (
        ("\n    = burnt * loss  when burnt > 1000 kgCO2\n    = 0 kgCO2      otherwise",
         " = if burnt > 1000 kgCO2 then burnt * loss else 0 kgCO2"),
    ),
    "rows change places": (("| coal | 2600 |\n| oil | 3100 |", "| oil | 3100 |\n| coal | 2600 |"),),
    "an input is renamed": (("production", "output_mass"),),
    "prose": (("Fuels are burnt.", "All fuels are burnt."),),
}  # fmt: skip

WITH_EFFECT = {
    "a printed value": (("| coal | 2600 |", "| coal | 2700 |"), "factor", "table value", "increase"),
    "a sign": (("= burnt + surcharge", "= burnt - surcharge"), "total", "sign", "replace"),
    "a strict limit": (("when burnt > 1000", "when burnt >= 1000"), "surcharge", "case condition", "replace"),
    "a limit moved": (("when burnt > 1000", "when burnt > 2000"), "surcharge", "case condition", "increase"),
    "decimals": (("to 2 decimals", "to 1 decimals"), "intensity", "rounding", "replace"),
    "rounding mode": (("half_up to 2", "ceiling to 2"), "intensity", "rounding", "replace"),
    "a bound": (("0 t and 1000 t", "0 t and 900 t"), "fuels.amount", "bound", "specialise"),
    "a default": (("default 5 %", "default 4 %"), "loss", "default", "replace"),
    "a duty": (("require production", "recommend production"), "require 1", "modality", "generalise"),
    "a required bound": (("production <= 5000 t", "production <= 4000 t"), "require 1", "bound", "decrease"),
    "an input that must be given": (
        ("at least 0 kgCO2 optional", "at least 0 kgCO2"), "sold", "requiredness", "specialise"
    ),
    "the unit of an input": (
        ('"amount" [t] between 0 t and 1000 t', '"amount" [kg] between 0 kg and 1000000 kg'),
        "fuels.amount", "unit", "replace",
    ),
}  # fmt: skip


@pytest.mark.parametrize("edits", WITHOUT_EFFECT.values(), ids=WITHOUT_EFFECT.keys())
def test_what_has_no_effect_is_proved_to_have_none(edits: tuple[tuple[str, str], ...]) -> None:
    report, _, _ = compared(*edits)
    assert [change.subject for change in report.changes if change.level != "INFO"] == []


@pytest.mark.parametrize(("edit", "subject", "axis", "action"), WITH_EFFECT.values(), ids=WITH_EFFECT.keys())
def test_what_has_effect_is_an_error_of_its_kind(edit: tuple[str, str], subject: str, axis: str, action: str) -> None:
    change = grave(edit)[subject]
    assert (change.level, change.axis, change.action) == ("ERR", axis, action)


@pytest.mark.parametrize(("edit", "subject"), [one[:2] for one in WITH_EFFECT.values()], ids=WITH_EFFECT.keys())
def test_what_has_effect_is_shown_on_a_product(edit: tuple[str, str], subject: str) -> None:
    if subject != "fuels.amount" or "[kg]" not in edit[1]:
        assert grave(edit)[subject].evidence.witness is not None


def test_nothing_but_the_edited_rule_is_a_direct_change() -> None:
    assert list(grave(("= burnt + surcharge", "= burnt + 2 * surcharge"))) == ["total"]


def test_a_result_that_only_moves_tells_by_way_of_what() -> None:
    report, _, _ = compared(("= burnt + surcharge", "= burnt + 2 * surcharge"))
    moved = next(change for change in report.changes if change.subject == "intensity")
    assert (moved.direct, moved.path) == (False, ("intensity", "total"))


def test_a_renamed_rule_is_told_with_its_former_name() -> None:
    report, _, _ = compared(("surcharge", "extra_charge"))
    assert [(one.old, one.new) for one in report.renamed] == [("surcharge", "extra_charge")]


def test_the_witness_is_given_to_the_old_edition_in_its_own_names() -> None:
    change = grave(("production", "output_mass"), ("to 2 decimals", "to 0 decimals"))["intensity"]
    assert change.evidence.witness is not None
    assert "production" in change.evidence.witness.given_old["inputs"]


def test_a_fingerprint_does_not_depend_on_where_a_change_stands() -> None:
    def told(edits: tuple[tuple[str, str], ...]) -> Change:
        return grave(*edits)["total"]

    edit = ("= burnt + surcharge", "= burnt - surcharge")
    longer = ("Fuels are burnt.", "Fuels are burnt.\n\nAll of them.")
    assert told((edit,)).fingerprint == told((edit, longer)).fingerprint
