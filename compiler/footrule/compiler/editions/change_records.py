"""How a change is recorded: with its fingerprint and whom it concerns, and how shares are told."""

from __future__ import annotations

from fractions import Fraction

from footrule.compiler.editions.axes import audience_of
from footrule.compiler.editions.changes import (
    Action,
    Axis,
    Change,
    Evidence,
    Level,
    Row,
    Side,
    Sort,
    Words,
    fingerprint,
)
from footrule.runtime import exact


def made(
    sort: Sort,
    subject: str,
    axis: Axis,
    action: Action,
    level: Level,
    evidence: Evidence,
    old: Side,
    new: Side,
    zh: str,
    en: str,
    *what: str,
    rows: tuple[Row, ...] = (),
) -> Change:
    told = tuple(f"{row.keys}/{row.column}:{row.old}>{row.new}" for row in rows)
    return Change(
        fingerprint=fingerprint(sort, subject, axis, action, old.text, new.text, *what, *told),
        subject=subject,
        sort=sort,
        axis=axis,
        action=action,
        audience=audience_of(axis, sort),
        level=level,
        direct=True,
        evidence=evidence,
        old=old,
        new=new,
        said=Words(zh, en),
        rows=rows,
    )


def percent_text(share: Fraction) -> str:
    """A share as per cent with two decimals and its sign."""
    rounded = exact.rounded(share * 100, "half_even", decimals=2)
    return f"{float(rounded):+.2f}"
