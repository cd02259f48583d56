"""Units of measure: what a unit is of, and exactly how much of it.

A unit is a product of powers of dimensions and an exact scale to their base (kg, J, m, s, month, …). Every gas, every
element, every currency and every named substance is a dimension of its own, so kgCO2 cannot become kgCO2e, nor a
tonne of bauxite a tonne of alumina, without a rule that says so. CO2e carries the set of warming potentials it was
weighed with. Calendar months and years are not convertible to days.

Needs the standard library only, so that a generated package can carry a copy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from footrule.runtime.unit_words import (
    COMPOUND,
    GAS_SERIES,
    GASES,
    KINDS,
    LENGTHS,
    MASS,
    MYRIADS,
    PURE,
    SIMPLE,
    Dims,
)

LONGEST = 200
"""Characters of unit text read before it is refused."""

DEEPEST = 20
LARGEST_POWER = 24
LARGEST_SCALE_BITS = 2048


class UnitError(ValueError):
    """A unit that cannot be read or used: the offending `word`, the `nearest` known one, the reason in zh and en."""

    def __init__(self, word: str, zh: str, en: str, nearest: str = "") -> None:
        super().__init__(en)
        self.word = word
        self.nearest = nearest
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Unit:
    """`scale` times the base unit of `dims`. Units are equal when they measure the same; `text` is what was written."""

    dims: Dims
    scale: Fraction
    text: str = field(default="", compare=False)

    def __mul__(self, other: Unit) -> Unit:
        return _unit(_sum_of_powers(self.dims, other.dims), self.scale * other.scale, _joined(self, "*", other))

    def __truediv__(self, other: Unit) -> Unit:
        turned = tuple((key, -power) for key, power in other.dims)
        return _unit(_sum_of_powers(self.dims, turned), self.scale / other.scale, _joined(self, "/", other))

    def __pow__(self, power: int) -> Unit:
        if abs(power) > LARGEST_POWER:
            raise UnitError(self.text, f"单位的幂次过大：{power}", f"the power {power} of a unit is too large")
        dims = tuple((key, own * power) for key, own in self.dims if power)
        atomic = not self.text or _ATOMIC.fullmatch(self.text)
        return _unit(dims, self.scale**power, f"{self.text}^{power}" if atomic else f"({self.text})^{power}")

    def same_dimension(self, other: Unit) -> bool:
        """Whether an amount in this unit can be told in the other."""
        return self.dims == other.dims

    def factor_to(self, other: Unit) -> Fraction:
        """How many of the other unit one of this unit is. Raises `UnitError` where they are of different dimensions."""
        if self.dims != other.dims:
            mine, theirs = describe(self.dims), describe(other.dims)
            raise UnitError(
                self.text,
                f"`{self.text}`（{mine[0]}）不能换算为 `{other.text}`（{theirs[0]}）",
                f"`{self.text}` ({mine[1]}) cannot be converted to `{other.text}` ({theirs[1]})",
            )
        return self.scale / other.scale

    @property
    def dimensionless(self) -> bool:
        return not self.dims

    @property
    def tagged(self) -> bool:
        """Whether a substance is named anywhere in the unit."""
        return any(_substance(key) for key, _ in self.dims)

    def untagged(self) -> Unit:
        """The same unit with no substance named; the set of warming potentials stays."""
        dims: Dims = ()
        for key, power in self.dims:
            bare = _without_substance(key)
            root, times = _BY_LENGTH.get(bare, (bare, 1))
            dims = _sum_of_powers(dims, ((root, times * power),))
        return Unit(dims, self.scale, self.text)


def _sum_of_powers(left: Dims, right: Dims) -> Dims:
    powers = dict(left)
    for key, power in right:
        powers[key] = powers.get(key, 0) + power
    return tuple(sorted((key, power) for key, power in powers.items() if power))


def _unit(dims: Dims, scale: Fraction, text: str) -> Unit:
    if max(scale.numerator.bit_length(), scale.denominator.bit_length()) > LARGEST_SCALE_BITS:
        raise UnitError(text[:LONGEST], "单位的倍数过大", "the scale of this unit is too large")
    if any(abs(power) > LARGEST_POWER for _, power in dims):
        raise UnitError(text[:LONGEST], "单位的幂次过大", "a power in this unit is too large")
    return Unit(dims, scale, text)


def _joined(left: Unit, sign: str, right: Unit) -> str:
    """Text of a product or quotient; `1` is left out where it says nothing."""
    if right.text in ("", "1"):
        return left.text or "1"
    if sign == "*":
        return right.text if left.text in ("", "1") else f"{left.text}*{right.text}"
    plain = _ATOMIC.fullmatch(right.text)
    return f"{left.text or '1'}/{right.text}" if plain else f"{left.text or '1'}/({right.text})"


# --- substances -------------------------------------------------------------------------------------------------------

_FIXED_PARTS = {"CO2e": 2, "currency": 2, "count": 2}
"""Parts of a dimension's key that belong to the kind itself; what follows is the substance."""

