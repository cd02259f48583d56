"""The guideline's precedence over the map: what each article touches, with the force of its own words."""

import pytest

from footrule.standards.catalogue import catalogue
from footrule.standards.precedence import findings
from tests.standards.small_map import row, small_map

TODAY = "2026-07-01"
PLAIN_TITLE = "{zh: 钢的碳足迹, en: steel}"


def outcomes(folder, rule, *rows, as_of=TODAY, head=""):
    found = findings(small_map(folder, *rows, head=head), as_of)
    return [(f.entry, f.because, f.outcome) for f in found if f.rule == rule]


def national(**changes):
    return row("nation", **{"product": "steel", "issued": "2025-03-01", "effective": "2025-09-01", **changes})


def local(**changes):
    return row("place", **{"level": "local", "product": "steel", "issued": "2025-06-01", **changes})


def group(**changes):
    return row("club", **{"level": "group", "product": "steel", "issued": "2025-06-01", **changes})


def industry(**changes):
    return row("trade", **{"level": "industry", "product": "steel", "issued": "2019", **changes})


def test_a_local_standard_made_after_a_national_one_is_at_odds_with_article_9(tmp_path):
    assert outcomes(tmp_path, "P1", national(), local()) == [("place", ("nation",), "at_odds")]


def test_a_local_standard_made_beside_an_industry_one_is_too(tmp_path):
    assert outcomes(tmp_path, "P1", industry(), local()) == [("place", ("trade",), "at_odds")]


def test_of_a_local_standard_that_was_there_before_nothing_is_said(tmp_path):
    assert outcomes(tmp_path, "P1", national(), local(issued="2025-01-15")) == [("place", ("nation",), "silent")]


def test_a_local_standard_older_than_the_guideline_is_not_judged_by_it(tmp_path):
    found = outcomes(tmp_path, "P1", national(issued="2020"), local(issued="2024-12-03"))
    assert found == [("place", ("nation",), "silent")]


def test_a_local_standard_still_being_made_beside_a_national_one_is_at_odds(tmp_path):
    assert outcomes(tmp_path, "P1", national(), local(stage="approved", issued="2025-01-01"))[0][2] == "at_odds"


def test_a_national_standard_not_yet_published_covers_nothing(tmp_path):
    assert outcomes(tmp_path, "P1", national(stage="approved"), local()) == []


def test_a_national_standard_published_after_the_day_asked_for_covers_nothing(tmp_path):
    assert outcomes(tmp_path, "P1", national(), local(), as_of="2025-02-01") == []


def test_a_standard_for_another_product_covers_nothing(tmp_path):
    assert outcomes(tmp_path, "P1", national(product="rail"), local()) == []


def test_a_standard_that_is_no_footprint_standard_covers_nothing(tmp_path):
    assert outcomes(tmp_path, "P1", national(kind="assessment"), local()) == []


def test_an_unknown_date_is_no_verdict(tmp_path):
    assert outcomes(tmp_path, "P1", national(issued="unknown"), local())[0][2] == "unknown"


def test_the_year_in_a_number_stands_in_for_an_unknown_date(tmp_path):
    found = outcomes(tmp_path, "P1", national(issued="unknown", number="GB/T 1-2019"), local())
    assert found[0][2] == "at_odds"


def test_the_same_year_is_too_coarse_to_tell_which_came_first(tmp_path):
    assert outcomes(tmp_path, "P1", national(issued="2025"), local(issued="2025"))[0][2] == "unknown"


def test_a_group_standard_made_after_a_national_one_is_discouraged_and_not_forbidden(tmp_path):
    (found,) = [f for f in findings(small_map(tmp_path, national(), group()), TODAY) if f.rule == "P2"]
    assert (found.outcome, found.force.zh, found.article) == ("discouraged", "不再鼓励", "第十条")
    assert "not forbidden" in found.message.en


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2025-08-31", "repeal_pending"), ("2025-09-01", "repeal_due"), ("2026-01-01", "repeal_due")],
)
def test_an_industry_standard_is_due_for_repeal_once_the_national_one_is_in_force(tmp_path, day, outcome):
    assert outcomes(tmp_path, "P3", national(), industry(), as_of=day) == [("trade", ("nation",), outcome)]


def test_an_unknown_entry_into_force_leaves_the_repeal_unknown(tmp_path):
    assert outcomes(tmp_path, "P3", national(effective="unknown"), industry())[0][2] == "unknown"


def test_a_month_of_entry_into_force_decides_only_when_it_is_over(tmp_path):
    rows = national(effective="2025-09"), industry()
    assert outcomes(tmp_path, "P3", *rows, as_of="2025-09-15")[0][2] == "unknown"
    assert outcomes(tmp_path, "P3", *rows, as_of="2025-09-30")[0][2] == "repeal_due"


@pytest.mark.parametrize(("day", "met"), [("2026-12-31", 0), ("2027-01-01", 1)])
def test_two_full_years_in_force_open_adoption_of_a_group_standard(tmp_path, day, met):
    assert len(outcomes(tmp_path, "P4", group(effective="2025-01-01"), as_of=day)) == met


def test_a_recommended_group_standard_beside_an_older_national_one_should_be_off_the_list(tmp_path):
    found = outcomes(tmp_path, "P5", national(), group(), head="date: 2025-04-01\n")
    assert found == [("club", ("nation",), "off_list")]


def test_a_national_standard_after_the_list_takes_nothing_off_it(tmp_path):
    assert outcomes(tmp_path, "P5", national(), group(), head="date: 2025-01-15\n")[0][2] == "silent"


def test_two_standards_below_the_national_level_for_one_product_overlap(tmp_path):
    assert outcomes(tmp_path, "overlap", local(), group()) == [("club", ("place",), "overlaps")]


def test_a_title_of_another_form_is_noted_after_the_guideline(tmp_path):
    assert outcomes(tmp_path, "title", national(title=PLAIN_TITLE)) == [("nation", (), "noted")]


def test_a_title_older_than_the_guideline_is_not_noted(tmp_path):
    assert outcomes(tmp_path, "title", national(title=PLAIN_TITLE, issued="2024-10-26")) == []


def test_a_wider_product_makes_a_question_of_the_finding(tmp_path):
    (found,) = [f for f in findings(small_map(tmp_path, national(), group(product="rail")), TODAY) if f.rule == "P2"]
    assert found.relation == "within"
    assert "has to be read in the text" in found.message.en


@pytest.mark.parametrize("day", ["2026", "2026-07", "tomorrow", "2026-02-30", ""])
def test_a_day_that_is_no_day_is_refused(tmp_path, day):
    with pytest.raises(ValueError, match="is no day"):
        findings(small_map(tmp_path, national()), day)


def test_on_the_shipped_map_the_two_titles_that_depart_are_noted():
    noted = {found.entry for found in findings(catalogue(), TODAY) if found.rule == "title"}
    assert noted == {"gb-t-45646-2025", "gb-t-46576-2025"}


def test_on_the_shipped_map_mobile_handsets_were_recommended_beside_an_industry_standard():
    off = [(f.entry, f.because) for f in findings(catalogue(), TODAY) if f.outcome == "off_list"]
    assert off == [("group-list-1-mobile-handset", ("yd-t-3048.1.1-2016",))]


def test_on_the_shipped_map_nobody_breaks_article_9():
    assert [found for found in findings(catalogue(), TODAY) if found.rule == "P1"] == []
