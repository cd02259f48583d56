"""`footrule docs`: the offline documentation site."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from footrule.cli import exits
from footrule.cli.languages import LANGUAGES, current, use
from footrule.cli.parameters import Json, Lang, Out, References

if TYPE_CHECKING:
    from footrule.compiler.docs.commands_page import Commands


def docs(out: Out, references: References = None, json: Json = False, lang: Lang = None) -> int:
    import mkdocs  # noqa: F401, PLC0415 - where it is missing, that is said before work is begun

    from footrule.cli.editions import compiled, compiler, named, reason_of  # noqa: PLC0415
    from footrule.cli.screen import as_json, line, note, progress  # noqa: PLC0415
    from footrule.cli.suites_told import suite_told  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.compiler.docs import site  # noqa: PLC0415
    from footrule.compiler.docs.entry import BrokenEntry, Entry  # noqa: PLC0415

    library = compiler()
    names = named(references, not references, library)
    entries: list[Entry] = []
    broken: list[BrokenEntry] = []
    with progress(2 * len(names), word("building docs")) as bar:
        for name in names:
            compilation = compiled(name, library)
            if compilation.form is None:
                broken.append(BrokenEntry.of(compilation))
            else:
                entries.append(replace(Entry.of(compilation), suite=suite_told(compilation.form)))
            bar.advance(name)
        try:
            site.build(
                entries,
                out,
                broken=broken,
                progress=lambda done, total, what: bar.advance(what),
                commands=_commands(),
            )
        except site.SiteRefused as refusal:
            for detail in refusal.details:
                note(detail)
            raise exits.Stop("refused site", refusal=refusal) from None
        except OSError as error:
            raise exits.UnreadableStop("unwritable", path=error.filename or out, reason=reason_of(error)) from None
    index = out / "index.html"
    if json:
        ids = {"standards": [one.id for one in entries], "broken": [one.id for one in broken]}
        as_json({**ids, "out": str(out), "index": str(index)})
    else:
        line(word("docs built", path=index))
        for one in broken:
            note(word("documented with errors", standard=one.id, page=out / one.folder / "index.html"), "red")
    return exits.FINDINGS if broken else exits.FINE


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
