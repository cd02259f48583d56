"""Control totals of printed tables: what a slip of copying earns, and which row is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from footrule.compiler.control_totals import totals
from footrule.compiler.driver import Compiler, Source
from footrule.compiler.passes import run
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.dsl.literate import read
from footrule.runtime import form
from footrule.standards.library import Library, shipped
from tests.literate import head

HEAD = head() + "# 1 Factors {#1}\n\n| fuel | value (tCO2/t) |\n|---|---|\n"
RULES = """
```rule
table factors above: by fuel gives value
    control 4 rows, sum of value 9.97
input mass [t] at least 0 t
rule result [tCO2] = mass * factors[coal]
output result
```
"""
ROWS = ("| coal | 2.53 |", "| coke | 3.04 |", "| peat | 1.90 |", "| lignite | 2.50 |")


def edition(*rows: str, rules: str = RULES) -> bytes:
    return (HEAD + "\n".join(rows) + "\n" + rules).encode()


def found(data: bytes, library: Path | None = None) -> list[Diagnostic]:
    roots = (library, shipped()) if library is not None else (shipped(),)
    return list(run(Source("test/factors@2", "factors.md", data), Compiler(Library(roots))).diagnostics)


def shown(data: bytes, library: Path | None = None) -> tuple[int, str]:
    """The line and the words of the one row that would explain the difference."""
    (finding,) = found(data, library)
    (also,) = finding.also
    return also.place.span.line, also.en


@pytest.fixture
def sister(tmp_path: Path) -> Path:
    folder = tmp_path / "test" / "factors"
    folder.mkdir(parents=True)
    (folder / "1.md").write_bytes(edition(*ROWS))
    return tmp_path


def test_a_table_that_agrees_earns_nothing() -> None:
    assert found(edition(*ROWS)) == []


@pytest.mark.parametrize(
    "rows",
    [ROWS[1:], (*ROWS, "| tar | 0 |"), (ROWS[0].replace("2.53", "2.54"), *ROWS[1:])],
    ids=["a row left out", "a row too many", "a number mistyped"],
)
def test_a_slip_of_copying_is_an_error(rows: tuple[str, ...]) -> None:
    # the rules look up coke, so that nothing but the control tells of the row for coal left out
    assert [f.code for f in found(edition(*rows, rules=RULES.replace("factors[coal]", "factors[coke]")))] == ["F0434"]


def test_two_rows_exchanged_are_no_slip() -> None:
    assert found(edition(*reversed(ROWS))) == []


def test_the_message_gives_the_line_that_would_agree() -> None:
    (finding,) = found(edition(ROWS[0].replace("2.53", "9.53"), *ROWS[1:]))
    assert finding.arguments["line"] == "control 4 rows, sum of value 16.97"


def test_two_digits_exchanged_are_pointed_at() -> None:
    line, told = shown(edition(ROWS[0], ROWS[1].replace("3.04", "3.40"), *ROWS[2:]))
    assert (line, told) == (13, "two digits exchanged here would explain the difference")


def test_the_row_of_a_sister_edition_is_pointed_at(sister: Path) -> None:
    line, told = shown(edition(*ROWS[:2], "| peat | 1.70 |", ROWS[3]), sister)
    assert (line, told) == (14, "test/factors@1 has 1.9 here, just the difference")


def test_a_row_only_the_sister_edition_has_is_named(sister: Path) -> None:
    rules = RULES.replace("factors[coal]", "factors[coke]")
    _, told = shown(edition(*ROWS[:2], ROWS[3], rules=rules), sister)
    assert told == "the same table of test/factors@1 has a row peat"


def test_a_control_speaks_the_language_of_its_file() -> None:
    rules = RULES.replace("control 4 rows, sum of value 9.97", "核对 4 行, 总和 value 9.96")
    zh = (
        rules.replace("table factors above: by fuel gives value", "表 factors 上表: 按 fuel 给出 value")
        .replace("input mass [t] at least 0 t", "输入 mass [t] 至少 0 t")
        .replace("rule result", "规则 result")
        .replace("output result", "输出 result")
    )
    (finding,) = found(edition(*ROWS, rules=zh))
    assert finding.arguments["line"] == "核对 4 行, 总和 value 9.97"


def test_cells_left_empty_add_nothing() -> None:
    rules = RULES.replace("gives value", "gives value partial").replace("9.97", "7.44")
    rules = rules.replace("mass * factors[coal]", "mass * (factors[coal] or else 0 [tCO2/t])")
    assert found(edition("| coal | – |", *ROWS[1:], rules=rules)) == []


def test_values_spread_over_header_cells_add_up_over_all_of_them() -> None:
    text = """
| class | 2023 | 2024 |
|---|---|---|
| I | 0.7950 | 0.7910 |
| II | 0.8090 | 0.8049 |

```rule
table benchmark above: by class, across year gives value [tCO2/MWh]
    control 2 rows, sum of value 3.1999
input power [MWh] at least 0 MWh
rule result [tCO2] = power * benchmark[I, 2023]
output result
```
"""
    assert found((HEAD.split("| fuel", maxsplit=1)[0] + text).encode()) == []


def test_every_control_of_the_library_counts_the_rows_of_its_printed_table() -> None:
    library = Library((shipped(),))
    compiler = Compiler(library)
    for id in library.ids():
        document = read(compiler.source(id).data, id)[0]
        for block in document.blocks:
            for statement in block.statements:
                if isinstance(statement, tree.Table) and statement.control is not None and block.table is not None:
                    assert statement.control.rows == len(block.table.rows), (id, statement.name)


def test_a_sum_no_decimal_writes_is_left_out() -> None:
    column = form.Column(name="value", type=form.Quantity(unit="1"))
    table = form.Table(name="thirds", keys=(), columns=(column,), rows=(form.Row(keys=("a",), values=("1/3",)),))
    assert totals(table, 1).sums == {}