_BY_LENGTH = {"area": ("length", 2), "volume": ("length", 3)}
"""Kinds that only exist with a substance; without one they are powers of length."""


def _without_substance(key: str) -> str:
    parts = key.split(":")
    return ":".join(parts[: _FIXED_PARTS.get(parts[0], 1)]).rstrip(":")


def _substance(key: str) -> str:
    parts = key.split(":")
    fixed = _FIXED_PARTS.get(parts[0], 1)
    return parts[fixed] if len(parts) > fixed else ""


def _of_substance(unit: Unit, substance: str) -> Unit:
    """The unit of that substance: its mass, energy or only dimension gets the name."""
    named = {("length", 2): ("area", 1), ("length", 3): ("volume", 1)}
    keys = [key for key, power in unit.dims if power > 0]
    carrier = next((key for key in ("mass", "energy") if key in keys), keys[0] if len(keys) == 1 else None)
    if carrier is None or _substance(carrier):
        raise UnitError(
            substance,
            f"`{substance}` 不是单位，此处也不能写物质名",
            f"`{substance}` is not a unit, and no substance can be named here",
            nearest_word(substance),
        )
    dims: Dims = ()
    for key, own in unit.dims:
        label, power = key, own
        if key == carrier:
            label, power = named.get((key, own), (key, own))
            fixed = _FIXED_PARTS.get(label.split(":")[0], 1)
            label = ":".join([*label.split(":"), *[""] * (fixed - len(label.split(":"))), substance])
        dims = _sum_of_powers(dims, ((label, power),))
    return Unit(dims, unit.scale, f"{unit.text} {substance}")


# --- known words ------------------------------------------------------------------------------------------------------

_WORDS: dict[str, Unit] = {
    **{word: Unit(((key, 1),), scale, word) for word, (key, scale) in SIMPLE.items()},
    **{word: Unit((), scale, word) for word, scale in PURE.items()},
    **{word: Unit(dims, scale, word) for word, (dims, scale) in COMPOUND.items()},
}


def known_words() -> tuple[str, ...]:
    """Every unit word that stands in the table, for completion and for hints; gases join the mass words."""
    return (*_WORDS, *(f"{length}{power}" for length in LENGTHS for power in (2, 3)))


def is_unit_word(word: str, extra: Mapping[str, Unit] | None = None) -> bool:
    """Whether the word alone is a unit: `t`, `kgCO2e`, `m3`, `%`, or one the standard defines."""
    return _read_word(unicodedata.normalize("NFC", word).translate(_PLAIN), "", extra or {}) is not None


def nearest_word(word: str, extra: Mapping[str, Unit] | None = None) -> str:
    """The known unit word an author most likely meant, or nothing."""
    import difflib  # noqa: PLC0415  only a failing parse pays for it

    candidates = [*known_words(), *(extra or {}), *(f"{m}{gas}" for m in ("g", "kg", "t") for gas in GASES)]
    folded = {candidate.casefold(): candidate for candidate in reversed(candidates)}
    if word.casefold() in folded:
        return folded[word.casefold()]
    close = difflib.get_close_matches(word[:40], candidates, n=1, cutoff=0.6)
    return close[0] if close else ""


def define(name: str, value: Unit | None = None) -> Unit:
    """A unit a standard defines: a count of its own (`ladle`), or so much of another (`drum` = 200 L).

    Raises `UnitError` where the name already is a unit.
    """
    name = unicodedata.normalize("NFC", name)
    if is_unit_word(name) or _gas(name):
        raise UnitError(name, f"`{name}` 已经是单位", f"`{name}` is already a unit")
    if value is None:
        return Unit(((f"count:{name}", 1),), Fraction(1), name)
    return Unit(value.dims, value.scale, name)


