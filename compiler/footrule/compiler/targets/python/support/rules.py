"""What the rules of a calculator are made of: decorators that name the clause, tables, and the choice among cases."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from footrule.compiler.targets.python.support.values import NotApplicable
from footrule.runtime import exact as _exact
from footrule.runtime.problems import Problem, Refused, Words

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
K = TypeVar("K", bound=Hashable)
G = TypeVar("G")

Ordered = TypeVar("Ordered", Fraction, date)


class Failure(Exception):
    """A step that cannot be carried out; the rule around it adds its clause and raises `Refused`."""

    def __init__(self, code: str, **arguments: str | Words) -> None:
        self.code = code
        self.arguments = arguments
        super().__init__(code)


def refused(error: Exception, rule: str, clause: str, standard: str) -> Refused:
    """The refusal a failed step of `rule` is told as."""
    where = Words(f"（规则 `{rule}`）", f" (rule `{rule}`)") if rule else ""
    arguments: dict[str, str | Words] = {"where": where, "rule": rule, "arguments": ""}
    if isinstance(error, Conflict):
        first, second = ((case.standard or standard, case.clause) for case in error.pair)
        told = {"first_clause": f"{first[0]} §{first[1]}", "second_clause": f"{second[0]} §{second[1]}"}
        return Refused([Problem(error.code, "", arguments | error.arguments | told, *first, (second,))])
    if isinstance(error, Failure):
        return Refused([Problem(error.code, "", arguments | error.arguments, standard, clause)])
    if isinstance(error, _exact.NumberError):
        return Refused([Problem("R0308", "", arguments | {"reason": Words(error.zh, error.en)}, standard, clause)])
    return Refused([Problem("R0305", "", arguments, standard, clause)])


@dataclass(frozen=True)
class Ruleset:
    """The rules of one standard: `@rule("7.2.1")` names the clause, and works each value out once."""

    standard: str

    def __call__(
        self, clause: str, standard: str = "", name: str = ""
    ) -> Callable[[Callable[Concatenate[G, P], T]], Callable[Concatenate[G, P], T]]:
        """A rule of `clause` (of another `standard`, where it is taken from there); `name` as its author wrote it."""

        def decorate(rule: Callable[Concatenate[G, P], T]) -> Callable[Concatenate[G, P], T]:
            @wraps(rule)
            def once(x: G, /, *args: P.args, **kwargs: P.kwargs) -> T:
                memory: dict[Any, T] = x._memory  # type: ignore[attr-defined]  # every Given has one
                key = (once, args)
                if key not in memory:
                    try:
                        memory[key] = rule(x, *args, **kwargs)
                    except (Failure, _exact.NumberError, ZeroDivisionError) as error:
                        named = name or rule.__name__
                        raise refused(error, named, clause, standard or self.standard) from error
                return memory[key]

            return once

        return decorate

    def at(self, clause: str, step: Callable[[], T], standard: str = "") -> T:
        """A step of another clause than its rule's."""
        try:
            return step()
        except (Failure, _exact.NumberError, ZeroDivisionError) as error:
            raise refused(error, "", clause, standard or self.standard) from error


# --- values that may be absent ----------------------------------------------------------------------------------------


def need(value: T | NotApplicable | None) -> T:
    """The value, which a step cannot do without."""
    if value is None or isinstance(value, NotApplicable):
        absent = Words("未知", "unknown") if value is None else Words("不适用", "not applicable")
        raise Failure("R0309", what=Words("此处的值", "the value here"), absent=absent)
    return value


def or_else(value: T | NotApplicable | None, other: Callable[[], T]) -> T:
    """The value, or the other where there is none."""
    return other() if value is None or isinstance(value, NotApplicable) else value


def scaled(value: Fraction | NotApplicable | None, by: Fraction) -> Fraction | NotApplicable | None:
    """The same amount in another unit; no value stays no value."""
    return value if value is None or isinstance(value, NotApplicable) else value * by


# --- tables -----------------------------------------------------------------------------------------------------------


class Table(Generic[K, T]):
    """A printed table. A row it does not have is refused."""

    def __init__(self, name: str, rows: Mapping[K, T]) -> None:
        self.name = name
        self.rows = rows

    def __getitem__(self, key: K) -> T:
        if key in self.rows:
            return self.rows[key]
        raise Failure("R0304", table=self.name, keys=shown(key))


