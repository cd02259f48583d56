"""A matrix-LCA engine we did not write, bw2calc of the Brightway framework, as a tool under test.

A document becomes three matrices: processes, elementary flows, characterisation factors. Whatever is more than a sum of
amounts times factors the engine cannot express, and it says `unsupported`, with what is missing.
Run as `python -m footrule.conformance.adapters.matrix_lca`, or with `--serve PORT`; needs `footrule[lca]`.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from importlib.resources import files
from typing import Any, Literal

import msgspec

from footrule.conformance.adapters.serving import main
from footrule.conformance.cases import Struct, read_yaml

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it advises faster solvers
    import bw2calc
    import bw_processing
    import numpy as np

UNIT, FIRST_PROCESS, FIRST_FLOW = 1, 1_000, 1_000_000
"""Numbers of the declared unit, of the processes it demands, and of elementary flows."""


class Flow(Struct):
    unit: str
    flow: str = ""


class Model(Struct):
    """One result as a sum; see the data file."""

    unit: str
    method: str
    flows: dict[str, Flow]
    list: str = ""
    by: str = ""
    not_applicable: Literal["", "no exchange"] = ""
    only: dict[str, str] = {}  # noqa: RUF012  the base is a msgspec.Struct, which copies defaults


class Described(Struct):
    methods: dict[str, dict[str, str]]
    standards: dict[str, dict[str, Model]]


class CannotExpress(Exception):
    """The engine has no place for something in the question; the message says for what."""


class MatrixSubject:
    """Answers messages by the engine."""

    def __init__(self) -> None:
        text = files("footrule.conformance.adapters").joinpath("matrix_lca.yaml").read_text("utf-8")
        self.by = msgspec.convert(read_yaml(text), Described)
        self.chosen = ""

    def __call__(self, message: Mapping[str, Any]) -> dict[str, Any]:
        match message["message"]:
            case "hello":
                return {
                    "message": "ready", "protocol": 1, "name": "bw2calc",
                    "version": ".".join(map(str, bw2calc.__version__)) if isinstance(bw2calc.__version__, tuple)
                    else str(bw2calc.__version__),
                    "standards": list(self.by.standards), "capabilities": ["rules", "partial"], "units": "declared",
                    "arithmetic": "binary",
                }  # fmt: skip
            case "eval":
                return self._evaluated(message)
            case _:
                return {"message": "ok"}

    def _evaluated(self, message: Mapping[str, Any]) -> dict[str, Any]:
        seq, want = message["seq"], message.get("want", ())
        try:
            models = self.by.standards.get(message.get("standard", ""), {})
            if not want:
                raise CannotExpress("acceptance")
            outputs = {}
            for target in want:
                if target not in models:
                    raise CannotExpress(target)
                outputs[target] = self._result(models[target], message["inputs"], message.get("options", {}))
        except CannotExpress as reason:
            return {"message": "unsupported", "seq": seq, "capability": str(reason)}
        return {"message": "value", "seq": seq, "outputs": outputs}

    def _result(self, model: Model, inputs: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
        for name, value in model.only.items():
            if options.get(name) != value:
                raise CannotExpress(f"{name} other than {value}")
        items = inputs.get(model.list) if model.list else [inputs]
        if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
            raise CannotExpress(f"a blank {model.list}")
        processes = [tuple(_exchanges(model, item)) for item in items]
        score = impact(processes, self.by.methods[model.method])
        return {"kind": "quantity", "value": str(Decimal(repr(score))), "unit": model.unit}


def _exchanges(model: Model, item: Mapping[str, Any]) -> Iterable[tuple[str, float]]:
    for name, declared in model.flows.items():
        value = item.get(name)
        if value in ("not applicable", "不适用"):
            if model.not_applicable:
                continue
            raise CannotExpress(f"{name} that is not applicable")
        if value is None:
            raise CannotExpress(f"a blank {name}")
        flow = item.get(model.by) if model.by else declared.flow
        if not isinstance(flow, str):
            raise CannotExpress(f"a blank {model.by}")
        digits, unit = (value.get("value"), value.get("unit")) if isinstance(value, dict) else (value, "")
        try:
            amount = float(Decimal(digits)) if isinstance(digits, str) else float("nan")
        except InvalidOperation:
            amount = float("nan")
        if not np.isfinite(amount):
            raise CannotExpress(f"{name} that is no number")
        if unit != declared.unit and not (amount == 0 and not unit):
            raise CannotExpress(f"{name} in other units than {declared.unit}")
        yield flow, amount


Exchanges = Sequence[tuple[str, float]]


def impact(processes: Sequence[Exchanges], method: Mapping[str, str]) -> float:
    """One declared unit demands one of each process, which is its exchanges: elementary flows and their amounts.

    Raises `CannotExpress`.
    """
    names = sorted({name for process in processes for name, _ in process})
    unknown = [name for name in names if name not in method]
    if unknown:
        raise CannotExpress(f"a factor for {unknown[0]}")
    if not names:
        return 0.0
    number = {name: FIRST_FLOW + at for at, name in enumerate(names)}
    made = [(UNIT, UNIT, 1.0)]
    emitted = []
    for at, process in enumerate(processes, FIRST_PROCESS):
        made += [(at, at, 1.0), (at, UNIT, 1.0)]
        emitted += [(number[name], at, amount) for name, amount in process]
    factors = [(number[name], 0, float(Fraction(method[name]))) for name in names]
    package = bw_processing.create_datapackage()
    _add(package, "technosphere_matrix", made, flip_array=np.array([row != column for row, column, _ in made]))
    _add(package, "biosphere_matrix", emitted)
    _add(package, "characterization_matrix", factors, global_index=0)
    engine = bw2calc.LCA({UNIT: 1}, data_objs=[package])
    engine.lci()
    engine.lcia()
    return float(engine.score)


def _add(package: Any, matrix: str, cells: list[tuple[int, int, float]], **more: Any) -> None:
    package.add_persistent_vector(
        matrix=matrix,
        name=matrix,
        indices_array=np.array([(row, column) for row, column, _ in cells], dtype=bw_processing.INDICES_DTYPE),
        data_array=np.array([value for _, _, value in cells], dtype=float),
        **more,
    )


if __name__ == "__main__":
    main(MatrixSubject(), sys.argv[1:])
