"""Every Python name of one generated package, chosen before anything is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from footrule.compiler.targets.python.names import BUILTINS, MODEL, TEXT, Names, class_name, constant_name
from footrule.runtime import form

ANNOTATIONS = frozenset(
    [
        "Absent",
        "Amount",
        "Annotated",
        "BaseResult",
        "Day",
        "ExactQuantity",
        "Field",
        "Fraction",
        "Given",
        "Inputs",
        "Line",
        "MOST_ITEMS",
        "Maybe",
        "Model",
        "OneOf",
        "Options",
        "Outputs",
        "Quantity",
        "Reports",
        "Result",
        "Truth",
        "UNITS",
        "Units",
        "Values",
        "Working",
        "bool",
        "date",
        "kinds",
        "left_out",
        "options",
        "str",
        "tuple",
    ]
)
"""What the annotations of a model's fields mention; a field called so would hide it."""

MODULE = frozenset(
    [
        "Absent",
        "CALCULATION",
        "Calculation",
        "F",
        "Final",
        "Given",
        "Inputs",
        "Labelled",
        "Mapping",
        "NEEDS",
        "NOT_APPLICABLE",
        "NamedTuple",
        "Options",
        "Output",
        "PartialTable",
        "Quantity",
        "RankField",
        "Requirement",
        "Result",
        "Ruleset",
        "STANDARD",
        "Sequence",
        "StandardName",
        "Table",
        "Term",
        "UNITS",
        "When",
        "add_days",
        "add_months",
        "applicable",
        "at",
        "calculate",
        "calculator",
        "choose",
        "date",
        "days_between",
        "departing",
        "distinct",
        "exp",
        "gap",
        "greatest",
        "kinds",
        "known",
        "least",
        "ln",
        "log10",
        "mean",
        "models",
        "need",
        "noting",
        "or_else",
        "power",
        "rounded",
        "rule",
        "scaled",
        "sqrt",
        "tables",
        "taken",
        "x",
        "year_of",
    ]
)
"""What `kinds`, `tables` and `calculator` import or define under a fixed name."""


@dataclass(frozen=True)
class Naming:
    """Python names by the form's names. `fields` and `members` are keyed by owner and name; an input's owner is ""."""

    enumerations: Mapping[str, str]
    members: Mapping[tuple[str, str], str]
    items: Mapping[str, str]
    fields: Mapping[tuple[str, str], str]
    options: Mapping[str, str]
    results: Mapping[str, str]
    tables: Mapping[str, str]
    rows: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]
    rules: Mapping[str, str]
    requirements: tuple[str, ...]
    module: Names
    """Names taken in `calculator`, which no parameter or variable may shadow."""


def name_all(of: form.Form) -> Naming:
    """Names for everything declared, in the order of the form, so that the same form always gets the same names."""
    module = Names(BUILTINS, MODULE)
    enumerations = {each.name: module.take(class_name(each.name)) for each in of.enumerations}
    items = {each.name: module.take(module.first_free(_singular(each.name), _item(each.name))) for each in of.lists}
    tables = {each.name: module.take(constant_name(each.name)) for each in of.tables}
    rows = {each.name: module.take(class_name(each.name) + "Row") for each in of.tables if len(each.columns) > 1}
    rules = {each.name: module.take(each.name) for each in of.rules}
    requirements = tuple(module.number(_requirement(each, of)) for each in of.requirements)

    members: dict[tuple[str, str], str] = {}
    for enumeration in of.enumerations:
        own = Names(TEXT)
        members |= {(enumeration.name, each.name): own.take(each.name) for each in enumeration.members}
    hidden = (MODEL, ANNOTATIONS, items.values())
    own = Names(*hidden)
    given: tuple[form.Input | form.ListInput, ...] = (*of.inputs, *of.lists)
    fields = {("", each.name): own.take(each.name) for each in given}
    for listed in of.lists:
        own = Names(*hidden)
        fields |= {(listed.name, each.name): own.take(each.name) for each in listed.fields}
    own = Names(*hidden)
    options = {each.name: own.take(each.name) for each in of.options}
    columns: dict[tuple[str, str], str] = {}
    for table in of.tables:
        own = Names(dir(tuple), ("Absent", "F", "bool", "date", "str"))
        columns |= {(table.name, each.name): own.take(each.name) for each in table.columns}
    own = Names(*hidden)
    results = {each: own.take(each) for each in dict.fromkeys((*of.outputs, *of.reports))}
    return Naming(
        enumerations, members, items, fields, options, results, tables, rows, columns, rules, requirements, module
    )


def _item(name: str) -> str:
    return class_name(name) + "Item"


def _singular(name: str) -> str:
    """The class of one item of a list: `Contribution` for `contributions`."""
    name = class_name(name)
    if name.endswith("sses"):
        return name[:-2]
    if name.endswith("ies") and len(name) > 4:
        return name[:-3] + "y"
    if name.endswith("s") and not name.endswith(("ss", "ses")) and len(name) > 2:
        return name[:-1]
    return name + "Item"


def _requirement(of: form.Requirement, whole: form.Form) -> str:
    word = "requires" if of.modality == "shall" else "recommends"
    return f"clause_{whole.places[of.at].clause}_{word}"