def _gas(word: str) -> str:
    return GASES.get(word) or (word if GAS_SERIES.fullmatch(word) else "")


def _mass_of(gas: str, scale: Fraction, gwp: str, text: str) -> Unit:
    key = f"CO2e:{gwp}" if gas == "CO2e" and gwp else gas
    return Unit(((key, 1),), scale, text)


def _read_word(word: str, gwp: str, extra: Mapping[str, Unit]) -> Unit | None:
    """The unit a whole word is, without regard to what stands around it."""
    if word in extra:
        return extra[word]
    if word in _WORDS:
        return _WORDS[word]
    for prefix in sorted(MASS, key=len, reverse=True):
        gas = _gas(word[len(prefix) :]) if word.startswith(prefix) else ""
        if gas:
            return _mass_of(gas, MASS[prefix], gwp, word)
    if word[:-1] in LENGTHS and word[-1:] in ("2", "3"):
        power = int(word[-1])
        return Unit((("length", power),), _WORDS[word[:-1]].scale ** power, word)
    if word[:1] in MYRIADS:
        rest = _read_word(word[1:], gwp, extra) if word[1:2] not in MYRIADS else None
        return Unit(rest.dims, rest.scale * MYRIADS[word[0]], word) if rest else None
    return None


# --- reading ----------------------------------------------------------------------------------------------------------

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PLAIN = {ord(c): str(i) for i, c in enumerate("₀₁₂₃₄₅₆₇₈₉")} | {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(c): "*" for c in "·⋅∙•×"},
    **{ord(c): "/" for c in "∕÷"},
    **{ord(c): "-" for c in "−‐‑"},
}
_METRE_POWER = re.compile(r"(?<![A-Za-z_])(Nm|[kcdm]?m)(?:\^([23])(?![\d.])|([²³])(?![⁰¹²³⁴⁵⁶⁷⁸⁹]))")
_ATOMIC = re.compile(r"[^\s*/()^]+(?:\([A-Za-z0-9-]+\))?")
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<ten>10\*-?\d{1,3}(?!\w|\.\d))"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<word>[^\W\d]\w*(?:-\w+)*|[%‰])"
    r"|(?P<power>\^\s*-?\d+)"
    r"|(?P<minus>-\d+)"
    r"|(?P<substance>\{[^{}]*\})"
    r"|(?P<set>(?<=e|q|量)\([A-Za-z][A-Za-z0-9-]*\))"
    r"|(?P<sign>[*/().])"
)


def parse(text: str, gwp: str = "", extra: Mapping[str, Unit] | None = None) -> Unit:
    """Read a unit such as `kgCO2e/t alumina`, `10^4 Nm3`, `kg·m^-2`, `tC/GJ`, `1`, `%`.

    `gwp` is the set that a CO2e without one of its own is weighed with. `extra` holds units a standard defines.
    A word after a unit names a substance. `/` applies to the next term only. Raises `UnitError`, and nothing else.
    """
    if len(text) > LONGEST:
        raise UnitError(text[:40], "单位文字过长", f"a unit has at most {LONGEST} characters")
    if extra:
        return _Reader(text, gwp, extra).whole()
    return _parse_plain(text, gwp)


@lru_cache(maxsize=2048)
def _parse_plain(text: str, gwp: str) -> Unit:
    return _Reader(text, gwp, {}).whole()


