"""The syntax tree: what an author wrote, before anything is known about what it means.

Every node is a frozen dataclass with a `span` into the file. Nothing here has a type, a unit value or a resolved
name: units are kept as the text between the brackets, numbers as the digits printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one file: 1-based lines and columns, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Labels:
    """Names shown to people; the language of a string is told by its script."""

    zh: str | None = None
    en: str | None = None


# --- expressions ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """A literal such as `2.19`, `20 %`, `5 [kgCO2e/kWh]`: digits as printed, the unit as written."""

    digits: str
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class String:
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Truth:
    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """An ISO date, `2024-01-22`."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Absent:
    """`unknown` or `not applicable`: two different ways of having no value, neither of them zero."""

    kind: Literal["unknown", "not_applicable"]
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier: an input, option, rule, parameter, loop variable or member of an enumeration."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Field:
    """`c.pcf`: a field of a list item, or a value column of a table row."""

    of: Expr
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Index:
    """`threshold[g]`, `allowance[g, product]`: a table lookup."""

    of: Name
    keys: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """`limit(E)` or a built-in: abs min max exp ln log10 sqrt known applicable source year_of days_between."""

    name: str
    arguments: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`sum(c.pcf for c in contributions where known(c.pcf))`."""

    kind: Literal["sum", "count", "mean", "min", "max", "any", "all", "distinct"]
    body: Expr
    variable: str
    over: Name
    where: Expr | None
    span: Span


@dataclass(frozen=True, slots=True)
class Unary:
    op: Literal["neg", "not"]
    of: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Binary:
    op: Literal["add", "sub", "mul", "div", "pow", "and", "or"]
    left: Expr
    right: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Compare:
    """A chain `a < x <= b`; `ops[i]` stands between `terms[i]` and `terms[i + 1]`."""

    terms: tuple[Expr, ...]
    ops: tuple[Literal["lt", "le", "gt", "ge", "eq", "ne"], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Membership:
    """`product in (coil, plate)`."""

    of: Expr
    members: tuple[Expr, ...]
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class OrElse:
    """`x or else y`: y where x is unknown or not applicable."""

    left: Expr
    right: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Conditional:
    condition: Expr
    then: Expr
    other: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Round:
    """`round x half_up to 2 decimals in t`; exactly one of `decimals` and `significant` is set."""

    of: Expr
    mode: Literal["half_up", "half_even", "down", "up", "floor", "ceiling"]
    decimals: int | None
    significant: int | None
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class As:
    """`x as [kg]`: the same amount in another unit, with substance tags added or dropped on purpose."""

    of: Expr
    unit: str
    span: Span


Expr = (
    Number
    | String
    | Truth
    | DateLiteral
    | Absent
    | Name
    | Field
    | Index
    | Call
    | Aggregate
    | Unary
    | Binary
    | Compare
    | Membership
    | OrElse
    | Conditional
    | Round
    | As
)


# --- types as written -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuantityType:
    unit: str
    whole: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    labels: Labels
    span: Span


@dataclass(frozen=True, slots=True)
class ChoiceType:
    """`one of coil, plate`: an enumeration declared where it is used."""

    members: tuple[Member, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class NamedType:
    """`: grade`, `: yes_no`, `: date`, `: text`, or the name of a list for its items."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Bound:
    """`at least 0` is ge, `above` gt, `at most` le, `below` lt; `between a and b` is two bounds, both closed."""

    op: Literal["lt", "le", "gt", "ge"]
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class FieldDeclaration:
    """One value a user supplies: the body of an `input`, or one field of a list input."""

    name: str
    type: QuantityType | ChoiceType | NamedType
    bounds: tuple[Bound, ...]
    optional: bool
    role: Literal["activity", "factor"] | None
    labels: Labels
    span: Span


@dataclass(frozen=True, slots=True)
class ListDeclaration:
    """`input contributions list of at least 1 …fields…`."""

    name: str
    fields: tuple[FieldDeclaration, ...]
    at_least: int
    optional: bool
    labels: Labels
    span: Span


# --- statements -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Use:
    """`use factor as grid_factor, region from cn/electricity-footprint@2024`."""

    names: tuple[tuple[str, str], ...]  # (name there, name here)
    standard: str
    span: Span


