"""The compiled form: one edition of a standard as a typed dataflow graph, enough on its own to calculate with.

The interpreter, every target, the documentation and third parties read this and nothing else. All arithmetic is on
plain exact numbers: a value is stored as its magnitude in the unit of the rule, input or column that holds it, and the
compiler has written every conversion between units as an explicit `Scale` node. `unit` on a node is what the number
means; no consumer needs it to calculate. `at` on a node is an index into `Form.places`, so that every step can name
its standard, clause and line.

Numbers are strings: a decimal (`2.19`) or an exact fraction (`44/12`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, dataclass_transform

import msgspec

FORMAT = 1
"""Version of this format; a reader refuses any other."""

EVIDENCE = ("primary", "excerpt", "secondary", "draft", "unverified")
"""Evidence a text is known by, strongest first."""


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Struct(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of everything in the compiled form."""


class Label(Struct):
    zh: str = ""
    en: str = ""


# --- types ------------------------------------------------------------------------------------------------------------


class Quantity(Struct, tag="quantity"):
    """A number in `unit`; `whole` admits integers only."""

    unit: str
    whole: bool = False


class Choice(Struct, tag="choice"):
    """A member of the enumeration `of`."""

    of: str


class Truth(Struct, tag="truth"):
    pass


class Date(Struct, tag="date"):
    pass


class Text(Struct, tag="text"):
    pass


class Item(Struct, tag="item"):
    """One item of the list input `of`."""

    of: str


Type = Quantity | Choice | Truth | Date | Text | Item


# --- expressions ------------------------------------------------------------------------------------------------------


class Node(Struct, kw_only=True):
    at: int = 0
    unit: str = ""


class Num(Node, tag="num"):
    """A literal; `value` is its magnitude in `unit`."""

    value: str


class Str(Node, tag="str"):
    value: str


class Bool(Node, tag="bool"):
    value: bool


class Day(Node, tag="day"):
    """An ISO date."""

    value: str


class Member(Node, tag="member"):
    of: str
    name: str


class Absent(Node, tag="absent"):
    """No value: `unknown`, or `not_applicable`. Neither is zero."""

    kind: Literal["unknown", "not_applicable"]


class Ref(Node, tag="ref"):
    """The value of an input or an option."""

    name: str


class Var(Node, tag="var"):
    """A parameter of the rule, or the variable of an enclosing aggregate."""

    name: str


class Get(Node, tag="get"):
    """A field of a list item."""

    of: Expr
    field: str


class Call(Node, tag="call"):
    """The value of a rule; without arguments for a rule without parameters."""

    rule: str
    arguments: tuple[Expr, ...] = ()


class Lookup(Node, tag="lookup"):
    """The cell of `table` in value column `column` for these keys, in the order of the table's keys."""

    table: str
    keys: tuple[Expr, ...]
    column: str


class Add(Node, tag="add"):
    left: Expr
    right: Expr


class Sub(Node, tag="sub"):
    left: Expr
    right: Expr


class Mul(Node, tag="mul"):
    left: Expr
    right: Expr


class Div(Node, tag="div"):
    """Refused at run time where `right` is zero."""

    left: Expr
    right: Expr


class Neg(Node, tag="neg"):
    of: Expr


class Pow(Node, tag="pow"):
    """Exact for a whole exponent, else to 50 significant digits."""

    left: Expr
    right: Expr


class Scale(Node, tag="scale"):
    """The same amount in another unit: `of` times the exact factor `by`."""

    of: Expr
    by: str


class Fn(Node, tag="fn"):
    """`exp ln log10 sqrt` to 50 significant digits; `abs min max` exact; the others are of dates.

    `add_months(date, n)` keeps the day of the month, or takes the last day of a shorter month.
    """

    name: Literal[
        "abs", "min", "max", "exp", "ln", "log10", "sqrt", "year_of", "days_between", "add_days", "add_months"
    ]
    arguments: tuple[Expr, ...]


class Round(Node, tag="round"):
    """Rounding of the exact value, to `decimals` places or to `significant` digits (exactly one is given)."""

    of: Expr
    mode: Literal["half_up", "half_even", "down", "up", "floor", "ceiling"]
    decimals: int | None = None
    significant: int | None = None


class Cmp(Node, tag="cmp"):
    """`lt le gt ge` on numbers and dates; `eq ne` on any two values of one type."""

    op: Literal["lt", "le", "gt", "ge", "eq", "ne"]
    left: Expr
    right: Expr


class And(Node, tag="and"):
    """Left to right; the second is not looked at where the first decides. `Or` likewise."""

    left: Expr
    right: Expr


class Or(Node, tag="or"):
    left: Expr
    right: Expr


class Not(Node, tag="not"):
    of: Expr


class If(Node, tag="if"):
    condition: Expr
    then: Expr
    other: Expr


class Known(Node, tag="known"):
    """True where `of` has a value: neither unknown nor not applicable."""

    of: Expr