class _Reader:
    """One pass over the tokens of one unit text."""

    def __init__(self, text: str, gwp: str, extra: Mapping[str, Unit]) -> None:
        self.text = " ".join(text.split())
        self.gwp = gwp
        self.extra = extra
        self.tokens = self._split(unicodedata.normalize("NFC", self.text))
        self.at = 0
        self.depth = 0

    def whole(self) -> Unit:
        self._skip_space()
        if self.at == len(self.tokens):
            raise UnitError("", "单位为空；无量纲写作 `1`", "the unit is empty; write `1` for a pure number")
        unit = self._product()
        if self.at < len(self.tokens):
            raise self._unexpected()
        return Unit(unit.dims, unit.scale, self.text)

    def _split(self, text: str) -> list[tuple[str, str]]:
        # a raised 2 or 3 after a metre belongs to the word, as in Nm³; every other raised digit is a power
        text = _METRE_POWER.sub(lambda found: found[1] + (found[2] or found[3].translate(_SUPERSCRIPT)), text)
        text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda found: "^" + found[0].translate(_SUPERSCRIPT), text)
        text = text.translate(_PLAIN)
        tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if not found or not found.lastgroup:
                raise UnitError(text[at], f"单位中不能有 `{text[at]}`", f"`{text[at]}` cannot stand in a unit")
            kind, word = found.lastgroup, found[0]
            if kind == "word" and "-" in word:
                # a hyphen belongs to the word only where the word is known with it: N2O-N, HFC-134a, but m-2
                while "-" in word and not (self._resolve(word) or _gas(word)):
                    word = word.rpartition("-")[0]
            tokens.append((kind, word))
            at += len(word)
        return tokens

    def _resolve(self, word: str) -> Unit | None:
        return _read_word(word, self.gwp, self.extra)

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _skip_space(self) -> bool:
        before = self.at
        while self._peek()[0] == "space":
            self.at += 1
        return self.at > before

    def _unexpected(self) -> UnitError:
        word = self._peek()[1]
        if not word:
            return UnitError("", f"单位 `{self.text}` 不完整", f"the unit `{self.text}` is not complete")
        if self._peek()[0] == "word" and self._resolve(word):
            return UnitError(
                word,
                f"两个单位之间要写 `·` 或 `/`：`{word}` 前缺少符号",
                f"write `*` or `/` between two units: a sign is missing before `{word}`",
            )
        return UnitError(word, f"`{word}` 不能出现在这里", f"`{word}` cannot stand here")

    def _product(self) -> Unit:
        unit = self._term()
        while True:
            self._skip_space()
            kind, word = self._peek()
            if kind == "sign" and word in "*./":
                self.at += 1
                self._skip_space()
                term = self._term()
                unit = unit / term if word == "/" else unit * term
            else:
                return unit

    def _term(self) -> Unit:
        kind, word = self._peek()
        if kind in ("number", "ten"):
            return self._number()
        if kind == "sign" and word == "(":
            return self._group()
        if kind != "word":
            raise self._unexpected()
        self.at += 1
        unit = self._resolve(word)
        if unit is None:
            raise self._unknown(word)
        unit = self._tags(self._weighed(unit))
        return self._power(unit)

    def _unknown(self, word: str) -> UnitError:
        if _gas(word):
            return UnitError(
                word,
                f"`{word}` 前要写质量单位，例如 `kg{word}`",
                f"write a unit of mass before `{word}`, such as `kg{word}`",
                f"kg{word}",
            )
        nearest = nearest_word(word, self.extra)
        hint = (f"；最接近的是 `{nearest}`", f"; the nearest is `{nearest}`") if nearest else ("", "")
        return UnitError(word, f"`{word}` 不是已知单位{hint[0]}", f"`{word}` is not a known unit{hint[1]}", nearest)

    def _number(self) -> Unit:
        """A factor such as `10^4`, `1000` or `10*3`; the unit it multiplies follows, with or without a sign."""
        kind, word = self._peek()
        self.at += 1
        if len(word) > 30:
            raise UnitError(word[:30], "单位中的数字过长", "a number in a unit is too long")
        if kind == "ten":
            scale = Fraction(10) ** _power_of(word[3:])
        else:
            scale = Fraction(word)
            if self._peek()[0] == "power":
                power = _power_of(self._peek()[1][1:])
                self.at += 1
                if not scale and power < 0:
                    raise UnitError(word, "单位的倍数不能为零", "a factor in a unit cannot be zero")
                scale **= power
        if not scale:
            raise UnitError(word, "单位的倍数不能为零", "a factor in a unit cannot be zero")
        unit = _unit((), scale, word)
        self._skip_space()
        kind, word = self._peek()
        if kind == "word" or (kind == "sign" and word == "("):
            return unit * self._term()
        return unit

    def _group(self) -> Unit:
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnitError("(", "单位中的括号嵌套过深", "the parentheses of a unit are nested too deeply")
        self.at += 1
        self._skip_space()
        unit = self._product()
        if self._peek() != ("sign", ")"):
            raise self._unexpected()
        self.at += 1
        self.depth -= 1
        return self._power(unit)

    def _weighed(self, unit: Unit) -> Unit:
        """`kgCO2e(AR5)`: the set named right after the word wins over the standard's own."""
        kind, word = self._peek()
        if kind != "set":
            return unit
        if len(unit.dims) != 1 or not unit.dims[0][0].startswith("CO2e"):
            raise self._unexpected()
        self.at += 1
        return Unit(((f"CO2e:{word[1:-1]}", 1),), unit.scale, unit.text + word)

    def _tags(self, unit: Unit) -> Unit:
        """The gas or substance named after a unit word."""
        for _ in range(2):
            before = self.at
            self._skip_space()
            kind, word = self._peek()
            name = word[1:-1].strip() if kind == "substance" else word
            if kind not in ("word", "substance") or (kind == "word" and self._resolve(name)):
                self.at = before
                return unit
            gas = _gas(name)
            if gas and unit.dims == (("mass", 1),):
                self.at += 1
                unit = self._weighed(_mass_of(gas, unit.scale, self.gwp, f"{unit.text} {name}"))
                continue
            if not re.fullmatch(r"[^\W\d]\w*", name):
                raise self._unexpected()
            if unit.dims[:1] and unit.dims[0][0].startswith("CO2e") and re.fullmatch(r"SAR|TAR|AR\d", name):
                right = f"{unit.text}({name})"
                raise UnitError(name, f"GWP 数据集要写在括号里：`{right}`", f"write the set as `{right}`", right)
            self.at += 1
            return _of_substance(unit, name)
        return unit

    def _power(self, unit: Unit) -> Unit:
        kind, word = self._peek()
        if kind not in ("power", "minus"):
            return unit
        self.at += 1
        return unit ** _power_of(word.lstrip("^"))


