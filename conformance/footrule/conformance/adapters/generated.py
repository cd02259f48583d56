"""A generated Python calculator as a tool under test: its own functions, read and calculated by its own package.

`describe` writes, beside a built package, which function is which rule; `GeneratedSubject` needs that file and the
package, and neither the compiler nor the standard.
Run as `python -m footrule.conformance.adapters.generated FOLDER`, or with `--serve PORT`.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import re
import sys
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footrule.conformance.adapters.serving import main

if TYPE_CHECKING:
    from footrule.runtime import form

DESCRIPTION = "conformance.json"
_TARGET = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*(?:\((?P<arguments>.*)\))?\s*", re.DOTALL)


def describe(compiled: form.Form, folder: Path) -> Path:
    """Write which generated function is which rule, input and kind into the package's folder."""
    from footrule.compiler.targets.python.names import module_name  # noqa: PLC0415
    from footrule.compiler.targets.python.naming import name_all  # noqa: PLC0415
    from footrule.conformance.interface import interface  # noqa: PLC0415

    naming = name_all(compiled)
    names = [*(each.name for each in compiled.inputs), *(each.name for each in compiled.lists)]
    told = {
        "module": module_name(compiled.standard.id),
        "standard": compiled.standard.id,
        "digest": compiled.standard.digest,
        "rules": {rule.name: naming.rules[rule.name] for rule in compiled.rules},
        "fields": {name: naming.fields["", name] for name in names},
        "kinds": {kind.name: naming.enumerations[kind.name] for kind in compiled.enumerations},
        "interface": interface(compiled),
    }
    path = folder / DESCRIPTION
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


class GeneratedSubject:
    """Answers messages by a generated package in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.told = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        source = str(folder / "src")
        if source not in sys.path:
            sys.path.insert(0, source)
        name = self.told["module"]
        self.calculator: Any = importlib.import_module(f"{name}.calculator")
        self.kinds: Any = importlib.import_module(f"{name}.kinds") if self.told["kinds"] else None
        self.refused: type[Exception] = importlib.import_module(f"{name}._runtime.problems").Refused
        example: Any = importlib.import_module(f"{name}._runtime.worked_example")
        self.read, self.not_given = example.example, example.NOT_GIVEN
        self.exact: Any = importlib.import_module(f"{name}._runtime.exact")
        self.rules = self.told["interface"]["rules"]

    def __call__(self, message: Mapping[str, Any]) -> dict[str, Any]:
        match message["message"]:
            case "hello":
                return {
                    "message": "ready",
                    "protocol": 1,
                    "name": f"generated Python: {self.told['standard']}",
                    "digest": self.told["digest"],
                    "standards": [self.told["standard"]],
                    "capabilities": ["rules", "partial", "units", "trace"],
                    "units": "any",
                    "arithmetic": "rational",
                }
            case "eval":
                return self._evaluate(message)
            case _:
                return {"message": "ok"}

    def _evaluate(self, message: Mapping[str, Any]) -> dict[str, Any]:
        seq, phase = message["seq"], "input"
        try:
            try:
                x = self.read(self.calculator.CALCULATION, message["inputs"], message.get("options", {}))
            except self.refused as refusal:
                problems: Any = refusal.problems  # type: ignore[attr-defined]  # it is the package's own refusal
                phase = _phase([each.code for each in problems])
                raise
            phase = "calculation"
            outputs, found = {}, []
            for target in message.get("want", ()):
                try:
                    outputs[target] = self._value(x, target)
                except self.refused as refusal:
                    found += list(refusal.problems)  # type: ignore[attr-defined]
            if found:
                phase = "input" if all(each.code in self.not_given for each in found) else phase
                raise self.refused(found)
            return {"message": "value", "seq": seq, "outputs": outputs, **self._trace(x, message)}
        except self.refused as refusal:
            codes = list(dict.fromkeys(each.code for each in refusal.problems))  # type: ignore[attr-defined]
            text = refusal.problems[0].line("en")  # type: ignore[attr-defined]
            return {
                "message": "reject",
                "seq": seq,
                "code": codes[0],
                "codes": codes,
                "phase": phase,
                "message_text": text,
            }

    def _trace(self, x: Any, message: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for name in message.get("trace", ()):
            with contextlib.suppress(self.refused):
                found[name] = self._value(x, name)
        return {"trace": found} if found else {}

    def _value(self, x: Any, target: str) -> dict[str, Any]:
        found = _TARGET.fullmatch(target)
        name = found["name"] if found else target
        if name not in self.told["rules"]:
            return _given(getattr(x, self.told["fields"][name]), self.told["interface"]["inputs"].get(name, {}), self)
        declared = self.rules.get(name, {"kind": "text"})
        texts = [text.strip() for text in re.split("[,，]", found["arguments"])] if found and found["arguments"] else []
        arguments = [
            self._argument(x, text, parameter)
            for text, parameter in zip(texts, declared.get("parameters", ()), strict=True)
        ]
        return _given(getattr(self.calculator, self.told["rules"][name])(x, *arguments), declared, self)

    def _argument(self, x: Any, text: str, declared: Mapping[str, Any]) -> Any:
        match declared["kind"]:
            case "item":
                return getattr(x, self.told["fields"][declared["of"]])[int(text.removeprefix("#")) - 1]
            case "choice":
                return getattr(self.kinds, self.told["kinds"][declared["of"]])(text)
            case "quantity":
                digits, _, unit = text.partition(" ")
                units = self.calculator.CALCULATION.units
                factor = units.factor(units.parse(unit.strip()), units.parse(declared["unit"])) if unit.strip() else 1
                return self.exact.read_number(digits) * factor
            case "truth":
                return text in ("yes", "true", "是")
            case "date":
                return date.fromisoformat(text)
            case _:
                return text


def _phase(codes: list[str]) -> str:
    if any(code == "R0301" for code in codes):
        return "requirement"
    return "calculation" if all(code.startswith("R03") for code in codes) else "input"


def _given(value: Any, declared: Mapping[str, Any], subject: GeneratedSubject) -> dict[str, Any]:
    if value is None:
        return {"kind": "unknown"}
    if isinstance(value, StrEnum):
        if type(value).__name__ in ("NotApplicable", "Absent"):
            return {"kind": "unknown" if value.value == "unknown" else "not_applicable"}
        return {"kind": "choice", "value": value.value}
    if isinstance(value, bool):
        return {"kind": "truth", "value": "true" if value else "false"}
    if isinstance(value, Fraction):
        return {"kind": "quantity", "value": subject.exact.shown(value, 50, 50), "unit": declared.get("unit", "1")}
    if isinstance(value, date):
        return {"kind": "date", "value": value.isoformat()}
    name = getattr(value, "value", None)
    if name in ("unknown", "not_applicable", "not applicable"):
        return {"kind": "unknown" if name == "unknown" else "not_applicable"}
    return {"kind": "choice" if declared.get("kind") == "choice" else "text", "value": str(value)}


if __name__ == "__main__":
    main(GeneratedSubject(Path(sys.argv[1])), sys.argv[2:])
