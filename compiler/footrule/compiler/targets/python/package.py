"""Puts a generated package together: which files it has, and what each imports."""

from __future__ import annotations

import io
import json
import re
import tokenize
from importlib.resources import files
from pathlib import Path

from footrule.compiler.targets.python import source
from footrule.compiler.targets.python.calculator import print_calculator, print_needs
from footrule.compiler.targets.python.layout import WIDTH, columns
from footrule.compiler.targets.python.models import print_kinds, print_models
from footrule.compiler.targets.python.names import module_name
from footrule.compiler.targets.python.naming import Naming, name_all
from footrule.compiler.targets.python.project import print_init, print_main, print_pyproject, print_readme
from footrule.compiler.targets.python.schemas import input_schema, result_schema
from footrule.compiler.targets.python.tables import print_tables
from footrule.compiler.targets.python.tests import print_tests
from footrule.compiler.targets.unsupported import Unsupported
from footrule.runtime import form

RUNTIME = ("documents", "exact", "printed_interval", "problems", "unit_words", "units", "written")
SUPPORT = (
    "calculation", "command", "readers", "reading", "refusals", "results", "rules", "values", "worked_example",
)  # fmt: skip

FRACTION = {"fractions": ("Fraction as F",)}
DATE = {"datetime": ("date",)}
IMPORTS: dict[str, dict[str, tuple[str, ...]]] = {
    "kinds": {"._runtime.readers": ("Labelled",)},
    "models": DATE | {
        "fractions": ("Fraction",),
        "typing": ("Annotated",),
        "pydantic": ("Field",),
        ".": ("kinds",),
        "._runtime.calculation": ("Working",),
        "._runtime.readers": ("Day", "Line", "Maybe", "OneOf", "Quantity as ExactQuantity", "Truth", "Units"),
        "._runtime.reading": ("MOST_ITEMS", "Model", "left_out"),
        "._runtime.results": ("Amount", "BaseResult", "Values"),
        "._runtime.values": ("Absent",),
    },
    "tables": DATE | FRACTION | {
        "typing": ("Final", "NamedTuple"),
        "._runtime.rules": ("PartialTable", "Table"),
        "._runtime.values": ("Absent",),
    },
    "calculator": DATE | FRACTION | {
        "collections.abc": ("Mapping", "Sequence"),
        "typing": ("Final",),
        "._runtime.calculation": ("Calculation", "Output", "RankField", "Requirement", "Term"),
        "._runtime.exact": ("exp", "ln", "log10", "power", "rounded", "sqrt"),
        "._runtime.results": ("StandardName",),
        "._runtime.rules": (
            "Ruleset", "When", "add_days", "add_months", "choose", "days_between", "departing", "distinct", "gap",
            "greatest", "least", "mean", "need", "noting", "or_else", "scaled", "taken", "year_of",
        ),
        "._runtime.values": ("NOT_APPLICABLE", "Absent", "applicable", "known"),
        ".needs": ("NEEDS",),
    },
    "needs": {"typing": ("Final",)},
}  # fmt: skip
"""What each generated module may import, by where it comes from."""


def build(of: form.Form, out: Path) -> tuple[Path, ...]:
    """Write the package of a compiled form into the folder `out`; gives the files written.

    Raises `Unsupported` for what Python itself cannot hold: expressions nested too deeply for its parser.
    """
    try:
        contents = package(of)
    except RecursionError:
        place = of.places[0] if of.places else form.Place(standard=of.standard.id)
        raise Unsupported("Python", "an expression nested so deeply", place) from None
    written = []
    for name, text in sorted(contents.items()):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "backslashreplace"))  # a lone surrogate is left in JSON only
        written.append(path)
    return tuple(written)


