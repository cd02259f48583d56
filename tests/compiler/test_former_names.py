"""What an edition says of an earlier one's names stands in its compiled form, and only names that stand here."""

from __future__ import annotations

from footrule.runtime import form

from .conftest import Compile

RULES = """
input mass [t] above 0 t "质量" "mass"
rule extra [t] "附加" "extra" = mass / 10
output extra
"""


def test_a_hint_stands_in_the_compiled_form(compiled: Compile) -> None:
    found = compiled(RULES + "was surcharge, levy now extra").form
    assert found is not None
    assert [(one.was, one.now) for one in found.former] == [(("surcharge", "levy"), ("extra",))]


def test_a_hint_reads_the_same_in_chinese(compiled: Compile) -> None:
    found = compiled(RULES + "原为 surcharge 现为 extra").form
    assert found is not None
    assert found.former == (form.Former(("surcharge",), ("extra",), found.former[0].at),)


def test_a_new_name_that_nothing_bears_is_reported(compiled: Compile) -> None:
    codes = [d.code for d in compiled(RULES + "was surcharge now extras").diagnostics]
    assert codes == ["F0201"]


def test_a_heading_names_the_clauses_it_held(compiled: Compile) -> None:
    found = compiled("## 7.3 Merged {#7.3 was=5.2.1,§5.2.2}\n", RULES).form
    assert found is not None
    assert next(clause for clause in found.clauses if clause.id == "7.3").was == ("5.2.1", "5.2.2")
