"""Every diagnostic of proving a compiled file, of its editorial lints and of drafting profiles, shown whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from footrule.compiler.driver import Compilation, Compiler, Source
from footrule.compiler.lints.editorial import lint
from footrule.compiler.lints.misprints import doubtful
from footrule.compiler.lints.profiles import check
from footrule.compiler.lints.quantities import turned_to_per_cent
from footrule.compiler.passes import run
from footrule.compiler.proofs.findings import diagnostics
from footrule.compiler.proofs.prove import prove
from footrule.dsl.diagnostics.model import Diagnostic
from footrule.standards.library import Library, shipped
from tests.diagnostics.walking import HERE, Driver, check_bad, check_good, codes

OF_PROOFS, OF_LINTS, OF_PROFILES = codes("F05"), codes("F06"), codes("F07")
PARENTS = HERE / "library"
"""The standard that the child of F0513 follows, and the former edition of that of F0619."""

OF_OTHERS = {
    "F0613": ("cn/ets-steel-guide@2024", doubtful),
    "F0619": ("test/diagnostics@0", turned_to_per_cent),
}
"""Lints that hold an edition to another one."""

Finder = Callable[[Compilation, str], Iterable[Diagnostic]]


def compilation(code: str, data: bytes, path: str) -> Compilation:
    translation = (HERE / code / path).with_suffix(".en.md")
    translations = {"en": translation.read_bytes()} if translation.exists() else {}
    source = Source("test/diagnostics@1", path, data, translations)
    compiler = Compiler(Library((PARENTS, shipped())))
    passed = run(source, compiler)
    assert passed.form is not None, passed.diagnostics
    return Compilation(source, passed.form, passed.diagnostics, compiler)


def proved(one: Compilation, code: str) -> Iterable[Diagnostic]:
    assert one.form is not None
    record = prove(one.form, parents=lambda reference: one.compiler.compile(reference).form)

    def texts(reference: str) -> tuple[str, str]:
        if reference == one.source.id:
            return one.source.path, one.source.data.decode()
        return reference, one.compiler.source(reference).data.decode()

    return diagnostics(record, texts)


def linted(one: Compilation, code: str) -> Iterable[Diagnostic]:
    assert one.form is not None
    if code not in OF_OTHERS:
        return lint(one)
    reference, find = OF_OTHERS[code]
    other = one.compiler.compile(reference).form
    assert other is not None
    return find(one.form, [other], one.source.path)


def profiled(one: Compilation, code: str) -> Iterable[Diagnostic]:
    return check(one, "guideline", "2026-06-30")


def driver(code: str, find: Finder) -> Driver:
    return lambda data, path: find(compilation(code, data, path), code)


CASES = [
    (code, find) for found, find in ((OF_PROOFS, proved), (OF_LINTS, linted), (OF_PROFILES, profiled)) for code in found
]


@pytest.mark.parametrize(("code", "find"), CASES, ids=[code for code, _ in CASES])
def test_a_bad_file_earns_its_whole_message(code: str, find: Finder) -> None:
    check_bad(code, driver(code, find))


@pytest.mark.parametrize(("code", "find"), CASES, ids=[code for code, _ in CASES])
def test_a_good_file_earns_nothing(code: str, find: Finder) -> None:
    check_good(code, driver(code, find))
