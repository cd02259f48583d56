"""Units: what is one dimension, what is another, and by how much."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrule.runtime.units import Unit, UnitError, define, describe, is_unit_word, known_words, nearest_word, parse


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [
        ("kg", "t", "1/1000"),
        ("kWh", "MJ", "3.6"),
        ("MWh", "GJ", "3.6"),
        ("kgce", "kJ", "29307.6"),
        ("tce", "GJ", "29.3076"),
        ("kcal", "J", "4186.8"),
        ("m3", "L", "1000"),
        ("10^3 m3", "m³", "1000"),
        ("10^4 Nm3", "Nm3", "10000"),
        ("10⁴ Nm³", "万Nm3", "1"),
        ("10*3.m3", "m3", "1000"),
        ("ha", "m²", "10000"),
        ("a", "months", "12"),
        ("年", "个月", "12"),
        ("d", "h", "24"),
        ("%", "1", "1/100"),
        ("‰", "%", "1/10"),
        ("ppm", "1", "1/1000000"),
        ("score", "1", "1"),
        ("tkm", "kg*km", "1000"),
        ("kW·h", "MJ", "3.6"),
        ("kgCO2e/kWh", "tCO2e/MWh", "1"),
        ("gCO2e/kWh", "tCO2e/MWh", "1/1000"),
        ("kg·m^-2", "kg/m2", "1"),
        ("kg.m-2", "kg/m²", "1"),
        ("吨二氧化碳/兆瓦时", "tCO2/MWh", "1"),
        ("万元", "CNY", "10000"),
        ("Nm^3", "Nm3", "1"),
        ("km^2", "km²", "1"),
        ("t CO2e", "kgCO2e", "1000"),
        ("tCO₂", "tCO2", "1"),
        ("kgCO2eq", "kgCO2e", "1"),
        ("kg/kg", "%", "100"),
        ("Mbit", "bit", "1000000"),
        ("pcs", "件", "1"),
        ("kg/10^3 m3", "g/m3", "1"),
    ],
)
def test_one_unit_is_so_many_of_the_other(one: str, other: str, factor: str) -> None:
    assert parse(one).factor_to(parse(other)) == Fraction(factor)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kgCO2", "kgCO2e"),
        ("kgCO2e(AR5)", "kgCO2e(AR6)"),
        ("kgCO2e", "kgCO2e(AR6)"),
        ("kgN2O-N", "kgN2O"),
        ("kgC", "kgCO2"),
        ("kgP", "kgP2O5"),
        ("kgN", "kgN2O"),
        ("kg", "kgCO2"),
        ("Nm3", "m3"),
        ("CNY", "EUR"),
        ("months", "d"),
        ("t alumina", "t bauxite"),
        ("t alumina", "t"),
        ("kgCO2e/t alumina", "kgCO2e/t"),
        ("kW", "kWh"),
        ("tkm", "t"),
        ("kgCO2e", "kgCO2e grid"),
        ("m3 gas", "m3"),
        ("piece", "1"),
    ],
)
def test_what_is_not_the_same_thing_cannot_be_converted(one: str, other: str) -> None:
    with pytest.raises(UnitError):
        parse(one).factor_to(parse(other))


def test_the_standards_own_set_weighs_a_co2e_that_names_none() -> None:
    assert parse("kgCO2e/t", gwp="AR6") == parse("kgCO2e(AR6)/t")
    assert parse("kgCO2e(AR5)", gwp="AR6") == parse("kgCO2e(AR5)")


@pytest.mark.parametrize(
    "text", ["t alumina", "m3 natural_gas", "kWh grid", "tCO2e coal/t 粗钢", "tkm truck", "m2 roof"]
)
def test_leaving_the_substance_out_gives_the_bare_unit(text: str) -> None:
    bare = "/".join(part.split(" ")[0] for part in text.split("/"))
    assert parse(text, gwp="AR6").tagged
    assert parse(text, gwp="AR6").untagged() == parse(bare, gwp="AR6")


@pytest.mark.parametrize(
    ("text", "word", "nearest"),
    [
        ("Kwh", "Kwh", "kWh"),
        ("kgco2e", "kgco2e", "kgCO2e"),
        ("CO2e/t", "CO2e", "kgCO2e"),
        ("tCO2e AR5", "AR5", "tCO2e(AR5)"),
        ("kg/tonn", "tonn", "tonne"),
        ("HFC-134a", "HFC-134a", "kgHFC-134a"),
    ],
)
def test_a_slip_names_the_word_and_the_nearest_known_one(text: str, word: str, nearest: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse(text)
    assert (caught.value.word, caught.value.nearest) == (word, nearest)


@pytest.mark.parametrize(
    "text",
    ["", " ", "/", "kg/", "()", "(kg", "kg)", "kg kWh", "t crude steel", "0 kg", "0^-1", "10^99 m", "% scrap",
     "((((" * 20,      "kg^999999999", "(10^30)^24",
     "9" * 40, "t" * 201, "kg**2", "\x00", "kg/t%", "kgCO2e()", "m^^2"],
)  # fmt: skip
def test_what_is_no_unit_is_refused_in_both_languages(text: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse(text)
    assert caught.value.zh and caught.value.en


@given(st.text(alphabet=st.sampled_from([*"kgtmW hCO2eN-/()^*·.{}10²³⁻%吨 A_"]), max_size=30) | st.text(max_size=250))
def test_no_text_gives_anything_but_a_unit_or_a_unit_error(text: str) -> None:
    try:
        unit = parse(text, gwp="AR6")
    except UnitError:
        return
    assert unit.scale > 0
    describe(unit.dims)
    unit.untagged()


_WORDS = st.sampled_from(
    [word for word in known_words() if not word.startswith(("%", "‰"))] + ["kgCO2e", "tN2O-N", "kgC"]
)


@given(_WORDS, _WORDS, st.integers(-3, 3))
def test_the_text_of_a_computed_unit_reads_back_as_the_same_unit(one: str, other: str, power: int) -> None:
    for unit in (parse(one) * parse(other), parse(one) / parse(other), (parse(one) / parse(other)) / parse(one)):
        assert parse(unit.text) == unit
    raised = parse(one) ** power
    if power:
        assert parse(raised.text) == raised


@given(_WORDS, st.fractions(min_value=-1000, max_value=1000))
def test_there_and_back_is_the_same_amount(word: str, amount: Fraction) -> None:
    unit = parse(word)
    base = Unit(unit.dims, Fraction(7, 3))
    assert amount * unit.factor_to(base) * base.factor_to(unit) == amount


def test_a_standard_defines_units_of_its_own() -> None:
    extra = {"ladle": define("ladle"), "drum": define("drum", parse("L") * Unit((), Fraction(200)))}
    assert parse("2 drum", extra=extra).factor_to(parse("L")) == 400
    assert parse("kg/ladle", extra=extra) != parse("kg")
    assert parse("ladle", extra=extra).untagged() == extra["ladle"]
    assert nearest_word("ladel", extra) == "ladle"


def test_a_known_word_cannot_be_defined_again() -> None:
    with pytest.raises(UnitError):
        define("kg")


def test_unit_words_are_told_from_other_words() -> None:
    assert [word for word in ("kg", "m3", "tCO2e", "otherwise", "CO2e", "alumina") if is_unit_word(word)] == [
        "kg",
        "m3",
        "tCO2e",
    ]


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("kgCO2e(AR6)/t alumina", "每alumina 质量的CO2e（AR6）质量", "mass of CO2e (AR6) per mass of alumina"),
        ("1", "无量纲", "a pure number"),
        ("kW", "功率", "power"),
        ("m3", "体积", "volume"),
        ("CNY/piece", "每件数的金额（CNY）", "money (CNY) per number of pieces"),
    ],
)
def test_dimensions_are_told_in_words(text: str, zh: str, en: str) -> None:
    assert describe(parse(text).dims) == (zh, en)
