"""The published worked examples of T/STEEL 1, held to the calculator."""

from cn_steel_2024_draft import calculator, kinds
from cn_steel_2024_draft._runtime.worked_example import example, prints
from cn_steel_2024_draft.calculator import CALCULATION


def test_w6_thresholds() -> None:
    """W6 thresholds (primary).

    table 1
    """
    inputs: dict[str, object] = {
        "scrap_share": "20 %",
        "output": "10 t",
        "processes": [{"emission": "8"}],
    }
    options: dict[str, object] = {}
    x = example(CALCULATION, inputs, options)
    assert prints(CALCULATION, calculator.limit(x, kinds.Grade.E), "tCO2/t", "1.834 tCO2/t")
    assert prints(CALCULATION, calculator.grade_of(x), "", "C")
    # Disputed: the rules do not give the printed value. 印刷错误 · a misprint
    assert not prints(CALCULATION, calculator.performance(x), "tCO2/t", "0.9 tCO2/t")
