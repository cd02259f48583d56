"""Packages only some commands need, and the extra of footrule that brings each."""

from __future__ import annotations

EXTRAS = {
    "bw2calc": "lca",
    "bw_processing": "lca",
    "markdown_it": "docs",
    "mkdocs": "docs",
    "openpyxl": "sheets",
    "pyarrow": "parquet",
    "pygls": "lsp",
    "sympy": "verify",
    "z3": "verify",
}


def extra_of(missing: ModuleNotFoundError) -> tuple[str, str] | None:
    """The package that is not there and the extra to install; None where the missing module is no extra's."""
    package = (missing.name or "").partition(".")[0]
    return (package, EXTRAS[package]) if package in EXTRAS else None
