"""Nodes of declarations: labels, members, types, bounds, inputs and options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from footrule.dsl.characters import has_han
from footrule.dsl.expression_nodes import ExpressionNodes, Parts, between
from footrule.dsl.findings import Finding, Refused
from footrule.dsl.keywords import TYPES
from footrule.dsl.lexer import Token
from footrule.dsl.phrases import said
from footrule.dsl.tree import (
    Bound,
    ChoiceType,
    Expr,
    FieldDeclaration,
    Input,
    Labels,
    ListDeclaration,
    Member,
    NamedType,
    Option,
    QuantityType,
    Span,
)

_BOUNDS: dict[str, Literal["lt", "le", "gt", "ge"]] = {
    "AT_LEAST": "ge",
    "ABOVE": "gt",
    "AT_MOST": "le",
    "BELOW": "lt",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """One bound phrase: `between` makes two bounds of it."""

    bounds: tuple[Bound, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Default:
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Listed:
    """Several nodes in a row, with the span of all."""

    nodes: tuple[Any, ...]
    span: Span


class DeclarationNodes(ExpressionNodes):
    """Callbacks for names, labels, types and what a user supplies."""

    # --- labels ---

    def strings(self, parts: Parts) -> list[Token]:
        return parts

    def labels(self, strings: Sequence[Token]) -> Labels:
        """At most one label a language; a string holding Han characters is the Chinese one."""
        if not strings:
            return Labels()
        if len(strings) > 2:
            self.find("F0117", between(strings[2], strings[-1]))
            return Labels()
        if len(strings) == 1:
            only = strings[0].text
            return Labels(zh=only) if has_han(only) else Labels(en=only)
        first, second = strings
        chinese = has_han(first.text), has_han(second.text)
        if chinese == (True, True):
            self.find("F0117", second.span)
            return Labels(zh=first.text)
        if chinese == (False, True):
            return Labels(zh=second.text, en=first.text)
        return Labels(zh=first.text, en=second.text)

    def single(self, tokens: Sequence[Any], what: str) -> Any:
        """The only one of `tokens`, or None; a second one is a finding."""
        if len(tokens) > 1:
            self.find("F0118", tokens[1].span, **said("what", what))
        return tokens[0] if tokens else None

    # --- members and types ---

    def member(self, parts: Parts) -> Member:
        name, strings = parts
        return Member(self.named(name), self.labels(strings), between(name, strings[-1] if strings else name))

    def members(self, parts: Parts) -> Listed:
        members = tuple(parts[::2])
        return Listed(members, between(members[0], members[-1]))

    def quantity_type(self, parts: Parts) -> QuantityType:
        return QuantityType(parts[0].text, False, parts[0].span)

    def named_type(self, parts: Parts) -> NamedType:
        return NamedType(TYPES.get(parts[-1].text, parts[-1].text), parts[-1].span)

    def choice_type(self, parts: Parts) -> ChoiceType:
        return ChoiceType(parts[1].nodes, between(parts[0], parts[1]))

    def declared_name(self, name: Token) -> str:
        """The name of a new kind: not one the language keeps for its own types."""
        if name.text in TYPES:
            self.find("F0120", name.span, name=name.text)
        return self.named(name)

    # --- bounds ---

    def bound(self, parts: Parts) -> Bounds:
        span = between(parts[0], parts[-1])
        if parts[0].type == "BETWEEN":
            low, high = parts[1], parts[3]
            return Bounds((Bound("ge", low, low.span), Bound("le", high, high.span)), span)
        return Bounds((Bound(_BOUNDS[parts[0].type], parts[1], span),), span)

    def default(self, parts: Parts) -> Default:
        return Default(parts[1], between(*parts))

    # --- inputs and options ---

    def declaration(self, parts: Parts) -> FieldDeclaration:
        name, strings, *rest = parts
        early = rest[:1] if isinstance(rest[0], Token) else []
        written, *modifiers = rest[len(early) :]
        tokens = [part for part in (*early, *modifiers) if isinstance(part, Token)]
        late = [token for token in tokens if token.type == "STRING"]
        if strings and late:
            self.find("F0118", late[0].span, **said("what", "label"))
        self.single([token for token in tokens if token.type == "OPTIONAL"], "OPTIONAL")
        role = self.single([token for token in tokens if token.type in ("ACTIVITY", "FACTOR")], "role")
        whole = self.single([token for token in tokens if token.type == "WHOLE"], "WHOLE")
        return FieldDeclaration(
            name=self.named(name),
            type=self._whole(written, whole),
            bounds=tuple(bound for part in modifiers if isinstance(part, Bounds) for bound in part.bounds),
            optional=any(token.type == "OPTIONAL" for token in tokens),
            role=role.type.lower() if role else None,
            labels=self.labels(strings or late),
            span=between(name, modifiers[-1] if modifiers else written),
        )

    def _whole(self, written: Any, whole: Token | None) -> Any:
        if whole is None:
            return written
        if not isinstance(written, QuantityType):
            self.find("F0127", whole.span, whole=self.word("WHOLE"))
            return written
        return QuantityType(written.unit, True, written.span)

    def input(self, parts: Parts) -> Input:
        return Input(parts[1], between(*parts))

    def list_part(self, parts: Parts) -> Any:
        return parts[-1]

    def field(self, parts: Parts) -> FieldDeclaration:
        declaration: FieldDeclaration = parts[1]
        return declaration

    def list_input(self, parts: Parts) -> Input:
        first, name, strings, _, *rest = parts
        tokens = [part for part in rest if isinstance(part, Token)]
        fields = tuple(part for part in rest if isinstance(part, FieldDeclaration))
        late = [token for token in tokens if token.type == "STRING"]
        if strings and late:
            self.find("F0118", late[0].span, **said("what", "label"))
        least = self.single([token for token in tokens if token.type == "INT"], "AT_LEAST")
        if least is not None and len(least.text) > 9:
            raise Refused(Finding("F0125", least.span, {"limit": "9"}))
        self.single([token for token in tokens if token.type == "OPTIONAL"], "OPTIONAL")
        span = between(first, fields[-1])
        return Input(
            ListDeclaration(
                name=self.named(name),
                fields=fields,
                at_least=int(least.text) if least else 0,
                optional=any(token.type == "OPTIONAL" for token in tokens),
                labels=self.labels(strings or late),
                span=between(name, fields[-1]),
            ),
            span,
        )

    def option(self, parts: Parts) -> Option:
        first, name, strings, written, *modifiers = parts
        own = [part for part in modifiers if not (isinstance(part, Default) or _is_modality(part))]
        default = self.single([part for part in modifiers if isinstance(part, Default)], "DEFAULT")
        modality = self.single([part for part in modifiers if _is_modality(part)], "modality")
        span = between(first, modifiers[-1] if modifiers else written)
        return Option(
            declaration=self.declaration([name, strings, written, *own]),
            default=default.value if default else None,
            modality=modality.type.lower() if modality else "may",
            span=span,
        )


def _is_modality(part: Any) -> bool:
    return isinstance(part, Token) and part.type in ("SHALL", "SHOULD", "MAY")
