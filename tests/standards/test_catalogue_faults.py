"""What a map may not say: each fault is told with its file and entry, all of them together."""

import pytest

from footrule.standards.catalogue import CatalogueFault
from tests.standards.small_map import FRAME, row, small_map


def faults(folder, *rows, **given):
    with pytest.raises(CatalogueFault) as caught:
        small_map(folder, *rows, **given)
    return caught.value.faults


def test_a_plain_map_is_read(tmp_path):
    assert small_map(tmp_path, row("a")).entry("a").title.en == "steel"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"level": "county"}, "none of international"),
        ({"kind": "poem"}, "none of footprint"),
        ({"stage": "old"}, "none of published"),
        ({"state": "half"}, "none of encoded"),
        ({"issued": "2025-13"}, "is no date"),
        ({"issued": "soon"}, "is no date"),
        ({"issued": None}, "issued is missing"),
        ({"why": "because"}, "no reason 'because'"),
        ({"why": None}, "why is missing"),
        ({"product": "gold"}, "no product 'gold'"),
        ({"named_in": "[]"}, "at least one document"),
        ({"named_in": "[{document: rumour, section: 表1}]"}, "no document 'rumour'"),
        ({"title": "{zh: 钢}"}, "en is missing"),
        ({"title": "{zh: 钢, en: steel, fr: acier}"}, "unknown key 'fr'"),
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"state": "encoded"}, "names the editions"),
        ({"state": "encoded", "library": "[cn/gold@2024]"}, "the library has no 'cn/gold@2024'"),
        ({"library": "[cn/steel@2024]"}, "known by title only"),
        ({"follows": "ISO"}, "a list is expected"),
    ],
)
def test_a_fault_is_told(tmp_path, changes, told):
    (found,) = faults(tmp_path, row("a", **changes))
    assert told in found
    assert found.startswith("05-group-list-1.yaml, ")


@pytest.mark.parametrize("library", ["[cn/steel@2024]", "[cn/steel]"])
def test_an_edition_or_all_editions_of_a_standard_may_hold_an_entry(tmp_path, library):
    assert small_map(tmp_path, row("a", state="encoded", library=library)).entry("a").state == "encoded"


def test_a_number_given_twice_is_a_fault_however_it_is_spaced(tmp_path):
    assert "is given twice" in faults(tmp_path, row("a", number="GB/T 1-2024"), row("b", number="GB/T  1-2024"))[0]


def test_an_id_given_twice_is_a_fault(tmp_path):
    assert "id 'a' is given twice" in faults(tmp_path, row("a"), row("a"))[0]


def test_an_id_is_a_plain_word(tmp_path):
    assert "lower-case" in faults(tmp_path, row("A_b"))[0]


def test_all_faults_are_told_together(tmp_path):
    assert len(faults(tmp_path, row("a", level="county", kind="poem"), row("b", product="gold"))) == 3


def test_a_key_given_twice_is_a_fault(tmp_path):
    assert "given twice" in faults(tmp_path, row("a"), head="title: {zh: 又, en: again}\n")[0]


def test_a_wider_product_needs_the_document_that_says_so(tmp_path):
    frame = FRAME.replace(", named_in: {document: report, section: 表5}", "")
    assert "within needs named_in" in faults(tmp_path, row("a"), frame=frame)[0]


def test_a_wider_product_has_to_exist(tmp_path):
    assert "no product 'metal'" in faults(tmp_path, row("a"), frame=FRAME.replace("within: steel", "within: metal"))[0]


def test_text_that_is_no_yaml_is_a_fault(tmp_path):
    assert "05-group-list-1.yaml" in faults(tmp_path, row("a"), head="[\n")[0]


def test_a_list_without_entries_is_a_fault(tmp_path):
    assert "entries: a list is expected" in faults(tmp_path)[0]


def test_a_total_is_a_whole_number(tmp_path):
    assert "whole number" in faults(tmp_path, row("a"), head="total: many\n")[0]


def test_no_scalar_is_guessed_to_be_more_than_text(tmp_path):
    assert small_map(tmp_path, row("a", issued="2024-08-23")).entry("a").issued == "2024-08-23"
