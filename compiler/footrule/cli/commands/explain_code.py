"""`footrule explain-code`: what the code of a message means, why it matters, and a bad and a good file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang

CODE = re.compile("[FKR][0-9]{4}")


def explain_code(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import as_json, line, plain, wrapped  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    code = code.upper()
    told = _entry(code)
    if told is None:
        raise exits.UsageStop("no such code", code=code)
    if json:
        as_json({"code": code, **told})
        return exits.FINE
    line(f"{code} · {word('severity ' + str(told['severity']))}", "bold")
    for part in ("message", "why", "help"):
        texts = told[part]
        assert isinstance(texts, dict)
        if texts[current()]:
            # What fills a message depends on the place it is said of; here its places are left open.
            wrapped(f"{word(part)}: {re.sub('[{][a-z_]+[}]', '…', texts[current()])}", 2)
    for part in ("bad", "good"):
        if told[part]:
            line()
            line(word(f"{part} example"), "bold")
            plain("\n".join(f"    {row}".rstrip() for row in str(told[part]).rstrip().split("\n")))
    return exits.FINE


def is_code(text: str) -> bool:
    return CODE.fullmatch(text.upper()) is not None


def _entry(code: str) -> dict[str, object] | None:
    """The message of a code with its places to fill left open, why it matters, what to do, and two files."""
    if code.startswith(("R", "K")):
        from footrule.conformance.problems import ENTRIES as OF_CONFORMANCE  # noqa: PLC0415
        from footrule.runtime.problems import ENTRIES  # noqa: PLC0415

        problem = ENTRIES.get(code) or OF_CONFORMANCE.get(code)
        if problem is None:
            return None
        return {
            "severity": "refusal",
            "message": {"zh": problem.zh, "en": problem.en},
            "why": {"zh": "", "en": ""},
            "help": {"zh": problem.accepted_zh, "en": problem.accepted_en},
            "bad": "",
            "good": "",
        }
    from footrule.dsl.diagnostics.table import TABLE  # noqa: PLC0415
    from footrule.dsl.diagnostics.why import why  # noqa: PLC0415

    row = TABLE.get(code)
    if row is None:
        return None
    zh, en = why(code)
    return {
        "severity": row.severity,
        "message": {"zh": row.zh, "en": row.en},
        "why": {"zh": zh, "en": en},
        "help": {"zh": row.help_zh, "en": row.help_en},
        "bad": _example(code, "bad"),
        "good": _example(code, "good"),
    }


def _example(code: str, which: str) -> str:
    """The file, where the examples are installed or there is a working copy; the code is one of the table's."""
    from footrule.compiler.docs.guide_pages import diagnostic_examples  # noqa: PLC0415

    folder = diagnostic_examples()
    path = Path() if folder is None else folder / code / f"{which}.md"
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except OSError:
        return ""