class Applicable(Node, tag="applicable"):
    """False only where `of` is not applicable."""

    of: Expr


class OrElse(Node, tag="or_else"):
    left: Expr
    right: Expr


class Aggregate(Node, tag="aggregate"):
    """Over the items of list input `over` for which `where` holds. `distinct`: no two values of `body` are equal.

    Over no item: sum and count are 0, any is false, all and distinct are true, mean, min and max are refused.
    """

    kind: Literal["sum", "count", "mean", "min", "max", "any", "all", "distinct"]
    variable: str
    over: str
    body: Expr
    where: Expr | None = None


Expr = (
    Num
    | Str
    | Bool
    | Day
    | Member
    | Absent
    | Ref
    | Var
    | Get
    | Call
    | Lookup
    | Add
    | Sub
    | Mul
    | Div
    | Neg
    | Pow
    | Scale
    | Fn
    | Round
    | Cmp
    | And
    | Or
    | Not
    | If
    | Known
    | Applicable
    | OrElse
    | Aggregate
)


# --- declarations -----------------------------------------------------------------------------------------------------


class Place(Struct):
    """Where a thing stands: the standard's id, the clause's id, and the line of the literate file."""

    standard: str
    clause: str = ""
    line: int = 0


class UnitName(Struct):
    """A unit the standard itself defines: `value` of `unit`, or a count of its own where these are empty."""

    name: str
    value: str = ""
    unit: str = ""
    label: Label = Label()
    at: int = 0


class EnumMember(Struct):
    name: str
    label: Label = Label()


class Enumeration(Struct):
    name: str
    members: tuple[EnumMember, ...]
    label: Label = Label()
    at: int = 0


class Bound(Struct):
    """`op` one of lt le gt ge; `value` in the unit of the input."""

    op: Literal["lt", "le", "gt", "ge"]
    value: str


class Input(Struct):
    """One value the user supplies. `source_of`: this input is the data rank of that one, reported with it."""

    name: str
    type: Type
    bounds: tuple[Bound, ...] = ()
    optional: bool = False
    role: Literal["", "activity", "factor"] = ""
    source_of: str = ""
    label: Label = Label()
    at: int = 0


class ListInput(Struct):
    """A list the user supplies; every item has the `fields`."""

    name: str
    fields: tuple[Input, ...]
    at_least: int = 0
    optional: bool = False
    label: Label = Label()
    at: int = 0


class Option(Struct):
    """A freedom the standard leaves. `default` is a literal, or absent: then it must be taken explicitly."""

    name: str
    type: Type
    modality: Literal["shall", "should", "may"]
    default: Expr | None = None
    bounds: tuple[Bound, ...] = ()
    label: Label = Label()
    at: int = 0


class Key(Struct):
    name: str
    type: Type


class Column(Struct):
    name: str
    type: Type


class Row(Struct):
    """`keys` and `values` as text: member names, numbers, ISO dates; None is a cell the source leaves unknown."""

    keys: tuple[str, ...]
    values: tuple[str | None, ...]


