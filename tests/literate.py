"""Small literate files of the tests: the head every file needs, and one whole file several tests read."""

from __future__ import annotations


def head(standard: str = "Test", zh: str = "测试", en: str = "Test", more: str = "") -> str:
    """What a file begins with; `more` are further lines of the head."""
    return (
        f'---\nstandard: {standard}\nedition: "1"\ntitle: {{zh: {zh}, en: {en}}}\n'
        f"level: group\nstatus: primary\n{more}---\n"
    )


HEAD = head() + "# 1 Rules {#1}\n\n"
"""The head and one clause, in which rules can stand."""

GAP = (
    head("GAP", "缺口", "Gap")
    + """# 1 等级, grades {#1}

Below 20 % and above 20 %.

```rule
input scrap [%] between 0 % and 100 % "废钢比" "scrap share"
rule factor [1] "系数" "factor"
    = 1 when scrap < 20 %
    = 2 when scrap > 20 %
output factor
```
"""
)
"""A share of exactly 20 % has no grade."""