@dataclass(frozen=True, slots=True)
class Kind:
    """`kind grade one of A, B, C`: a named enumeration, members in order."""

    name: str
    members: tuple[Member, ...]
    labels: Labels
    span: Span


@dataclass(frozen=True, slots=True)
class UnitDefinition:
    """`unit ladle "钢包" "ladle"` (a new kind of count) or `unit drum = 200 L`."""

    name: str
    value: Number | None
    labels: Labels
    span: Span


@dataclass(frozen=True, slots=True)
class Input:
    declaration: FieldDeclaration | ListDeclaration
    span: Span


@dataclass(frozen=True, slots=True)
class Option:
    """A freedom the standard leaves. Without a default it must be taken explicitly."""

    declaration: FieldDeclaration
    default: Expr | None
    modality: Literal["shall", "should", "may"]
    span: Span


@dataclass(frozen=True, slots=True)
class TableKey:
    """`across` keys have their values in the header cells; `header` names the column where it differs."""

    name: str
    header: str | None
    across: bool
    span: Span


@dataclass(frozen=True, slots=True)
class TableValue:
    """A value column; `unit` overrides nothing: it must agree with the header where the header prints one."""

    name: str
    header: str | None
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class ControlSum:
    """`sum of value 17.9234`: what the cells of one column add up to, digits as written, in the column's unit."""

    column: str
    total: str
    span: Span


