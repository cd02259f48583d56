"""The exact reference as a tool under test: the mock that a runner is tried against, over any carrier.

Run as `python -m footrule.conformance.adapters.reference REF`, or with `--serve PORT` as an HTTP service.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from footrule.conformance.adapters.serving import main
from footrule.conformance.reference_tool import Found, ReferenceTool, expected, kind_of_target
from footrule.runtime import form


class ReferenceSubject:
    """Answers messages by the reference. `tool` may be a changed one: a tool with a mistake."""

    def __init__(
        self, compiled: form.Form, tool: ReferenceTool | None = None, name: str = "footrule reference"
    ) -> None:
        self.tool = tool or ReferenceTool(compiled)
        self.compiled = compiled
        self.name = name

    def __call__(self, message: Mapping[str, Any]) -> dict[str, Any]:
        match message["message"]:
            case "hello":
                return {
                    "message": "ready",
                    "protocol": 1,
                    "name": self.name,
                    "digest": self.compiled.standard.digest,
                    "standards": [self.compiled.standard.id],
                    "capabilities": ["rules", "partial", "units", "trace"],
                    "units": "any",
                    "arithmetic": "rational",
                }
            case "choose":
                return {"message": "ok"}
            case "eval":
                return self.evaluate(message)
            case _:
                return {"message": "ok"}

    def evaluate(self, message: Mapping[str, Any]) -> dict[str, Any]:
        given = {"inputs": dict(message["inputs"]), "options": dict(message.get("options", {}))}
        answer = self.tool.answer(given, tuple(message.get("want", ())))
        if answer.refused:
            told = answer.problems[0].line("en") if answer.problems else ""
            codes = list(answer.codes)
            return {"message": "reject", "seq": message["seq"], "code": codes[0], "codes": codes,
                    "phase": answer.phase, "message_text": told}  # fmt: skip
        outputs = {name: self._given(name, found) for name, found in answer.values.items()}
        return {"message": "value", "seq": message["seq"], "outputs": outputs, **self._trace(given, message)}

    def _trace(self, given: dict[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for name in message.get("trace", ()):
            answer = self.tool.answer(given, (name,))
            if not answer.refused:
                found[name] = self._given(name, answer.values[name])
        return {"trace": found} if found else {}

    def _given(self, name: str, found: Found) -> dict[str, Any]:
        told = expected(found, kind_of_target(self.compiled, name))
        return {"kind": told.kind, "value": told.value, **({"unit": told.unit} if told.unit else {})}


def subject(reference: str) -> ReferenceSubject:
    """The reference of an edition of the library."""
    from footrule.compiler.driver import compile_standard  # noqa: PLC0415

    compiled = compile_standard(reference).form
    if compiled is None:
        raise SystemExit(f"{reference} does not compile")
    return ReferenceSubject(compiled)


if __name__ == "__main__":
    main(subject(sys.argv[1]), sys.argv[2:])
