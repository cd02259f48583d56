"""Expression -> MathML, the way a standard prints it: fractions, powers, subscripts, upright units.

A formula is a row of pieces. Each piece is one inline `<math>`, so that a long sum breaks between its terms on a
narrow screen, where a browser never breaks inside one. Names carry their label as a tooltip and lead to their
declaration; both ride on HTML inside `<mtext>`, which MathML Core admits there.
"""

from __future__ import annotations

from footrule.compiler.docs.formula_shape import Setting, formula_width, is_tall
from footrule.compiler.docs.names import Symbol
from footrule.compiler.docs.prose import plain
from footrule.compiler.docs.unit_text import pretty
from footrule.dsl import tree

_IF, _OR, _AND, _NOT, _COMPARE, _ELSE, _ADD, _MUL, _NEG, _POW, _ATOM = range(11)
_OPERATORS = {"lt": "&lt;", "le": "≤", "gt": "&gt;", "ge": "≥", "eq": "=", "ne": "≠"}
_LONG = 30
_SHORT = 12
_LONGEST_MEMBER = 28


def formula(expression: tree.Expr, setting: Setting) -> str:
    """The expression as inline MathML, broken into pieces where a line may end."""
    return " ".join(math(piece) for piece in pieces(expression, setting))


def math(content: str) -> str:
    return f'<math display="inline" displaystyle="true" class="fr-piece"><mrow>{content}</mrow></math>'


def pieces(expression: tree.Expr, setting: Setting) -> list[str]:
    """The expression as MathML fragments between which a line may end; each operator begins its fragment."""
    if formula_width(expression, setting) <= _LONG:
        return [_set(expression, setting)]
    match expression:
        case tree.Binary(op="add" | "sub" | "and" | "or" | "mul"):
            level = _level(expression)
            left = _broken(expression.left, level, setting)
            right = _broken(expression.right, level + 1 if expression.op == "sub" else level, setting)
            return [*left, _infix(expression.op, setting) + right[0], *right[1:]]
        case tree.Binary(op="div", left=tree.Binary(op="mul", left=first, right=last), right=under):
            # a x b x c over d reads as well as a x b x (c over d), and that breaks
            fraction = tree.Binary("div", last, under, expression.span)
            return pieces(tree.Binary("mul", first, fraction, expression.span), setting)
        case tree.OrElse(left=first, right=second):
            left, right = _broken(first, _ADD, setting), _broken(second, _ELSE, setting)
            return [*left, _word(setting.say("or_else")) + right[0], *right[1:]]
        case tree.Compare(terms=(first, second), ops=(op,)):
            left, right = _broken(first, _ELSE, setting), _broken(second, _ELSE, setting)
            return [*left, f"<mo>{_OPERATORS[op]}</mo>{right[0]}", *right[1:]]
        case tree.Conditional(condition=condition, then=then, other=other):
            parts = [(_OR, then, ""), (_OR, condition, "if"), (_IF, other, "else")]
            broken = [(_broken(part, level, setting), key) for level, part, key in parts]
            return [
                (_word(setting.say(key)) if key and not at else "") + piece
                for found, key in broken
                for at, piece in enumerate(found)
            ]
        case tree.Aggregate(kind="any" | "all" | "distinct", variable=variable):
            opened, _, _ = _aggregate_parts(expression, setting)
            return [opened, *_broken(expression.body, _COMPARE, setting.binding(variable))]
        case tree.Membership(of=of, negated=negated, members=members) if len(members) > 1:
            shown = [_set(member, setting) for member in members]
            sign = "∉" if negated else "∈"
            opened = f'{_in(of, _ELSE, setting)}<mo>{sign}</mo><mo>{{</mo>{shown[0]}<mo separator="true">,</mo>'
            between = [f'{one}<mo separator="true">,</mo>' for one in shown[1:-1]]
            return [opened, *between, f"{shown[-1]}<mo>}}</mo>"]
        case _:
            return [_set(expression, setting)]


def _broken(expression: tree.Expr, level: int, setting: Setting) -> list[str]:
    """A part of a long formula: at its own level broken further, in parentheses broken where nothing tall is inside."""
    if _level(expression) >= level:
        chain = (
            isinstance(expression, tree.Binary)
            and _level(expression) == level
            and formula_width(expression, setting) > _SHORT
        )
        return _chain(expression, setting) if chain else pieces(expression, setting)
    if formula_width(expression, setting) <= _LONG or is_tall(expression):
        return [_in(expression, level, setting)]
    found = pieces(expression, setting)
    found[0] = f'<mo stretchy="false">(</mo>{found[0]}'
    found[-1] = f'{found[-1]}<mo stretchy="false">)</mo>'
    return found