def package(of: form.Form) -> dict[str, str]:
    """Every file of the package: its text by its path."""
    naming = name_all(of)
    name = module_name(of.standard.id)
    inside = f"src/{name}"
    schema = _json(input_schema(of))
    own = _own_names(of, naming)
    title = f"{source.plain(of.standard.number)} {source.plain(of.standard.edition)}"
    modules = {
        "models": (print_models(of, naming), f"Inputs, options and results of {title}.", {}),
        "kinds": (print_kinds(of, naming), f"The enumerations of {title}.", {}),
        "tables": (print_tables(of, naming), f"The printed tables of {title}.", {".kinds": own["kinds"]}),
        "needs": (
            print_needs(of, naming),
            f"What the values of {title} need in any case: told at once if missing.",
            {},
        ),
        "calculator": (
            print_calculator(of, naming),
            f"The rules of {title}, in the order of its text.",
            {".kinds": own["kinds"], ".models": own["models"], ".tables": own["tables"]},
        ),
    }
    modules = {module: parts for module, parts in modules.items() if parts[0]}
    contents = {
        f"{inside}/{module}.py": _module(body, told, IMPORTS[module] | local)
        for module, (body, told, local) in modules.items()
    }
    contents |= {f"{inside}/_runtime/{each}.py": carried(each) for each in ("__init__", *RUNTIME, *SUPPORT)}
    contents |= {
        f"{inside}/__init__.py": print_init(of),
        f"{inside}/__main__.py": print_main(name),
        f"{inside}/py.typed": "",
        f"{inside}/input.schema.json": schema,
        f"{inside}/result.schema.json": _json(result_schema(of)),
        "pyproject.toml": print_pyproject(of, name),
        "README.md": print_readme(of, naming, name),
        "tests/test_worked_examples.py": print_tests(of, naming, name),
    }
    return contents


def carried(module: str) -> str:
    """A file every package carries as it stands, with a line that says where from and its imports made relative."""
    package = "footrule.runtime" if module in RUNTIME else f"{__package__}.support"
    text = (files(package) / f"{module}.py").read_text(encoding="utf-8")
    text = text.replace(f"from {__package__}.support.", "from .").replace("from footrule.runtime.", "from .")
    text = text.replace("from footrule.runtime import", "from . import")
    where = "footrule.runtime" if module in RUNTIME else "footrule's Python target"
    return f"# Carried along from {where}, unchanged but for its imports.\n{text}"


def _own_names(of: form.Form, naming: Naming) -> dict[str, tuple[str, ...]]:
    models = ("Given", "Inputs", "Options", "Result", "UNITS", *naming.items.values())
    return {
        "kinds": tuple(naming.enumerations.values()),
        "models": models,
        "tables": tuple(naming.tables.values()),
    }


def _module(body: list[str], told: str, imports: dict[str, tuple[str, ...]]) -> str:
    """A module with the imports its body uses and no others."""
    used = _names_used("\n".join(body))
    groups: list[list[str]] = [[], [], []]
    for where, names in sorted(imports.items(), key=lambda each: each[0]):
        found = sorted((name for name in names if name.rpartition(" as ")[2] in used), key=_import_order)
        if found:
            group = 2 if where.startswith(".") else 1 if where == "pydantic" else 0
            groups[group].append(_import(where, found))
    lines = [*source.docstring([told], 0), "", "from __future__ import annotations", ""]
    for imports_of_kind in groups:
        if imports_of_kind:
            lines += ["\n".join(imports_of_kind), ""]
    extra = [""] if body and body[0].startswith(("class ", "@", "def ")) else []
    return "\n".join([*lines, *extra, *body]) + "\n"


def _import_order(name: str) -> tuple[int, list[tuple[int, int, str]]]:
    """As import sorters order names: constants, classes, the rest; in each without regard to case, numbers by size."""
    plain = name.partition(" as ")[0]
    kind = 0 if plain.isupper() and len(plain) > 1 else 1 if plain[:1].isupper() else 2
    pieces = re.findall(r"[0-9]+|[^0-9]+", plain.lower())
    return kind, [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces]


def _import(where: str, names: list[str]) -> str:
    renamed = [name for name in names if " as " in name]
    if renamed and len(names) > 1:
        plain = [name for name in names if name not in renamed]
        return "\n".join(_import(where, each) for each in sorted([plain, renamed]))
    line = f"from {where} import {', '.join(names)}"
    if columns(line) <= WIDTH:
        return line
    return f"from {where} import (\n" + "".join(f"    {name},\n" for name in names) + ")"


def _names_used(text: str) -> set[str]:
    """Names a module's code uses, attributes left aside."""
    used: set[str] = set()
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME and before != ".":
            used.add(token.string)
        before = token.string
    return used


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