class PartialTable(Table[K, T]):
    """A printed table with gaps. A row it does not have is `missing`: nothing in it is known."""

    def __init__(self, name: str, rows: Mapping[K, T], missing: T) -> None:
        super().__init__(name, rows)
        self.missing = missing

    def __getitem__(self, key: K) -> T:
        return self.rows.get(key, self.missing)


def shown(value: object) -> str:
    """A value as a message shows it."""
    if isinstance(value, tuple):
        return ", ".join(shown(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return _exact.shown(value)
    if value is None:
        return "unknown"
    return str(value)


# --- choice among cases -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class When(Generic[T_co]):
    """One case of a rule, and the clause it stands in."""

    clause: str
    condition: Callable[[], bool]
    value: Callable[[], T_co]
    standard: str = ""
    departs: str = ""


def gap() -> Failure:
    """No case of the rule applies."""
    return Failure("R0302")


def choose(
    *cases: When[T], otherwise: Callable[[], T] | None = None, note: Callable[[When[T]], None] | None = None
) -> T:
    """The value of the cases that apply. They must agree: two different values are a conflict, none at all is a gap.

    `note` is told which case was taken, the first of those that apply.
    """
    applying = [case for case in cases if case.condition()]
    if not applying:
        if otherwise is None:
            raise gap()
        return otherwise()
    value = applying[0].value()
    for other in applying[1:]:
        second = other.value()
        if second != value:
            raise Conflict(applying[0], value, other, second)
    if note:
        note(applying[0])
    return value


class Conflict(Failure):
    """Two cases apply and differ; the refusal names both clauses."""

    def __init__(self, first: When[T], value: T, second: When[T], other: T) -> None:
        super().__init__("R0303", first=shown(value), second=shown(other))
        self.pair = (first, second)


def taken(x: object, rule: str, value: T, clause: str, standard: str) -> T:
    """The value of a case that stands in another clause than its rule, which the result then names."""
    x._taken[rule] = (standard, clause)  # type: ignore[attr-defined]  # every Given has them
    return value


def departing(x: object, rule: str, departs: str, value: T, clause: str, standard: str) -> T:
    """The value of a case that departs from a parent standard, which the result then says."""
    x._departures[rule, departs] = (standard, clause)  # type: ignore[attr-defined]  # every Given has them
    return taken(x, rule, value, clause, standard)


def noting(x: object, rule: str) -> Callable[[When[Any]], None]:
    """For `choose`: the clause of the case taken, and from what it departs, as the result then says."""

    def note(case: When[Any]) -> None:
        standard = case.standard or x._standard  # type: ignore[attr-defined]  # every Given has it
        taken(x, rule, None, case.clause, standard)
        if case.departs:
            departing(x, rule, case.departs, None, case.clause, standard)

    return note


# --- lists ------------------------------------------------------------------------------------------------------------


def mean(values: Iterable[Fraction]) -> Fraction:
    """The arithmetic mean; refused over nothing."""
    found = _some(values, Words("平均值", "mean"))
    return sum(found, Fraction(0)) / len(found)


def least(values: Iterable[Ordered]) -> Ordered:
    """The smallest; refused over nothing."""
    return min(_some(values, Words("最小值", "minimum")))


def greatest(values: Iterable[Ordered]) -> Ordered:
    """The largest; refused over nothing."""
    return max(_some(values, Words("最大值", "maximum")))


def _some(values: Iterable[T], what: Words) -> list[T]:
    found = list(values)
    if not found:
        raise Failure("R0306", list="", what=what)
    return found


def distinct(values: Iterable[Hashable]) -> bool:
    """Whether no two are equal."""
    found = list(values)
    return len(set(found)) == len(found)


# --- dates ------------------------------------------------------------------------------------------------------------


def year_of(day: date) -> Fraction:
    return Fraction(day.year)


def days_between(earlier: date, later: date) -> Fraction:
    return Fraction(_exact.days_between(earlier, later))


def add_days(day: date, days: Fraction) -> date:
    return _exact.add_days(day, _whole(days))


def add_months(day: date, months: Fraction) -> date:
    return _exact.add_months(day, _whole(months))


def _whole(value: Fraction) -> int:
    if value.denominator != 1:
        raise _exact.NumberError("whole", "日期只能加减整数的天或月", "only whole days or months move a date")
    if abs(value) > 10**7:
        raise _exact.NumberError("calendar", "日期超出公元 1 至 9999 年", "the date lies outside the years 1 to 9999")
    return int(value)