def _chain(expression: tree.Expr, setting: Setting) -> list[str]:
    """The rest of a chain of one operator that is long as a whole, broken however short this part is."""
    if not (isinstance(expression, tree.Binary) and expression.op in ("add", "sub", "and", "or", "mul")):
        return pieces(expression, setting)
    level = _level(expression)
    left = _broken(expression.left, level, setting)
    right = _broken(expression.right, level + 1 if expression.op == "sub" else level, setting)
    return [*left, _infix(expression.op, setting) + right[0], *right[1:]]


def name(identifier: str, setting: Setting) -> str:
    """A name as a symbol."""
    if identifier in setting.local:
        return f"<mi>{plain(identifier)}</mi>" if len(identifier) == 1 else _upright(identifier, "fr-local")
    found = setting.names.symbols.get(identifier)
    if found is None:
        told = setting.names.member(identifier)
        if told is not None:
            if len(told) > _LONGEST_MEMBER > len(identifier):
                return _upright(identifier.replace("_", " "), "fr-member", told)
            return _upright(told, "fr-member", identifier)
        found = setting.names.find(identifier)
    return symbol(found)


def symbol(found: Symbol) -> str:
    style = "fr-variable" if found.variable else "fr-name"
    base = f'<span class="{style}" title="{plain(found.tooltip)}">{plain(found.base)}</span>'
    if found.href:
        base = f'<a class="{style}" href="{plain(found.href)}" title="{plain(found.tooltip)}">{plain(found.base)}</a>'
    if not found.sub:
        return f"<mtext>{base}</mtext>"
    return f"<msub><mtext>{base}</mtext><mtext>{plain(found.sub)}</mtext></msub>"


def _upright(text: str, style: str, tooltip: str = "") -> str:
    title = f' title="{plain(tooltip)}"' if tooltip and tooltip != text else ""
    return f'<mtext><span class="{style}"{title}>{plain(text)}</span></mtext>'


def _word(text: str) -> str:
    return f'<mtext class="fr-word">&#160;{plain(text)}&#160;</mtext>'


def _paren(content: str) -> str:
    return f"<mrow><mo>(</mo>{content}<mo>)</mo></mrow>"


def _row(items: list[str], mark: str = ",") -> str:
    return f'<mo separator="true">{mark}</mo>'.join(items)


def _level(expression: tree.Expr) -> int:
    match expression:
        case tree.Conditional():
            return _IF
        case tree.Binary(op="or"):
            return _OR
        case tree.Binary(op="and"):
            return _AND
        case tree.Unary(op="not"):
            return _NOT
        case tree.Compare() | tree.Membership():
            return _COMPARE
        case tree.OrElse():
            return _ELSE
        case tree.Binary(op="add" | "sub"):
            return _ADD
        case tree.Aggregate(kind="sum"):
            return _MUL  # a sum sign takes the product after it, so it needs parentheses as a left factor
        case tree.Aggregate(kind="any" | "all" | "distinct"):
            return _COMPARE
        case tree.Binary(op="mul"):
            return _MUL
        case tree.Unary(op="neg"):
            return _NEG
        case tree.Number(unit=unit) if unit:
            return _NEG
        case tree.Binary(op="pow"):
            return _POW
        case _:
            return _ATOM


def _in(expression: tree.Expr, level: int, setting: Setting) -> str:
    """The expression inside a place that binds as tightly as `level`."""
    content = _set(expression, setting)
    return _paren(content) if _level(expression) < level else content


def _infix(op: str, setting: Setting) -> str:
    match op:
        case "add":
            return "<mo>+</mo>"
        case "sub":
            return "<mo>−</mo>"
        case "mul":
            return "<mo>×</mo>"
        case _:
            return _word(setting.say(op))


