"""The desugaring of a whole module, construct by construct."""

from __future__ import annotations

from footrule.compiler.desugar import allocation, boundary, cut_off, data_orders, declared_unit, electricity, ledger
from footrule.compiler.desugar.kernel import Kernel, Workbench
from footrule.compiler.modules import Gathering, Located, Module
from footrule.compiler.names import assemble
from footrule.compiler.reporting import Findings
from footrule.dsl import tree
from footrule.dsl.diagnostics.model import Also


def desugar(module: Module, findings: Findings) -> Kernel:
    """Write every construct as kernel statements; report constructs that cannot be."""
    bench = Workbench(module, findings, _copy(module))
    frame: Located[tree.Boundary] | None = None
    declared: Located[tree.DeclaredUnit] | None = None
    terms: list[Located[tree.Term]] = []
    orders: list[Located[tree.DataOrder]] = []
    for located in module.constructs:
        match located.statement:
            case tree.Boundary() as statement:
                if frame is not None:
                    also = (Also(frame.place, "先在此处定义", "first defined here"),)
                    findings.add("F0202", located.place, also=also, name="boundary")
                    continue
                frame = Located(statement, located.origin)
                boundary.stages(frame, bench)
            case tree.DeclaredUnit() as statement:
                declared = Located(statement, located.origin)
                declared_unit.desugar(declared, bench)
            case tree.Term() as statement:
                terms.append(Located(statement, located.origin))
            case tree.DataOrder() as statement:
                orders.append(Located(statement, located.origin))
            case tree.Allocation() as statement:
                allocation.desugar(Located(statement, located.origin), bench)
            case tree.Electricity() as statement:
                electricity.desugar(Located(statement, located.origin), bench)
            case tree.Ledger() as statement:
                ledger.desugar(Located(statement, located.origin), bench)
            case _:
                pass
    total = boundary.terms(terms, frame, bench)
    data_orders.orders(orders, bench)
    for located in module.constructs:
        if isinstance(located.statement, tree.CutOff):
            cut_off.desugar(Located(located.statement, located.origin), bench)
        elif isinstance(located.statement, tree.DataRequirement):
            data_orders.requirement(Located(located.statement, located.origin), bench)
    kernel = assemble(bench.gathering, module.front, module.clauses, module.examples, module.id, module.path, findings)
    return Kernel(kernel, frame, declared, tuple(bench.terms), total, tuple(orders), tuple(bench.made))


def _copy(module: Module) -> Gathering:
    blocks = [block for rule in module.rules for block in rule.blocks]
    return Gathering(
        uses=list(module.uses),
        kinds=list(module.kinds),
        units=list(module.units),
        inputs=list(module.inputs),
        options=list(module.options),
        tables=list(module.tables),
        rules=blocks,
        requires=list(module.requires),
        outputs=list(module.outputs),
        reports=list(module.reports),
        gwp=module.gwp,
        former=list(module.former),
    )
