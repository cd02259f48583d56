"""`footrule docs`: the offline documentation site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footrule.cli import exits
from footrule.cli.languages import LANGUAGES, current, use
from footrule.cli.parameters import Json, Lang, Out, References

if TYPE_CHECKING:
    from footrule.compiler.docs.commands_page import Commands
    from footrule.compiler.docs.entry import Entry
    from footrule.compiler.driver import Compiler


def docs(out: Out, references: References = None, json: Json = False, lang: Lang = None) -> int:
    from footrule.cli.editions import compiler, named, reason_of  # noqa: PLC0415
    from footrule.cli.screen import as_json, line, note, progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.compiler.docs import site  # noqa: PLC0415

    library = compiler()
    names = named(references, not references, library)
    entries = []
    with progress(2 * len(names), word("building docs")) as bar:
        for name in names:
            entries.append(_entry(name, library))
            bar.advance(name)
        try:
            site.build(entries, out, progress=lambda done, total, what: bar.advance(what), commands=_commands())
        except site.SiteRefused as refusal:
            for detail in refusal.details:
                note(detail)
            raise exits.Stop("refused site", refusal=refusal) from None
        except OSError as error:
            raise exits.UnreadableStop("unwritable", path=error.filename or out, reason=reason_of(error)) from None
    index = out / "index.html"
    if json:
        as_json({"standards": [one.form.standard.id for one in entries], "out": str(out), "index": str(index)})
    else:
        line(word("docs built", path=index))
    return exits.FINE


def _entry(name: str, library: Compiler) -> Entry:
    from footrule.cli.editions import compiled, form_of  # noqa: PLC0415
    from footrule.compiler.docs.entry import Entry  # noqa: PLC0415

    form_of(name, library)  # shows the findings and stops where there are errors
    return Entry.of(compiled(name, library))


def _commands() -> Commands:
    """This very command line in both languages, for its page of the site."""
    from footrule.cli.application import described  # noqa: PLC0415 - it gathers this module too

    own = current()
    told = {}
    try:
        for language in LANGUAGES:
            use(language)
            told[language] = described()
    finally:
        use(own)
    return told
