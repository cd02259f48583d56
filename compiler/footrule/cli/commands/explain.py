"""`footrule explain`: what a name of a standard means and where it comes from, or what a message's code means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli import exits
from footrule.cli.commands.explain_code import explain_code, is_code
from footrule.cli.parameters import InputDocument, Json, Lang, complete_reference

if TYPE_CHECKING:
    from footrule.cli.meanings import Meaning


def explain(
    subject: Annotated[str, typer.Argument(metavar="REF|CODE", autocompletion=complete_reference)],
    name: Annotated[str | None, typer.Argument(metavar="NAME")] = None,
    input: InputDocument = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    if name is None:
        if not is_code(subject):
            raise exits.UsageStop("missing parameter", name="NAME")
        return explain_code(subject, json, lang)
    return _name(subject, name, input, json)


def _name(reference: str, name: str, input: str | None, json: bool) -> int:
    from footrule.cli.editions import compiler, form_of  # noqa: PLC0415
    from footrule.cli.given import document  # noqa: PLC0415
    from footrule.cli.meanings import meaning  # noqa: PLC0415
    from footrule.cli.refusals import refused  # noqa: PLC0415
    from footrule.cli.results import show_explanation  # noqa: PLC0415
    from footrule.cli.screen import as_json, line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.runtime import explanation  # noqa: PLC0415
    from footrule.runtime.calculate import calculate  # noqa: PLC0415
    from footrule.runtime.problems import Refused  # noqa: PLC0415

    library = compiler()
    form = form_of(reference, library)
    found = meaning(form, name, library)
    trace = None
    if input is not None:
        try:
            trace = calculate(form, document(form, input, "", [], []), trace=True).trace
        except Refused as problems:
            return refused(problems, json)
    if json:
        told = found.to_json()
        if trace is not None:
            told["explanation"] = explanation.to_json_lines(trace, [name])
        as_json(told)
        return exits.FINE
    _show(found)
    if trace is not None:
        line(word("explained"), "bold")
        show_explanation(trace, [name])
    return exits.FINE


def _show(found: Meaning) -> None:
    from footrule.cli.screen import line, wrapped  # noqa: PLC0415
    from footrule.cli.words import label, word  # noqa: PLC0415

    named = label(found.label["zh"], found.label["en"])
    line(f"{found.name}" + (f" · {named}" if named else ""), "bold")
    line(" · ".join(part for part in (word(f"kind {found.kind}"), *found.facts) if part), "dim")
    for passage in found.passages:
        line()
        title = f" {passage.title}" if passage.title else ""
        line(f"{passage.standard} §{passage.clause}{title}", "bold")
        if passage.prose:
            wrapped(passage.prose, 2)
            line()
        for row in passage.written.splitlines():
            line(f"    {row}", "cyan")
    line()
    for key, names in (("uses", found.uses), ("used by", found.used_by)):
        if names:
            wrapped(f"{word(key)}: {', '.join(names)}")
