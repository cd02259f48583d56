"""Real files and small ones to read."""

from __future__ import annotations

from pathlib import Path

HEAD = """---
standard: Test
edition: "1"
title: {zh: 测试, en: Test}
level: group
status: primary
---
# 1 Rules {#1}

"""

LIBRARY = sorted((Path(__file__).parents[2] / "standards" / "library").rglob("*.md"))


def file_with(rules: str) -> str:
    """A whole file whose only block holds `rules`."""
    return f"{HEAD}```rule\n{rules.strip(chr(10))}\n```\n"