@dataclass(frozen=True, slots=True)
class Control:
    """`control 31 rows, sum of value 17.9234`: what whoever copied the table counted and added up on their own."""

    rows: int
    sums: tuple[ControlSum, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """`table threshold above: by grade gives a, b`: binds the printed table just above the block."""

    name: str
    keys: tuple[TableKey, ...]
    values: tuple[TableValue, ...]
    partial: bool
    labels: Labels
    span: Span
    control: Control | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A rule's argument: a quantity, or a named enumeration, or an item of a list input."""

    name: str
    type: QuantityType | NamedType
    span: Span


@dataclass(frozen=True, slots=True)
class Case:
    """`= body when guard`, `= body otherwise` or plain `= body`."""

    body: Expr
    guard: Expr | None
    otherwise: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ExceptionTo:
    clause: str
    span: Span


@dataclass(frozen=True, slots=True)
class DepartsFrom:
    standard: str
    clause: str
    because: str
    span: Span


@dataclass(frozen=True, slots=True)
class Rule:
    """A definition. `type` is None where this block only adds cases to a rule defined in another clause."""

    name: str
    parameters: tuple[Parameter, ...]
    type: QuantityType | NamedType | None
    labels: Labels
    in_order: bool
    relation: ExceptionTo | DepartsFrom | None
    cases: tuple[Case, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Require:
    """`require cond else "message"` (shall) or `recommend cond else "message"` (should)."""

    condition: Expr
    guard: Expr | None  # `require … when …`
    message: Labels
    modality: Literal["shall", "should"]
    span: Span


@dataclass(frozen=True, slots=True)
class Output:
    names: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    names: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class DeclaredUnit:
    """`declared unit 1 t of "…"`, or `declared unit one of piece, kilogram` where the user chooses."""

    amount: Number | None
    choices: tuple[Member, ...]
    labels: Labels
    functional: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Stage:
    """`because` states why a stage carries no term of its own."""

    name: str
    labels: Labels
    because: Labels | None
    span: Span


@dataclass(frozen=True, slots=True)
class Boundary:
    name: str
    labels: Labels
    stages: tuple[Stage, ...]
    excludes: tuple[Member, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class CutOff:
    """`cut-off of total_pcf: each below 1 %, together at most 5 %, never direct_emissions`."""

    base: Name
    each: Bound | None
    together: Bound | None
    never: tuple[Member, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Loop:
    variable: str
    over: Name
    span: Span


@dataclass(frozen=True, slots=True)
class Term:
    """An emission or removal of the inventory; `stage` is a stage name, or a field of the loop variable."""

    kind: Literal["emission", "removal"]
    name: str
    loop: Loop | None
    stage: Expr
    gas: str | None
    carbon: Literal["fossil", "biogenic"] | None
    type: QuantityType
    labels: Labels
    cases: tuple[Case, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class AllocationMethod:
    """`by mass using p.mass when …`; a method without a key is one whose shares come from outside."""

    name: str
    labels: Labels
    key: Expr | None
    guard: Expr | None
    otherwise: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Allocation:
    """`allocation of burden among products as p`: an ordered choice of methods and the shares they give."""

    burden: Name
    over: Name
    variable: str
    methods: tuple[AllocationMethod, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class DataOrder:
    """`data activity measured > statistical > literature`."""

    role: Literal["activity", "factor"]
    ranks: tuple[Member, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class DataRequirement:
    """`data required measured for anode_consumption, electricity`."""

    rank: str
    names: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ElectricitySource:
    """One step of the order in which demand is met; `rest` takes what is left."""

    name: str
    labels: Labels
    loop: Loop | None
    supply: Expr | None
    factor: Expr
    guard: Expr | None
    rest: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Electricity:
    """`electricity plant demand purchased`, then the numbered sources."""

    name: str
    demand: Expr
    sources: tuple[ElectricitySource, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Ledger:
    """`ledger gec over lots as c unit 1 MWh of c.amount valid 24 months from c.made at c.claimed once by c.id`."""

    name: str
    over: Name
    variable: str
    unit: Number | None
    amount: Expr | None
    term: Number | None
    start: Expr | None
    at: Expr | None
    identity: Expr | None
    cancelled: Expr | None
    span: Span


@dataclass(frozen=True, slots=True)
class Gwp:
    """`gwp AR6 100 years`."""

    edition: str
    years: int
    span: Span


@dataclass(frozen=True, slots=True)
class Former:
    """`was surcharge now extra_charge`: what things of an earlier edition are called here.

    Several before `now` are merged, several after it one split; a field is named with its list, a member with its
    kind: `was fuels.amount now fuels.mass`.
    """

    was: tuple[Name, ...]
    now: tuple[Name, ...]
    span: Span


Statement = (
    Use
    | Kind
    | UnitDefinition
    | Input
    | Option
    | Table
    | Rule
    | Require
    | Output
    | Report
    | DeclaredUnit
    | Boundary
    | CutOff
    | Term
    | Allocation
    | DataOrder
    | DataRequirement
    | Electricity
    | Ledger
    | Gwp
    | Former
)


# --- the literate file ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML head of a file, validated: see the language reference for each key."""

    standard: str
    edition: str
    title: Labels
    level: str
    issuer: Labels
    dates: tuple[tuple[str, str], ...]  # issued, effective, superseded …: ISO date, year-month, year, or `unknown`
    status: str
    follows: tuple[str, ...]
    source: str | None
    notes: Labels
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A heading with its id; `number` is what is printed, `id` what `§` names."""

    id: str
    title: str
    level: int
    evidence: str | None  # `{#7.2.1 evidence=excerpt}`; None: the file's status
    span: Span
    was: tuple[str, ...] = ()  # `{#7.3 was=5.2.1,5.2.2}`: clauses of an earlier edition that stand here now


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A Markdown pipe table as printed."""

    clause: str | None
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """A ```rule block: its statements, and the printed table nearest above it in the same clause."""

    clause: str | None
    table: PrintedTable | None
    statements: tuple[Statement, ...]
    text: str
    span: Span  # of the text inside the fences


@dataclass(frozen=True, slots=True)
class ExampleBlock:
    """A ```example block: YAML read with every scalar kept as the text printed."""

    clause: str | None
    name: str
    data: ExampleData
    span: Span
    places: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict, compare=False, repr=False)
    """Where each value stands, by its path in `data`: `("expect", "dqr")`."""
    keys: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict, compare=False, repr=False)
    """Where each key stands, by the path of its value."""


ExampleData = dict[str, "ExampleValue"]
ExampleValue = str | None | list["ExampleValue"] | dict[str, "ExampleValue"]


@dataclass(frozen=True, slots=True)
class Prose:
    """Everything between headings, tables and blocks, as Markdown."""

    clause: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One edition's file, in order of reading."""

    path: str
    front: FrontMatter | None
    clauses: tuple[Clause, ...]
    parts: tuple[Clause | Prose | PrintedTable | RuleBlock | ExampleBlock, ...] = field(default=())

    @property
    def blocks(self) -> tuple[RuleBlock, ...]:
        return tuple(part for part in self.parts if isinstance(part, RuleBlock))

    @property
    def examples(self) -> tuple[ExampleBlock, ...]:
        return tuple(part for part in self.parts if isinstance(part, ExampleBlock))
