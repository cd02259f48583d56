"""Every message as a page: what it says, what to do, the smallest file that brings it about, and one put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from footrule.compiler.docs.names import Language
from footrule.compiler.docs.page_files import Page
from footrule.compiler.docs.prose import harmless, plain, wide_table
from footrule.compiler.docs.words import say
from footrule.dsl.diagnostics.model import Entry
from footrule.dsl.diagnostics.table import TABLE as COMPILE_TIME
from footrule.dsl.diagnostics.why import why
from footrule.runtime.problems import ENTRIES as RUN_TIME


@dataclass(frozen=True, slots=True)
class Message:
    """A row of either table, worded for one language. `help` says what to do, or what would be accepted."""

    code: str
    severity: str
    text: str
    help: str
    other: str
    why: str = ""


def compile_time(language: Language) -> Iterator[Message]:
    """What the compiler says, by code."""
    rows: Mapping[str, Entry] = COMPILE_TIME
    for code, row in sorted(rows.items()):
        texts = (row.zh, row.help_zh, row.en) if language == "zh" else (row.en, row.help_en, row.zh)
        yield Message(code, row.severity, *texts, why=why(code)[0 if language == "zh" else 1])


def run_time(language: Language) -> Iterator[Message]:
    """What a calculator says, by code."""
    for code, row in sorted(RUN_TIME.items()):
        texts = (row.zh, row.accepted_zh, row.en) if language == "zh" else (row.en, row.accepted_en, row.zh)
        yield Message(code, "error", *texts)


def pages(language: Language, examples: Path | None) -> Iterator[Page]:
    """The two overviews and one page a message. `examples`: the folder `<code>/bad.md`, where there is a checkout."""
    listed = (
        ("diagnostics", say("diagnostics", language), list(compile_time(language)), "findings_lead"),
        ("problems", say("problems", language), list(run_time(language)), "problems_lead"),
    )
    for folder, title, messages, lead in listed:
        rows = [[f"[{one.code}]({one.code}.md)", _severity(one, language), _shown(one.text)] for one in messages]
        head = [say("code", language), say("severity", language), say("message", language)]
        body = "\n\n".join([f"# {title}", say(lead, language), wide_table(head, rows)])
        yield Page(language, f"reference/{folder}/index.md", title, body + "\n", "reference")
        for message in messages:
            yield Page(language, f"reference/{folder}/{message.code}.md", f"{message.code} {_named(message.text)}",
                       _page(message, language, examples), boost=0.3)  # fmt: skip


def _page(message: Message, language: Language, examples: Path | None) -> str:
    parts = [
        f"# {message.code}",
        f"**{_shown(message.text)}**",
        f"{say('severity', language)}{say('colon', language)}{_severity(message, language)}",
        f"## {say('help', language)}",
        harmless(_named(message.help)),
    ]
    if message.why:
        parts += [f"## {say('why', language)}", harmless(message.why)]
    for name, title in (("bad", "bad_example"), ("good", "good_example")):
        text = _example(examples, message.code, name)
        if text:
            mark = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
            parts.append(f"## {say(title, language)}\n\n{mark}text\n{text.rstrip()}\n{mark}")
    parts.append(f'<p class="fr-note">{plain(_named(message.other))}</p>')
    return "\n\n".join(parts) + "\n"


def _example(examples: Path | None, code: str, name: str) -> str:
    """The text of the example file of a message, or nothing. The code comes from the table, never from outside."""
    if examples is None:
        return ""
    try:
        return (examples / code / f"{name}.md").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _named(text: str) -> str:
    """`{name}` of a message reads as a gap: ‹name›."""
    return re.sub(r"\{(\w+)\}", r"‹\1›", text)


def _shown(text: str) -> str:
    return harmless(_named(text))


def _severity(message: Message, language: Language) -> str:
    return say(f"severity_{message.severity}", language)