def _power_of(digits: str) -> int:
    digits = digits.strip()
    if len(digits) > 3 or abs(int(digits)) > 60:
        raise UnitError(digits[:20], f"幂次过大：{digits[:20]}", f"the power {digits[:20]} is too large")
    return int(digits)


# --- words for messages -----------------------------------------------------------------------------------------------


def _kind_words(key: str, power: int) -> tuple[str, str, int]:
    """Words for one dimension, and the power they leave to be told."""
    parts = key.split(":")
    if key == "length" and power in (2, 3):
        return (*KINDS["area" if power == 2 else "volume"], 1)
    if parts[0] == "CO2e":
        known = parts[1] if len(parts) > 1 else ""
        zh, en = (f"CO2e（{known}）质量", f"mass of CO2e ({known})") if known else ("CO2e 质量", "mass of CO2e")
    elif parts[0] == "currency":
        zh, en = f"金额（{parts[1]}）", f"money ({parts[1]})"
    elif parts[0] == "count":
        zh, en = f"{parts[1]} 数", f"number of {parts[1]}"
    elif parts[0] in KINDS:
        zh, en = KINDS[parts[0]]
    else:
        zh, en = f"{parts[0]} 质量", f"mass of {parts[0]}"
    substance = _substance(key)
    if substance:
        plain = parts[0] in KINDS
        zh = f"{substance} {zh}" if plain else f"{zh}（{substance}）"
        en = f"{en} of {substance}" if plain else f"{en} ({substance})"
    return zh, en, power


def describe(dims: Dims) -> tuple[str, str]:
    """What an amount of these dimensions is, in zh and en: `mass of CO2e (AR6) per mass of alumina`."""
    over: list[tuple[str, str]] = []
    under: list[tuple[str, str]] = []
    for key, power in dims:
        zh, en, left = _kind_words(key, abs(power))
        told = f"^{left}" if left != 1 else ""
        (over if power > 0 else under).append((zh + told, en + told))
    if not over and not under:
        return "无量纲", "a pure number"
    if [key for key, power in dims] == ["energy", "time"] and [power for _, power in dims] == [1, -1]:
        return "功率", "power"
    zh = "乘".join(words[0] for words in over) or "数"
    en = " times ".join(words[1] for words in over) or "number"
    if under:
        zh = f"每{'、每'.join(words[0] for words in under)}的{zh}"
        en = f"{en} per {' per '.join(words[1] for words in under)}"
    return zh, en
