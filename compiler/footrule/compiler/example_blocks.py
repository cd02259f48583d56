"""Example blocks: published worked examples, checked for names, kept with every digit as printed."""

from __future__ import annotations

import re

from footrule.compiler.modules import Module
from footrule.compiler.names import nearest
from footrule.compiler.reporting import Origin
from footrule.compiler.scope import Scope
from footrule.dsl import tree
from footrule.runtime import form

KEYS = ("source", "evidence", "given", "options", "expect", "refused", "constructed", "note")
EXPECTATION_KEYS = ("printed", "reading", "places", "disputed", "explanation")
READINGS = ("half_up", "half_even", "truncated", "exact")
EVIDENCE = ("primary", "excerpt", "secondary")
TARGET = re.compile(r"^(?P<name>\w+)\s*(\((?P<arguments>.*)\))?$")
YES = ("yes", "true", "是")


def compile_examples(module: Module, scope: Scope) -> list[form.Example]:
    found = []
    for block in module.examples:
        example = _Reader(block, module, scope).example()
        if example is not None:
            found.append(example)
    return found


class _Reader:
    """One block; every finding is at the block, naming the key it is about."""

    def __init__(self, block: tree.ExampleBlock, module: Module, scope: Scope) -> None:
        self.block = block
        self.scope = scope
        self.module = module
        self.origin = Origin(module.path, module.id, block.clause)
        self.place = self.origin.place(block.span)

    def example(self) -> form.Example | None:
        data = self.block.data
        for key in data:
            if key not in KEYS:
                self._find("F0417", key=key, near=nearest(key, KEYS), known=", ".join(KEYS))
        constructed = str(data.get("constructed", "no")) in YES
        source, evidence = data.get("source"), data.get("evidence")
        if not isinstance(source, str) or not source:
            self._find("F0420", key="source")
        if evidence is None and self.module.front.status in EVIDENCE:
            evidence = self.module.front.status
        if evidence not in EVIDENCE:
            self._find("F0426", found=str(evidence or ""))
        expectations = self._expectations(data.get("expect"))
        refused = data.get("refused")
        if data.get("expect") is None and not refused:
            self._find("F0420", key="expect")
        given = self._names(data.get("given"), {*self.scope.inputs, *self.scope.lists}, "given")
        options = self._names(data.get("options"), set(self.scope.options), "options")
        return form.Example(
            name=self.block.name,
            source=str(source or ""),
            evidence=str(evidence or ""),
            given=given,
            options=options,
            expect=expectations,
            refused=str(refused or ""),
            constructed=constructed,
            note=_label(data.get("note")),
            at=self.scope.places.at(self.origin, self.block.span),
        )

    def _names(self, value: tree.ExampleValue, known: set[str], key: str) -> dict[str, form.Json]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._find("F0427", key=key)
            return {}
        for name in value:
            if name not in known:
                self._find("F0419", name=name, near=nearest(name, known), key=key)
        return dict(value)

    def _expectations(self, value: tree.ExampleValue) -> tuple[form.Expectation, ...]:
        if value is None:
            return ()
        if not isinstance(value, dict):
            self._find("F0427", key="expect")
            return ()
        found = []
        for target, printed in value.items():
            self._check_target(target)
            if isinstance(printed, dict):
                found.append(self._detailed(target, printed))
            elif isinstance(printed, str):
                found.append(form.Expectation(target=target, printed=printed))
            else:
                self._find("F0427", key=target)
        return tuple(found)

    def _detailed(self, target: str, given: dict[str, tree.ExampleValue]) -> form.Expectation:
        for key in given:
            if key not in EXPECTATION_KEYS:
                self._find("F0417", key=key, near=nearest(key, EXPECTATION_KEYS), known=", ".join(EXPECTATION_KEYS))
        reading, places = str(given.get("reading", "half_up")), given.get("places")
        if reading not in READINGS:
            self._find("F0417", key=reading, near=nearest(reading, READINGS), known=", ".join(READINGS))
            reading = "half_up"
        disputed = str(given.get("disputed", "no")) in YES
        explanation = _label(given.get("explanation"))
        if disputed and explanation == form.Label():
            self._find("F0428", target=target)
        return form.Expectation(
            target=target,
            printed=str(given.get("printed", "")),
            reading=reading,  # type: ignore[arg-type]  # checked against the readings just above
            places=int(places) if isinstance(places, str) and places.isdigit() else None,
            disputed=disputed,
            explanation=explanation if disputed else None,
        )

    def _check_target(self, target: str) -> None:
        found = TARGET.match(target)
        if found is None or found["name"] not in self.scope.signatures:
            name = found["name"] if found else target
            self._find("F0418", target=target, near=nearest(name, self.scope.signatures))
            return
        wanted = len(self.scope.signatures[found["name"]].parameters)
        given = len(found["arguments"].split(",")) if found["arguments"] else 0
        if wanted != given:
            self._find("F0212", name=found["name"], wanted=str(wanted), found=str(given))

    def _find(self, code: str, **arguments: str) -> None:
        self.scope.findings.add(code, self.place, also=(), example=self.block.name, **arguments)


def _label(value: tree.ExampleValue) -> form.Label:
    if isinstance(value, dict):
        return form.Label(zh=str(value.get("zh") or ""), en=str(value.get("en") or ""))
    if isinstance(value, str):
        chinese = any("㐀" <= character <= "鿿" for character in value)
        return form.Label(zh=value) if chinese else form.Label(en=value)
    return form.Label()
