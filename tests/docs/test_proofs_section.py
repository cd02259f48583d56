"""Verdicts on the evidence page: counts, clauses, counterexamples, cliffs; and plain words where there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footrule.compiler.docs.entry import Entry
from footrule.compiler.docs.evidence_page import evidence_page
from footrule.compiler.docs.names import Language
from footrule.compiler.docs.words import TABLE
from footrule.compiler.proofs.verdicts import Property, Record, Verdict, Where

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def page(entries: tuple[Entry, ...], *verdicts: Verdict, language: Language = "en") -> str:
    entry = entries[0]
    record = Record(entry.id, entry.form.standard.digest, verdicts)
    return evidence_page(replace(entry, verdicts=record), language).partition("{#proofs}")[2]


def place(entries: tuple[Entry, ...]) -> Where:
    return Where(entries[0].id, "7.2.1", 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_without_verdicts_says_so_and_how_to_reach_them(entries: tuple[Entry, ...], language: Language) -> None:
    text = evidence_page(replace(entries[0], verdicts=None), language)
    assert f"footrule prove {entries[0].id}" in text


def test_verdicts_are_counted_and_only_what_is_not_proved_is_listed(entries: tuple[Entry, ...]) -> None:
    text = page(entries, Verdict("no_gap", "limit", "proved"), Verdict("no_gap", "grade", "proved"))
    assert "2 proved" in text and "fr-proof" not in text


@pytest.mark.parametrize(("language", "told"), [("zh", "不会除以零"), ("en", "no division by zero")])
def test_a_refuted_property_has_its_clause_and_a_counterexample_to_paste(
    entries: tuple[Entry, ...], language: Language, told: str
) -> None:
    verdict = Verdict(
        "no_zero_division", "limit", "refuted", (place(entries),), "零", "zero", {"inputs": {"a": "0 t"}}, (), "R0304"
    )
    text = page(entries, verdict, language=language)
    assert told in text and "index.html#clause-7.2.1" in text
    assert "refused: R0304" in text and "a: 0 t" in text


def test_a_cliff_shows_both_limits(entries: tuple[Entry, ...]) -> None:
    verdict = Verdict("cliff", "load_factor", "noted", (place(entries),), "跳", "jumps", None, ("1.2", "1"))
    assert "1.2 from below, 1 from above" in page(entries, verdict)


def test_words_of_a_verdict_are_text_and_never_markup(entries: tuple[Entry, ...]) -> None:
    verdict = Verdict("no_gap", "<script>hurt()</script>", "undecided", (), "<b>", "<script>hurt()</script>")
    text = page(entries, verdict)
    assert "<script>" not in text and "&lt;script&gt;" in text


def test_every_property_has_its_words() -> None:
    assert [name for name in Property.__args__ if f"property_{name}" not in TABLE] == []  # type: ignore[attr-defined]
