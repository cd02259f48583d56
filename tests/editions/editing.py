"""A small edition, and itself with one piece of text replaced, compared."""

from __future__ import annotations

import tempfile
from pathlib import Path

from footrule.compiler.driver import Compiler
from footrule.compiler.editions.changes import Change, Report
from footrule.compiler.editions.compare import compare
from footrule.compiler.editions.pair import Pair
from footrule.compiler.editions.rule_changes import RuleChanges
from footrule.compiler.editions.sources import edition
from footrule.standards.library import Library, shipped

BASE = """---
standard: DEMO 1
edition: "1"
title: {zh: 示例, en: Demo}
level: enterprise
dates: {issued: 2025-01-01, effective: 2025-01-01}
status: primary
---

# Demo {#title}

## 1 Fuels {#1}

Fuels are burnt.

| Fuel | Factor [kgCO2/t] |
|---|---|
| coal | 2600 |
| oil | 3100 |

```rule
table factor above: by fuel "Fuel" gives value "Factor" [kgCO2/t]

input fuels "燃料" "fuels" list of at least 1
    kind_of "种类" "sort": fuel
    amount "量" "amount" [t] between 0 t and 1000 t
input production "产量" "production" [t] above 0 t
input sold "外售" "sold" [kgCO2] at least 0 kgCO2 optional
option loss [%] between 0 % and 10 % default 5 % may "损耗" "loss"

rule burnt [kgCO2] "燃烧" "burnt" = sum(f.amount * factor[f.kind_of] for f in fuels)
rule surcharge [kgCO2] "附加" "surcharge"
    = burnt * loss  when burnt > 1000 kgCO2
    = 0 kgCO2      otherwise
rule total [kgCO2] "合计" "total" = burnt + surcharge
rule intensity [kgCO2/t] "强度" "intensity" = round total / production half_up to 2 decimals

require production <= 5000 t else "产量过大" "too much production"
output intensity
report total
```
"""


def compared(*edits: tuple[str, str]) -> tuple[Report, Pair, RuleChanges]:
    text = BASE
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    with tempfile.TemporaryDirectory() as folder:
        editions = []
        for name, body in (("1", BASE), ("2", text)):
            path = Path(folder) / "demo" / "demo" / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
            compilation = Compiler(Library((Path(folder), shipped()))).compile(f"demo/demo@{name}")
            assert compilation.form is not None, compilation.diagnostics
            editions.append(edition(compilation))
    return compare(editions[0], editions[1])


def grave(*edits: tuple[str, str]) -> dict[str, Change]:
    """Direct changes with effect, or undecided, by subject."""
    return {c.subject: c for c in compared(*edits)[0].changes if c.level != "INFO" and c.direct}