def _set(expression: tree.Expr, setting: Setting) -> str:
    match expression:
        case tree.Number():
            return _number(expression)
        case tree.String():
            return _upright(f"“{expression.value}”", "fr-member")
        case tree.Truth():
            return _upright(setting.say("yes" if expression.value else "no"), "fr-member")
        case tree.DateLiteral():
            return _upright(expression.value, "fr-member")
        case tree.Absent():
            return _upright(setting.say(expression.kind), "fr-member")
        case tree.Name():
            return name(expression.id, setting)
        case tree.Field():
            return _field(expression, setting)
        case tree.Index():
            keys = _row([_set(key, setting) for key in expression.keys])
            return _subscripted(setting.names.find(expression.of.id), keys)
        case tree.Call():
            return _call(expression, setting)
        case tree.Aggregate():
            return _aggregate(expression, setting)
        case tree.Unary(op="neg"):
            return f'<mrow><mo form="prefix">−</mo>{_in(expression.of, _MUL, setting)}</mrow>'
        case tree.Unary():
            return f"{_word(setting.say('not'))}{_in(expression.of, _NOT, setting)}"
        case tree.Binary():
            return _binary(expression, setting)
        case tree.Compare():
            parts = [_in(expression.terms[0], _ELSE, setting)]
            for op, term in zip(expression.ops, expression.terms[1:], strict=True):
                parts.append(f"<mo>{_OPERATORS[op]}</mo>{_in(term, _ELSE, setting)}")
            return "".join(parts)
        case tree.Membership():
            sign = "∉" if expression.negated else "∈"
            members = _row([_set(member, setting) for member in expression.members])
            return f"{_in(expression.of, _ELSE, setting)}<mo>{sign}</mo><mrow><mo>{{</mo>{members}<mo>}}</mo></mrow>"
        case tree.OrElse():
            left, right = _in(expression.left, _ADD, setting), _in(expression.right, _ELSE, setting)
            return f"{left}{_word(setting.say('or_else'))}{right}"
        case tree.Conditional():
            return (
                f"{_in(expression.then, _OR, setting)}{_word(setting.say('if'))}"
                f"{_in(expression.condition, _OR, setting)}{_word(setting.say('else'))}"
                f"{_in(expression.other, _IF, setting)}"
            )
        case tree.Round():
            return _round(expression, setting)
        case tree.As():
            return f"{_in(expression.of, _ATOM, setting)}{_unit(expression.unit)}"


def _number(number: tree.Number) -> str:
    digits = f"<mn>{plain(number.digits)}</mn>"
    return f"<mrow>{digits}{_unit(number.unit)}</mrow>" if number.unit else digits


def _unit(unit: str) -> str:
    shown = pretty(unit)
    gap = "" if shown in ("%", "‰") else "&#8239;"
    return f'<mtext class="fr-unit">{gap}{plain(shown)}</mtext>' if shown else ""


def _subscripted(found: Symbol, keys: str) -> str:
    """A symbol with keys below; a subscript of its own comes first."""
    base = symbol(Symbol(found.name, found.base, "", found.variable, found.label, found.unit, found.href))
    own = f'<mtext>{plain(found.sub)}</mtext><mo separator="true">,</mo>' if found.sub else ""
    return f"<msub>{base}<mrow>{own}{keys}</mrow></msub>"


def _field(expression: tree.Field, setting: Setting) -> str:
    match expression.of:
        case tree.Index(of=table, keys=keys):
            shown = _row([_set(key, setting) for key in keys])
            column = setting.names.columns.get(expression.name) or setting.names.find(expression.name)
            if setting.names.value_columns.get(table.id) == 1:
                column = setting.names.find(table.id)
            told = setting.names.find(table.id)
            where = Symbol(f"{table.id}.{column.name}", column.base, column.sub, column.variable, told.label,
                           column.unit, told.href)  # fmt: skip
            return _subscripted(where, shown)
        case tree.Name(id=variable) if variable in setting.local:
            return _subscripted(setting.names.field(expression.name), name(variable, setting))
        case inner:
            return _subscripted(setting.names.field(expression.name), _set(inner, setting))


