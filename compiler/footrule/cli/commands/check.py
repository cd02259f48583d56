"""`footrule check`: every finding that needs no proof, in one run: of the compiler, of the lints, of a form's shape."""

from __future__ import annotations

from footrule.cli.exits import FINDINGS, FINE
from footrule.cli.findings import Format, Found, counted, severity, tell
from footrule.cli.parameters import All, Json, Lang, References


def check(
    references: References = None,
    all_: All = False,
    format: Format = "human",
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import compiled, compiler, named  # noqa: PLC0415
    from footrule.cli.screen import line, progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.compiler.lints.kept import without_proof  # noqa: PLC0415

    library = compiler()
    names = named(references, all_, library)
    found: list[Found] = []
    with progress(len(names), word("checking")) as bar:
        for name in names:
            compilation = compiled(name, library)
            cheap = without_proof(compilation)
            found.append(Found(compilation, (*compilation.diagnostics, *cheap.shape, *cheap.lints)))
            bar.advance(name)
    counts = counted(found)
    way = "json" if json else format
    if way == "human" and all_:  # the notes of a whole library are read one edition at a time
        found = [Found(f.compilation, [d for d in f.diagnostics if severity(d) != "info"]) for f in found]
    tell(found, way, counts)
    if way == "human":
        told = {name: str(count) for name, count in counts.items()}
        line(word("checked", standards=len(names), **told), "red" if counts["errors"] else "green")
        if all_ and counts["notes"]:
            line(word("notes by name"), "dim")
    return FINDINGS if counts["errors"] else FINE
