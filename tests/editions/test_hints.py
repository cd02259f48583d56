"""What an edition says itself of an earlier one's names and clauses wins over every guess."""

from __future__ import annotations

from footrule.compiler.editions.changes import Report

from .editing import compared


def hinted(hint: str, *edits: tuple[str, str]) -> Report:
    return compared(*edits, ("output intensity", f"{hint}\noutput intensity"))[0]


def test_a_rule_that_looks_like_no_other_is_matched_where_the_edition_says_so() -> None:
    edits = (('surcharge [kgCO2] "附加" "surcharge"', 'levy [kgCO2] "征费" "duty"'), ("+ surcharge", "+ levy"),
             ("when burnt > 1000", "when burnt > 2000"))  # fmt: skip
    report = hinted("was surcharge now levy", *edits)
    assert [(one.old, one.new, one.by) for one in report.renamed] == [("surcharge", "levy", "hint")]
    assert {c.subject: c.axis for c in report.changes if c.level == "ERR" and c.direct} == {"levy": "case condition"}


def test_a_hint_wins_over_the_same_name() -> None:
    edits = (
        ('rule burnt [kgCO2] "燃烧" "burnt" =', 'rule combustion [kgCO2] "燃烧" "burnt" ='),
        ("    = burnt * loss  when burnt > 1000 kgCO2", "    = combustion * loss  when combustion > 1000 kgCO2"),
        ("= burnt + surcharge", "= combustion + surcharge"),
        ("report total", 'rule burnt [t] "烧掉的" "fuel" = sum(f.amount for f in fuels)\nreport total, burnt'),
    )
    report = hinted("was burnt now combustion", *edits)
    assert ("burnt", "combustion") in [(one.old, one.new) for one in report.renamed]
    assert [c.subject for c in report.changes if c.level == "ERR" and c.subject in ("total", "combustion")] == []


def test_an_input_and_its_field_are_matched_where_the_edition_says_so() -> None:
    edits = (('    amount "量" "amount"', '    mass "重" "weight"'), ("f.amount", "f.mass"))
    report = hinted("was fuels.amount now fuels.mass", *edits)
    assert [(one.old, one.new) for one in report.renamed] == [("fuels.amount", "fuels.mass")]
    assert [c.subject for c in report.changes if c.level != "INFO"] == []


def test_a_split_the_edition_speaks_of_is_told_as_one() -> None:
    report = hinted(
        "was burnt now burnt, solid",
        ('rule burnt [kgCO2] "燃烧" "burnt" = sum(f.amount * factor[f.kind_of] for f in fuels)',
         'rule solid [kgCO2] = sum(f.amount * factor[f.kind_of] for f in fuels)\n'
         'rule burnt [kgCO2] "燃烧" "burnt" = solid'),
    )  # fmt: skip
    assert [(d.was, d.now, d.by, d.action) for d in report.divisions] == [
        (("burnt",), ("burnt", "solid"), "hint", "split")
    ]
    assert [c.action for c in report.changes if c.subject == "solid"] == ["split"]


def test_a_rule_split_in_two_without_a_word_is_told_as_a_split() -> None:
    report, _, _ = compared(
        ("rule total [kgCO2] ", "rule both [kgCO2] = burnt + surcharge\nrule total [kgCO2] "),
        ('"total" = burnt + surcharge', '"total" = both'),
    )
    assert [(d.was, d.now, d.by) for d in report.divisions] == [(("total",), ("total", "both"), "proof")]


def test_merged_rules_are_told_as_a_merger() -> None:
    report = hinted(
        "was burnt, total now total",
        ('rule total [kgCO2] "合计" "total" = burnt + surcharge', ""),
        ("rule surcharge", 'rule total [kgCO2] "合计" "total" = burnt + surcharge\nrule surcharge'),
    )
    assert [(d.was, d.now, d.action) for d in report.divisions] == [(("burnt", "total"), ("total",), "merge")]


def test_a_clause_is_where_its_heading_says() -> None:
    report, _, _ = compared(("## 1 Fuels {#1}", "## 7.3 Energy {#7.3 was=1}"))
    assert ("1", "7.3") in report.clauses
    assert "§1 is now §7.3" in [change.said.en for change in report.changes]


def test_a_clause_split_in_two_is_told() -> None:
    report, _, _ = compared(
        ("## 1 Fuels {#1}\n\nFuels are burnt.", "## 2 What burns {#2 was=1}\n\nFuels.\n\n## 3 How {#3 was=1}\n\nBurnt.")
    )
    assert [(d.was, d.now, d.action) for d in report.divisions] == [(("1",), ("2", "3"), "split")]


def test_clauses_merged_are_told() -> None:
    report, _, _ = compared(("# Demo {#title}\n\n## 1 Fuels {#1}", "## 4 All {#4 was=title,1}"))
    assert [(d.was, d.now, d.action) for d in report.divisions] == [(("title", "1"), ("4",), "merge")]


def test_a_hint_at_what_the_old_edition_does_not_have_is_a_finding_that_names_both() -> None:
    report = hinted("was levy now surcharge", ("## 1 Fuels {#1}", "## 1 Fuels {#1 was=9.9}"))
    told = {(change.level, change.said.en) for change in report.changes if change.axis == "name"}
    assert told == {
        ("WARN", "§1 says it was §9.9, but demo/demo@1 has no §9.9"),
        ("WARN", "surcharge says it was levy, but demo/demo@1 has no levy"),
    }
