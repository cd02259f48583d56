"""What holds of lists whatever is in them: of counts, sums, means and `all`, as conditions over their terms.

Sums over lists of any length are mere names to a solver; these laws are all it may use of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from footrule.compiler.editions.normal_forms import NormalForms, below
from footrule.compiler.editions.solver import Limits
from footrule.compiler.editions.terms import Terms

ONE = Fraction(1)


def laws(forms: NormalForms, asked: Iterable[int], limits: Mapping[int, Limits], least: Mapping[str, int]) -> list[int]:
    """Conditions that hold for everything mentioned in `asked`. `least`: fewest items by list."""
    terms = forms.terms
    mentioned = set().union(*(below(terms, term) for term in asked))
    found: list[int] = []
    counts: dict[int, tuple[str, int, int]] = {}
    for term in sorted(mentioned):
        parts = terms.parts(term)
        match parts[0]:
            case "mean":
                _, over, bound, body, where = parts
                count = _count(forms, over, bound, where, counts)
                whole = terms.multiply(term, count)
                found.append(terms.equal_numbers(whole, forms._sum(over, bound, body, where)))
            case "sum":
                _, over, bound, body, where = parts
                count = _count(forms, over, bound, where, counts)
                if term != count:
                    found += _sign(terms, term, body, count, limits)
            case "all":
                _, over, bound, body = parts
                empty = _zero(terms, _count(forms, over, bound, terms.true, counts))
                found.append(terms.either(terms.negation(empty), term))
                _count(forms, over, bound, terms.negation(body), counts)
            case "known":
                found.append(terms.either(terms.negation(term), terms.make("applicable", parts[1], sort="truth")))
            case _:
                pass
    for count, (over, bound, where) in list(counts.items()):
        found += _of_count(forms, count, over, bound, where, least)
    for term in sorted(mentioned):
        parts = terms.parts(term)
        if parts[0] == "distinct":
            found += [
                terms.either(terms.negation(term), terms.below(count, terms.number(ONE), or_equal=True))
                for count, (over, bound, where) in counts.items()
                if over == parts[1] and _picks_one(terms, parts[3], where) and bound == parts[2]
            ]
    return found


def _count(forms: NormalForms, over: str, bound: int, where: int, counts: dict[int, tuple[str, int, int]]) -> int:
    term = forms._sum(over, bound, forms.terms.number(ONE), where)
    counts[term] = (over, bound, where)
    return term


def _of_count(
    forms: NormalForms, count: int, over: str, bound: int, where: int, least: Mapping[str, int]
) -> Iterator[int]:
    """A count is never negative; none is counted just where no item is as asked."""
    terms = forms.terms
    fewest = least.get(over, 0) if where == terms.true else 0
    yield terms.below(terms.number(Fraction(fewest)), count, or_equal=True)
    none = forms._all(over, bound, terms.negation(where))
    empty = _zero(terms, count)
    yield terms.either(terms.both(none, empty), terms.both(terms.negation(none), terms.negation(empty)))
    # whole numbers: what is not zero is one at least
    yield terms.either(empty, terms.below(terms.number(ONE), count, or_equal=True))


def _zero(terms: Terms, term: int) -> int:
    return terms.equal_numbers(term, terms.number(Fraction(0)))


def _sign(terms: Terms, term: int, body: int, count: int, limits: Mapping[int, Limits]) -> Iterator[int]:
    """A sum of what is never negative is never negative, and above zero where there is something above zero."""
    poly = terms.poly(body)
    lows = [limits.get(atom) for monomial in poly for atom, power in monomial if power > 0]
    inverse = any(power < 0 for monomial in poly for _, power in monomial)
    if inverse or any(factor < 0 for factor in poly.values()):
        return
    if all(each is not None and each.low is not None and each.low >= 0 for each in lows):
        yield terms.below(terms.number(Fraction(0)), term, or_equal=True)
        if all(each is not None and (each.above or (each.low or 0) > 0) for each in lows):
            yield terms.either(_zero(terms, count), terms.below(terms.number(Fraction(0)), term, or_equal=False))


def _picks_one(terms: Terms, body: int, where: int) -> bool:
    """Whether a filter asks for one value of what is distinct."""
    parts = terms.parts(where)
    if parts[0] != "same":
        return False
    literal = [part for part in parts[1:] if terms.tag(part) == "member"]
    return len(literal) == 1 and body in parts[1:]
