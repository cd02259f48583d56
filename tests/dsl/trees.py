"""Random trees such as the parser can make, for the properties of printer, parser and formatter."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from footrule.dsl import tree as t

NOWHERE = t.Span(0, 0, 0, 0)

names = st.sampled_from(["a", "mass", "x_1", "废钢比", "产品", "café", "factor", "gas", "at", "of", "单位", "data"])
units = st.sampled_from(["t", "%", "kgCO2e/kWh", "months", "years", "10^4 m3", "1", "kgCO2e/t 氧化铝", "ladle"])
zh_text = st.sampled_from(["废钢比", "等级（A）", '含 " 引号', "50 % 以上"])
en_text = st.sampled_from(["scrap share", "≤ 5", "x -- y", "a：b"])
labels = st.builds(t.Labels, st.none() | zh_text, st.none() | en_text)
some_labels = labels.filter(lambda found: found != t.Labels())


def node(made: Any, /, **fields: Any) -> Any:
    return st.builds(made, **fields, span=st.just(NOWHERE))


digits = st.sampled_from(["0", "1", "2.19", "007", "1000000000000"])
name_nodes = node(t.Name, id=names)
numbers = node(t.Number, digits=digits, unit=st.none() | units)
quantities = node(t.Number, digits=digits, unit=units)
atoms = st.one_of(
    numbers,
    name_nodes,
    node(t.String, value=zh_text | en_text),
    node(t.Truth, value=st.booleans()),
    node(t.DateLiteral, value=st.sampled_from(["2024-01-22", "2024-02-29"])),
    node(t.Absent, kind=st.sampled_from(["unknown", "not_applicable"])),
)


def few(strategy: Any, least: int = 1) -> Any:
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


@st.composite
def _compare(draw: Any, inner: Any) -> t.Compare:
    terms = draw(st.lists(inner, min_size=2, max_size=3))
    sign = st.sampled_from(["lt", "le", "gt", "ge", "eq", "ne"])
    return t.Compare(tuple(terms), tuple(draw(sign) for _ in terms[1:]), NOWHERE)


def _larger(inner: Any) -> Any:
    round_fields = {
        "of": inner,
        "mode": st.sampled_from(["half_up", "half_even", "down", "up", "floor", "ceiling"]),
        "unit": st.none() | units,
    }
    return st.one_of(
        node(t.Binary, op=st.sampled_from(["add", "sub", "mul", "div", "pow", "and", "or"]), left=inner, right=inner),
        node(t.Unary, op=st.sampled_from(["neg", "not"]), of=inner),
        _compare(inner),
        node(t.Membership, of=inner, members=few(inner), negated=st.booleans()),
        node(t.OrElse, left=inner, right=inner),
        node(t.Conditional, condition=inner, then=inner, other=inner),
        node(t.Field, of=inner, name=names),
        node(t.Index, of=name_nodes, keys=few(inner)),
        node(t.Call, name=st.sampled_from(["limit", "abs", "known", "year_of", "co2e"]), arguments=few(inner)),
        node(
            t.Aggregate,
            kind=st.sampled_from(["sum", "count", "mean", "min", "max", "any", "all", "distinct"]),
            body=inner,
            variable=names,
            over=name_nodes,
            where=st.none() | inner,
        ),
        node(t.Round, **round_fields, decimals=st.integers(0, 6), significant=st.none()),
        node(t.Round, **round_fields, decimals=st.none(), significant=st.integers(1, 6)),
        node(t.As, of=inner, unit=units),
    )


expressions = st.recursive(atoms, _larger, max_leaves=12)

members = node(t.Member, name=names, labels=labels)
quantity_types = node(t.QuantityType, unit=units, whole=st.just(False))
named_types = node(t.NamedType, name=st.sampled_from(["grade", "date", "yes_no", "text", "stage"]))
choices = node(t.ChoiceType, members=few(members))
bounds = st.lists(node(t.Bound, op=st.sampled_from(["lt", "le", "gt", "ge"]), value=expressions), max_size=2).map(tuple)
cases = st.one_of(
    st.tuples(node(t.Case, body=expressions, guard=st.none(), otherwise=st.just(False))),
    st.tuples(
        node(t.Case, body=expressions, guard=expressions, otherwise=st.just(False)),
        node(t.Case, body=expressions, guard=st.none(), otherwise=st.just(True)),
    ),
)
fields = node(
    t.FieldDeclaration,
    name=names,
    type=st.one_of(node(t.QuantityType, unit=units, whole=st.booleans()), named_types, choices),
    bounds=bounds,
    optional=st.booleans(),
    role=st.sampled_from([None, "activity", "factor"]),
    labels=labels,
)
plain_fields = fields.map(lambda f: t.FieldDeclaration(f.name, f.type, f.bounds, False, None, f.labels, NOWHERE))
lists = node(
    t.ListDeclaration,
    name=names,
    fields=few(fields),
    at_least=st.integers(0, 3),
    optional=st.booleans(),
    labels=labels,
)
loops = node(t.Loop, variable=names, over=name_nodes)
controls = node(
    t.Control,
    rows=st.integers(0, 400),
    sums=st.lists(node(t.ControlSum, column=names, total=digits | digits.map("-".__add__)), max_size=3).map(tuple),
)
guarded = {"guard": st.none() | expressions, "labels": labels}
relations = st.one_of(
    st.none(),
    node(t.ExceptionTo, clause=st.sampled_from(["7.3", "A.2", "附5"])),
    node(t.DepartsFrom, standard=st.just("cn/x@2024-draft"), clause=st.just("5.2"), because=zh_text),
)
statements = st.one_of(
    node(t.Use, names=few(st.tuples(names, names)), standard=st.just("catena-x/pcf-rulebook@4.0.1")),
    node(t.Kind, name=names, members=few(members), labels=labels),
    node(t.UnitDefinition, name=names, value=st.none() | quantities, labels=labels),
    node(t.Input, declaration=fields | lists),
    node(
        t.Option,
        declaration=plain_fields,
        default=st.none() | expressions,
        modality=st.sampled_from(["shall", "should", "may"]),
    ),
    node(
        t.Table,
        control=st.none() | controls,
        name=names,
        keys=few(node(t.TableKey, name=names, header=st.none() | zh_text, across=st.booleans())),
        values=few(node(t.TableValue, name=names, header=st.none() | en_text, unit=st.none() | units)),
        partial=st.booleans(),
        labels=labels,
    ),
    node(
        t.Rule,
        name=names,
        parameters=few(node(t.Parameter, name=names, type=quantity_types | named_types), 0),
        type=st.one_of(st.none(), quantity_types, named_types),
        labels=labels,
        in_order=st.booleans(),
        relation=relations,
        cases=cases,
    ),
    node(
        t.Require,
        condition=expressions,
        guard=st.none() | expressions,
        message=some_labels,
        modality=st.sampled_from(["shall", "should"]),
    ),
    node(t.Output, names=few(name_nodes)),
    node(t.Report, names=few(name_nodes)),
    node(t.DeclaredUnit, amount=quantities, choices=st.just(()), labels=labels, functional=st.booleans()),
    node(t.DeclaredUnit, amount=st.none(), choices=few(members), labels=st.just(t.Labels()), functional=st.booleans()),
    node(
        t.Boundary,
        name=names,
        labels=labels,
        stages=few(node(t.Stage, name=names, labels=labels, because=st.none() | some_labels)),
        excludes=few(members, 0),
    ),
    node(
        t.CutOff,
        base=name_nodes,
        each=node(t.Bound, op=st.just("lt"), value=numbers),
        together=st.none() | node(t.Bound, op=st.just("le"), value=numbers),
        never=few(members, 0),
    ),
    node(
        t.Term,
        kind=st.sampled_from(["emission", "removal"]),
        name=names,
        loop=st.none() | loops,
        stage=name_nodes | node(t.Field, of=name_nodes, name=names),
        gas=st.sampled_from([None, "CF4", "HFC-134a"]),
        carbon=st.sampled_from([None, "fossil", "biogenic"]),
        type=quantity_types,
        labels=labels,
        cases=cases,
    ),
    node(
        t.Allocation,
        burden=name_nodes,
        over=name_nodes,
        variable=names | st.just(""),
        methods=few(
            node(t.AllocationMethod, name=names, key=st.none() | expressions, otherwise=st.just(False), **guarded)
        ),
    ),
    node(t.DataOrder, role=st.sampled_from(["activity", "factor"]), ranks=few(members)),
    node(t.DataRequirement, rank=names, names=few(name_nodes)),
    node(
        t.Electricity,
        name=names,
        demand=expressions,
        sources=few(
            node(
                t.ElectricitySource,
                name=names,
                loop=st.none() | loops,
                supply=st.none() | expressions,
                factor=expressions,
                rest=st.booleans(),
                **guarded,
            )
        ),
    ),
    node(
        t.Ledger,
        name=names,
        over=name_nodes,
        variable=names,
        unit=quantities,
        amount=expressions,
        term=quantities,
        start=expressions,
        at=st.none() | expressions,
        identity=st.none() | expressions,
        cancelled=st.none() | expressions,
    ),
    node(t.Gwp, edition=st.sampled_from(["AR5", "AR6"]), years=st.sampled_from([20, 100])),
    node(t.Former, was=few(name_nodes), now=few(name_nodes)),
)