def _call(expression: tree.Call, setting: Setting) -> str:
    arguments = [_set(argument, setting) for argument in expression.arguments]
    first = arguments[0] if arguments else ""
    match expression.name, len(arguments):
        case "abs", 1:
            return f"<mrow><mo>|</mo>{first}<mo>|</mo></mrow>"
        case "sqrt", 1:
            return f"<msqrt>{first}</msqrt>"
        case "exp", 1:
            return f"<msup><mi mathvariant='normal'>e</mi><mrow>{first}</mrow></msup>"
        case "log10", 1:
            return f"<mrow><msub><mi>log</mi><mn>10</mn></msub>{_paren(first)}</mrow>"
        case "ln", 1:
            return f"<mrow><mi>ln</mi>{_paren(first)}</mrow>"
        case "known" | "applicable", 1:
            return f"{first}{_word(setting.say('is_' + expression.name))}"
        case "source" | "year_of", 1:
            return f"{_upright(setting.say(expression.name), 'fr-function')}{_paren(first)}"
        case "days_between" | "min" | "max", _:
            return f"{_upright(setting.say('f_' + expression.name), 'fr-function')}{_paren(_row(arguments))}"
        case _:
            return f"{name(expression.name, setting)}{_paren(_row(arguments)) if arguments else ''}"


def _aggregate(expression: tree.Aggregate, setting: Setting) -> str:
    opened, inside, closed = _aggregate_parts(expression, setting)
    return f"<mrow>{opened}{inside}{closed}</mrow>"


def _aggregate_parts(expression: tree.Aggregate, setting: Setting) -> tuple[str, str, str]:
    """What stands before the body, the body, and what stands after it."""
    inside = setting.binding(expression.variable)
    items = f"{name(expression.variable, inside)}<mo>∈</mo>{name(expression.over.id, setting)}"
    if expression.where is not None:
        items += f'<mo separator="true">,</mo><mspace width="0.3em"/>{_set(expression.where, inside)}'
    word = _upright(setting.say("f_" + expression.kind), "fr-function") if expression.kind != "sum" else ""
    match expression.kind:
        case "sum":
            sign = f'<munder><mo largeop="true" movablelimits="false">∑</mo><mrow>{items}</mrow></munder>'
            return sign, _in(expression.body, _MUL, inside), ""
        case "count":
            return f"{word}<mrow><mo>{{</mo>{items}<mo>}}</mo></mrow>", "", ""
        case "any" | "all" | "distinct":
            return f"{word}<mspace width='0.3em'/>{items}<mo>:</mo>", _in(expression.body, _COMPARE, inside), ""
        case _:
            body = _set(expression.body, inside)
            return (
                f'{word}<mo stretchy="false">(</mo>',
                body,
                f'<mo stretchy="false">∣</mo>{items}<mo stretchy="false">)</mo>',
            )


def _binary(expression: tree.Binary, setting: Setting) -> str:
    left, right = expression.left, expression.right
    match expression.op:
        case "div":
            return f"<mfrac><mrow>{_set(left, setting)}</mrow><mrow>{_set(right, setting)}</mrow></mfrac>"
        case "pow":
            base = _in(left, _ATOM, setting)
            return f"<msup><mrow>{base}</mrow><mrow>{_set(right, setting)}</mrow></msup>"
        case "sub":
            return f"{_in(left, _ADD, setting)}<mo>−</mo>{_in(right, _MUL, setting)}"
        case "mul":
            tail = _in(right, _MUL, setting)
            if isinstance(right, tree.Unary):
                tail = _paren(_set(right, setting))
            lead = _set(left, setting)
            if _level(left) < _MUL or isinstance(left, tree.Aggregate):
                lead = _paren(lead)
            return f"{lead}<mo>×</mo>{tail}"
        case _:
            level = _level(expression)
            return f"{_in(left, level, setting)}{_infix(expression.op, setting)}{_in(right, level, setting)}"


def _round(expression: tree.Round, setting: Setting) -> str:
    inner = _set(expression.of, setting)
    whole = expression.decimals == 0
    fences = {"floor": ("⌊", "⌋"), "ceiling": ("⌈", "⌉")}.get(expression.mode, ("[", "]"))
    body = f"<mrow><mo>{fences[0]}</mo>{inner}<mo>{fences[1]}</mo></mrow>"
    if expression.significant is not None:
        told = setting.say("significant").format(expression.significant)
    elif whole:
        told = setting.say("to_integer")
    else:
        told = setting.say("decimals").format(expression.decimals)
    if expression.mode not in ("floor", "ceiling"):
        told += setting.say("comma") + setting.say(expression.mode)
    elif whole and not expression.unit:
        return body
    if expression.unit and pretty(expression.unit):
        told += f" ({pretty(expression.unit)})"
    return f"<msub>{body}<mtext>{plain(told)}</mtext></msub>"
