"""Colours for rule blocks: keywords of either language, strings, numbers, units and comments."""

from __future__ import annotations

import re
from typing import Any

from footrule.compiler.docs.prose import plain
from footrule.dsl import keywords

_TOKEN = re.compile(
    r"(?P<comment>--[^\n]*)|(?P<string>\"[^\"\n]*\"|“[^”\n]*”)|(?P<unit>\[[^\]\n]*\])"
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<word>[^\W\d]\w*(?:-off)?)|(?P<other>.)",
    re.DOTALL,
)
_WORDS = frozenset(
    word
    for row in keywords.TABLE
    if row.category != "unit"
    for spelling in (row.en, row.zh)
    for word in spelling.split()
)


def highlighted(code: str) -> str:
    """The code as HTML, escaped, each token in a span of its class."""
    parts = []
    for found in _TOKEN.finditer(code):
        kind, text = found.lastgroup, plain(found.group())
        if kind == "word" and found.group() in _WORDS:
            kind = "keyword"
        parts.append(f'<span class="fr-c-{kind}">{text}</span>' if kind not in ("other", "word") else text)
    return "".join(parts)


def fence(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:
    """The formatter of ```rule fences, in the form the Markdown extension asks for."""
    return f'<pre class="fr-code"><code>{highlighted(source)}</code></pre>'
