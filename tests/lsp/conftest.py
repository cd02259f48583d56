"""A small library of its own, in both keyword languages, and an editor that has it for a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lsp.editor import Editor

HEAD = """---
standard: "{number}"
edition: "1"
title: {{zh: 测试标准, en: Test standard}}
level: group
status: primary
---
# 1 通则 𠮷 Rules {{#1}}

Every product has a footprint.

"""

FACTORS = (
    HEAD.format(number="F")
    + """```rule
kind fuel "燃料" "fuel" one of coal "煤" "coal", gas "气" "gas"
input year [1] whole at least 2021 "年份" "year"
rule per_tonne [kgCO2/t] "因子" "factor" = 2 kgCO2 / 1 t
rule doubled [kgCO2/t] "二倍" "doubled" = 2 * per_tonne
rule by_year [kgCO2/t] "按年" "by year" = per_tonne * year
output doubled
```
"""
)

PRODUCT = (
    HEAD.format(number="P")
    + """```规则
引用 per_tonne 作 因子值, fuel 自 test/factors@1
输入 产量 [t] 高于 0 t "产量" "output"
输入 用料 "用料" "materials" 列表
    质量 [t] 至少 0 t "质量" "mass"
    种类: fuel
规则 总质量 [t] "𠮷总质量" "total mass" = 求和(m.质量 对 m 属于 用料)
规则 单耗 [t/t] "单耗" "intensity" = 总质量 / 产量
规则 足迹 [kgCO2/t] "足迹" "footprint" = 单耗 * 因子值 * (t1 + 1)
规则 t1 [1] "系数" "coefficient" = 0
输出 足迹
```

```算例 一吨
source: 自编
evidence: primary
constructed: yes
given:
  产量: 2
  用料:
    - {质量: 1, 种类: coal}
expect:
  足迹: 1
```
"""
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("library")
    for name, text in {"test/factors/1.md": FACTORS, "test/product/1.md": PRODUCT}.items():
        path = root / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return root.resolve()


@pytest.fixture(scope="module")
def running(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    editor = Editor(folder, tmp_path_factory.mktemp("cache"), FOOTRULE_PATH=str(folder), LC_ALL="C.UTF-8")
    yield editor
    assert editor.close() == 0
    assert b"Traceback" not in editor.said


@pytest.fixture
def editor(running: Editor) -> Iterator[Editor]:
    """The server of this module, with nothing open."""
    yield running
    for name in list(running.versions):
        running.notify("textDocument/didClose", {"textDocument": {"uri": running.uri(name)}})
    running.versions.clear()
