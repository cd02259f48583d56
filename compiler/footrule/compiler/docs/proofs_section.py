"""What was proved of an edition: counts, and every verdict a reader has to hear of, with clauses and counterexamples.

Only verdicts kept by `footrule prove` are shown: proving takes far longer than a page may, and needs a solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from footrule.compiler.docs.names import Language, anchor
from footrule.compiler.docs.prose import plain
from footrule.compiler.docs.words import TABLE, say
from footrule.compiler.proofs.examples import as_example, as_inputs, has_example
from footrule.compiler.proofs.verdicts import Record, Verdict, Where
from footrule.runtime import form

SIGNS = {"refuted": ("✗", "fails"), "undecided": ("?", "disputed"), "noted": ("!", "disputed")}


def proofs_section(record: Record | None, shape: form.Form, language: Language) -> Iterator[str]:
    """The section as Markdown, block by block."""
    yield f"## {say('proofs', language)} {{#proofs}}"
    if record is None:
        yield say("proofs_none", language).format(f"`footrule prove {shape.standard.id}`")
        return
    counts = say("list_comma", language).join(
        f"{record.count(status)} {say('proof_' + status, language)}"
        for status in ("proved", "refuted", "undecided", "noted")
        if record.count(status) or status == "proved"
    )
    yield say("proofs_told", language).format(counts)
    clauses = frozenset(clause.id for clause in shape.clauses)
    for verdict in record.verdicts:
        if verdict.status != "proved":
            yield from _verdict(verdict, shape.standard.id, clauses, language)


def _verdict(verdict: Verdict, own: str, clauses: frozenset[str], language: Language) -> Iterator[str]:
    sign, style = SIGNS[verdict.status]
    places = " · ".join(dict.fromkeys(_place(where, own, clauses) for where in verdict.places if where.clause))
    key = f"property_{verdict.property}"
    told = say(key, language) if key in TABLE else plain(verdict.property)
    words = verdict.zh if language == "zh" else verdict.en
    lines = [
        f'<p><span class="fr-verdict fr-verdict-{style}">{sign} {say("proof_" + verdict.status, language)}</span> '
        f"<b>{told}</b>{say('colon', language)}<code>{plain(verdict.subject)}</code> {places}</p>"
    ]
    if words:
        lines.append(f"<p>{plain(words).replace('`', '')}</p>")
    if verdict.property == "cliff" and verdict.values and not all(value in words for value in verdict.values[:2]):
        below, above = (plain(value) for value in verdict.values[:2])
        lines.append(f'<p class="fr-limits">{say("limits", language).format(below, above)}</p>')
    yield f'<div class="fr-proof">{"".join(lines)}</div>'
    if verdict.witness is not None:
        yield _witness(verdict, verdict.witness, language)


def _witness(verdict: Verdict, witness: dict[str, Any], language: Language) -> str:
    """The counterexample as a block to paste; where nothing is refused, the inputs alone."""
    text = as_example(verdict, language).rstrip() if has_example(verdict) else "\n".join(as_inputs(witness))
    body = "\n".join(f"    {row}" if row else "" for row in f"````text\n{text}\n````".split("\n"))
    return f'??? example "{say("edge" if verdict.status == "noted" else "witness", language)}"\n{body}'


def _place(where: Where, own: str, clauses: frozenset[str]) -> str:
    told = f"§{plain(where.clause)}" if where.standard == own else f"{plain(where.standard)} §{plain(where.clause)}"
    if where.standard == own and where.clause in clauses:
        return f'<a href="index.html#{plain(anchor("clause", where.clause))}">{told}</a>'
    return told
