"""The YAML head of a file, validated: unknown keys are named with the nearest known one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date

from footrule.dsl.characters import has_han
from footrule.dsl.clauses import EVIDENCE
from footrule.dsl.findings import Finding
from footrule.dsl.phrases import said
from footrule.dsl.plain_yaml import Path, PlainYaml
from footrule.dsl.tree import ExampleValue, FrontMatter, Labels, Span

KEYS = ("standard", "edition", "title", "level", "issuer", "dates", "status", "follows", "source", "notes")
REQUIRED = ("standard", "edition", "title", "level", "status")
LEVELS = ("international", "regional", "national", "industry", "local", "group", "enterprise")
DATES = ("issued", "effective", "expires", "superseded")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def read_front_matter(yaml: PlainYaml, span: Span, translation: bool) -> tuple[FrontMatter | None, tuple[Finding, ...]]:
    """The head of a file, or None where too little of it can be read; a translation may leave keys out."""
    if not isinstance(yaml.value, dict):
        return None, (Finding("F0012", span, {"key": "---", **said("wanted", "keys")}),)
    head = _Head(yaml, span)
    head.known(yaml.value, KEYS, ())
    if not translation:
        for key in REQUIRED:
            if yaml.value.get(key) is None:
                head.find("F0011", (), key=key)
    front = FrontMatter(
        standard=head.text("standard") or "",
        edition=head.text("edition") or "",
        title=head.labels("title"),
        level=head.choice("level", LEVELS),
        issuer=head.labels("issuer"),
        dates=head.dates(),
        status=head.choice("status", EVIDENCE),
        follows=head.texts("follows"),
        source=head.text("source"),
        notes=head.labels("notes"),
        span=span,
    )
    return front, tuple(head.findings)


class _Head:
    def __init__(self, yaml: PlainYaml, span: Span) -> None:
        self.yaml = yaml
        self.values: Mapping[str, ExampleValue] = yaml.value if isinstance(yaml.value, dict) else {}
        self.span = span
        self.findings: list[Finding] = []

    def find(self, code: str, path: Path, at_key: bool = False, **arguments: str) -> None:
        places = self.yaml.keys if at_key else self.yaml.places
        self.findings.append(Finding(code, places.get(path, self.span) if path else self.span, arguments))

    def known(self, value: Mapping[str, ExampleValue], allowed: tuple[str, ...], path: Path) -> None:
        for key in value:
            if key not in allowed:
                near = difflib.get_close_matches(key[:100], allowed, 1, 0.5)
                nearest = near[0] if near else ", ".join(allowed)
                self.find("F0010", (*path, key), True, key=key, nearest=nearest)

    def text(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is None or isinstance(value, str):
            return value
        self.find("F0012", (key,), True, key=key, **said("wanted", "text"))
        return None

    def labels(self, key: str) -> Labels:
        value = self.values.get(key)
        if value is None:
            return Labels()
        if isinstance(value, str):
            return Labels(zh=value) if has_han(value) else Labels(en=value)
        if not isinstance(value, dict):
            self.find("F0012", (key,), True, key=key, **said("wanted", "labels"))
            return Labels()
        self.known(value, ("zh", "en"), (key,))
        for language in ("zh", "en"):
            if not isinstance(value.get(language), str | None):
                self.find("F0012", (key, language), True, key=f"{key}.{language}", **said("wanted", "text"))
        zh, en = value.get("zh"), value.get("en")
        return Labels(zh if isinstance(zh, str) else None, en if isinstance(en, str) else None)

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value is not None and value not in allowed:
            near = difflib.get_close_matches(value[:100], allowed, 1, 0.5)
            words = [f"`{word}`" for word in allowed]
            self.find(
                "F0013",
                (key,),
                key=key,
                value=value,
                nearest=near[0] if near else allowed[0],
                allowed_zh="、".join(words),
                allowed_en=", ".join(words),
            )
            return ""
        return value or ""

    def dates(self) -> tuple[tuple[str, str], ...]:
        value = self.values.get("dates")
        if value is None:
            return ()
        if not isinstance(value, dict):
            self.find("F0012", ("dates",), True, key="dates", **said("wanted", "keys"))
            return ()
        self.known(value, DATES, ("dates",))
        found: list[tuple[str, str]] = []
        for key, written in value.items():
            if key not in DATES:
                continue
            text = written if isinstance(written, str) else "" if written is not None else "unknown"
            if text == "unknown" or _is_date(text):
                found.append((key, text))
            else:
                self.find("F0014", ("dates", key), key=key, value=text)
        return tuple(found)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(item for item in value if isinstance(item, str))
        self.find("F0012", (key,), True, key=key, **said("wanted", "list"))
        return ()


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True