class Table(Struct):
    """`partial`: a missing row or cell is unknown; otherwise every legal key is present."""

    name: str
    keys: tuple[Key, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    partial: bool = False
    label: Label = Label()
    at: int = 0


class Parameter(Struct):
    name: str
    type: Type


class Case(Struct):
    """One definition of a rule.

    `guard` None: always applies. `otherwise`: applies where no other case of the same `rank` applies.
    `rank` 0 is the base; a case of a higher rank that applies wins over all lower ranks (exceptions, departures).
    """

    body: Expr
    guard: Expr | None = None
    otherwise: bool = False
    rank: int = 0
    departs: str = ""
    at: int = 0


class Rule(Struct):
    """A definition, all its cases gathered.

    Unless `in_order`, every applicable case of the highest applicable rank must give the same value: two different
    ones are a conflict that names both clauses. In order: the first applicable one is taken. None applicable: a gap.
    `maybe`: the value may be unknown or not applicable.
    """

    name: str
    type: Type
    cases: tuple[Case, ...]
    parameters: tuple[Parameter, ...] = ()
    in_order: bool = False
    maybe: bool = False
    hidden: bool = False
    label: Label = Label()
    at: int = 0


class Requirement(Struct):
    """`shall`: refused with the message where `condition` is false. `should`: a warning."""

    condition: Expr
    message: Label
    modality: Literal["shall", "should"] = "shall"
    guard: Expr | None = None
    at: int = 0


class Stage(Struct):
    name: str
    label: Label = Label()
    because: Label | None = None
    at: int = 0


class Boundary(Struct):
    name: str
    stages: tuple[Stage, ...]
    excludes: tuple[EnumMember, ...] = ()
    label: Label = Label()
    at: int = 0


class Term(Struct):
    """One line of the inventory. `rule` gives it in its own gas, `total` as it enters the total (CO2e, or the one gas).

    `inputs`: the inputs it depends on, which its primary-data share follows.
    """

    name: str
    kind: Literal["emission", "removal"]
    stage: str
    rule: str
    total: str
    gas: str = ""
    carbon: Literal["", "fossil", "biogenic"] = ""
    inputs: tuple[str, ...] = ()
    label: Label = Label()
    at: int = 0


class Inventory(Struct):
    """The terms and the rule that adds them up."""

    total: str
    terms: tuple[Term, ...]


class DeclaredUnit(Struct):
    """`amount` with `unit` of the thing named, or the input `choice` that names it."""

    amount: str = ""
    unit: str = ""
    choice: str = ""
    functional: bool = False
    label: Label = Label()
    at: int = 0


class DataOrder(Struct):
    """Ranks of data, best first; inputs of this role carry one."""

    role: Literal["activity", "factor"]
    enumeration: str
    at: int = 0


class Construct(Struct):
    """A first-class construct that was desugared: what it was, and the rules and requirements made from it."""

    kind: Literal["cut_off", "allocation", "electricity", "ledger", "data_requirement"]
    name: str
    rules: tuple[str, ...] = ()
    label: Label = Label()
    at: int = 0


Json = Any
"""What JSON can hold; examples keep every number as the text printed."""


class Expectation(Struct):
    """A printed result.

    `target`: an output or rule, `limit(E)` with arguments, `share(#1)` for the first item of the list it takes.
    `printed`: the digits and unit as printed. `reading`: how the source shortened it. `places`: where fewer digits
    count than are printed. `disputed`: the rules do not give this value; `explanation` says which reading would.
    """

    target: str
    printed: str
    reading: Literal["half_up", "half_even", "truncated", "exact"] = "half_up"
    places: int | None = None
    disputed: bool = False
    explanation: Label | None = None


class Example(Struct):
    """A published worked example. `given`, `options` as a user would write them; `refused`: the error code expected."""

    name: str
    source: str
    evidence: str
    given: dict[str, Json]
    options: dict[str, Json] = {}
    expect: tuple[Expectation, ...] = ()
    refused: str = ""
    constructed: bool = False
    note: Label = Label()
    at: int = 0


class Clause(Struct):
    """`was`: clauses of an earlier edition that stand here now, as the edition itself says."""

    id: str
    title: str
    level: int = 1
    evidence: str = ""
    was: tuple[str, ...] = ()


class Former(Struct):
    """What the edition itself says of an earlier one: these names are those now. Fields and members with a dot."""

    was: tuple[str, ...]
    now: tuple[str, ...]
    at: int = 0


class Dates(Struct):
    issued: str = "unknown"
    effective: str = "unknown"
    expires: str = ""


class Dependency(Struct):
    id: str
    digest: str
    status: str


class Standard(Struct):
    """Identity. `status` is the weakest evidence of this edition and of everything it uses."""

    id: str
    number: str
    edition: str
    title: Label
    level: str
    issuer: Label
    dates: Dates
    status: str
    own_status: str
    digest: str
    gwp: str = ""
    follows: tuple[str, ...] = ()
    source: str = ""


class Form(Struct):
    """One edition, compiled. `rules` stand in an order in which each comes after those it calls."""

    footrule: int
    compiler: str
    standard: Standard
    dependencies: tuple[Dependency, ...]
    places: tuple[Place, ...]
    clauses: tuple[Clause, ...]
    enumerations: tuple[Enumeration, ...]
    inputs: tuple[Input, ...]
    lists: tuple[ListInput, ...]
    options: tuple[Option, ...]
    tables: tuple[Table, ...]
    rules: tuple[Rule, ...]
    requirements: tuple[Requirement, ...]
    outputs: tuple[str, ...]
    reports: tuple[str, ...]
    declared_unit: DeclaredUnit | None = None
    boundary: Boundary | None = None
    inventory: Inventory | None = None
    data: tuple[DataOrder, ...] = ()
    units: tuple[UnitName, ...] = ()
    constructs: tuple[Construct, ...] = ()
    examples: tuple[Example, ...] = ()
    former: tuple[Former, ...] = ()


def weakest(found: Iterable[str]) -> str:
    """The weakest of these kinds of evidence: what a result inherits."""
    return max(found, key=lambda status: EVIDENCE.index(status) if status in EVIDENCE else len(EVIDENCE))


def encode(form: Form) -> bytes:
    """Canonical JSON of a compiled form."""
    return msgspec.json.encode(form)


def decode(data: bytes) -> Form:
    """Read and validate a compiled form.

    Raises `msgspec.ValidationError` where the document is not of this shape or not of this version, and
    `msgspec.DecodeError` where it is not JSON.
    """
    form = msgspec.json.decode(data, type=Form)
    if form.footrule != FORMAT:
        raise msgspec.ValidationError(f"compiled form of version {form.footrule}; this reader knows version {FORMAT}")
    return form


def schema() -> dict[str, object]:
    """JSON Schema of the compiled form."""
    return msgspec.json.schema(Form)
