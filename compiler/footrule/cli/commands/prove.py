"""`footrule prove`: what holds of a standard for every legal input, and for which input it does not."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from footrule.cli.exits import FINDINGS, FINE, Stop
from footrule.cli.findings import Format, Found, counted, tell
from footrule.cli.parameters import All, Json, Lang, References

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footrule.compiler.driver import Compiler
    from footrule.compiler.proofs.verdicts import Record
    from footrule.dsl.diagnostics.model import Language

AsExample = Annotated[bool, typer.Option("--as-example")]
Profile = Annotated[str | None, typer.Option("--profile", metavar="NAME|FILE")]


def prove(
    references: References = None,
    all_: All = False,
    as_example: AsExample = False,
    profile: Profile = None,
    format: Format = "human",
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.editions import compiler, form_of, named  # noqa: PLC0415
    from footrule.cli.languages import current  # noqa: PLC0415
    from footrule.cli.screen import line  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415
    from footrule.compiler.lints.kept import library_digest  # noqa: PLC0415

    library = compiler()
    names = named(references, all_, library)
    for name in names:
        form_of(name, library)
    records = _records(names, library)
    if as_example:
        _print_examples(records, current())
        return FINE
    digest = library_digest(library)
    found = [_found(name, records[name], profile, library, digest) for name in names]
    counts = counted(found)
    outcome = {status: sum(r.count(status) for r in records.values()) for status in ("proved", "refuted", "undecided")}
    way = "json" if json else format
    tell(found, way, {**counts, **outcome})
    if way == "human":
        told = {name: str(count) for name, count in {**counts, **outcome}.items()}
        line(word("proved", standards=len(names), **told), "red" if counts["errors"] else "green")
    return FINDINGS if counts["errors"] else FINE


@dataclass(frozen=True, slots=True)
class _Proved(Found):
    """The verdicts beside the findings."""

    record: Record

    def to_json(self) -> dict[str, object]:
        import msgspec  # noqa: PLC0415 - only for this form

        return {**Found.to_json(self), "verdicts": msgspec.to_builtins(self.record.verdicts)}


def _records(names: list[str], library: Compiler) -> dict[str, Record]:
    """Verdicts by edition, from the cache where they are kept, else worked out on every core."""
    from footrule.compiler.proofs import store  # noqa: PLC0415

    known: dict[str, Record] = {}
    missing: list[str] = []
    for name in names:
        form = library.compile(name).form
        assert form is not None
        record = store.find(library.store, form)
        if record is None:
            missing.append(name)
        else:
            known[name] = record
    known.update(_worked_out(missing, library))
    return {name: known[name] for name in names}


def _worked_out(names: list[str], library: Compiler) -> dict[str, Record]:
    from footrule.cli.screen import progress  # noqa: PLC0415
    from footrule.cli.words import word  # noqa: PLC0415

    if not names:
        return {}
    import z3  # noqa: F401, PLC0415 - where it is missing, that is said before any work is begun

    found: dict[str, Record] = {}
    largest_first = sorted(names, key=lambda name: -len(library.compile(name).source.data))
    with progress(len(names), word("proving")) as bar:
        for name, record in _in_processes(largest_first):
            found[name] = record
            bar.advance(name)
    return found


def _in_processes(names: list[str]) -> Iterator[tuple[str, Record]]:
    """Each edition in a process of its own: the solver then starts from nothing and always answers the same."""
    import multiprocessing  # noqa: PLC0415 - only where something has to be worked out
    from os import cpu_count  # noqa: PLC0415

    import footrule.compiler.proofs.prove  # noqa: F401, PLC0415 - loaded once, before the processes part

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with multiprocessing.get_context(method).Pool(min(len(names), cpu_count() or 1), maxtasksperchild=1) as pool:
        yield from zip(names, pool.imap(_prove_one, names, chunksize=1), strict=True)


def _prove_one(name: str) -> Record:
    from footrule.cli.editions import compiler  # noqa: PLC0415
    from footrule.compiler.proofs import store  # noqa: PLC0415
    from footrule.compiler.proofs.prove import prove as prove_form  # noqa: PLC0415

    library = compiler()
    form = library.compile(name).form
    assert form is not None
    record = prove_form(form, parents=lambda reference: library.compile(reference).form)
    store.keep(library.store, form, record)
    return record


def _found(name: str, record: Record, profile: str | None, library: Compiler, digest: str) -> Found:
    from footrule.compiler.lints.kept import against_others, texts_of, without_proof  # noqa: PLC0415
    from footrule.compiler.proofs.findings import diagnostics  # noqa: PLC0415

    compilation = library.compile(name)
    found = [*diagnostics(record, lambda reference: texts_of(compilation, reference))]
    found += (*without_proof(compilation).lints, *against_others(compilation, digest))
    if profile:
        from footrule.cli.languages import current  # noqa: PLC0415
        from footrule.compiler.lints.profiles import BadProfile, UnknownProfile, check  # noqa: PLC0415

        try:
            found += check(compilation, profile)
        except UnknownProfile as unknown:
            raise Stop("no such profile", name=profile, names=", ".join(unknown.known)) from None
        except BadProfile as bad:
            raise Stop("bad profile", name=profile, reason=bad.zh if current() == "zh" else bad.en) from None
    return _Proved(compilation, found, record)


def _print_examples(records: dict[str, Record], language: Language) -> None:
    from footrule.compiler.proofs.examples import as_example, has_example  # noqa: PLC0415

    blocks = [as_example(v, language) for r in records.values() for v in r.verdicts if has_example(v)]
    sys.stdout.write("\n".join(blocks))
