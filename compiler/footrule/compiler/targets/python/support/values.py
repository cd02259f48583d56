"""Values that are not there: unknown is `None`, not applicable is `NOT_APPLICABLE`, and neither is zero."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeGuard, TypeVar

T = TypeVar("T")


class NotApplicable(StrEnum):
    """The one value of this type says that there is nothing to state."""

    NOT_APPLICABLE = "not applicable"

    def __repr__(self) -> str:
        return "NOT_APPLICABLE"


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE

Absent = NotApplicable | None
"""No value: unknown, or not applicable."""


def applicable(value: object) -> bool:
    """Whether there is something to state, known or not."""
    return not isinstance(value, NotApplicable)


def known(value: T | NotApplicable | None) -> TypeGuard[T]:
    """Whether there is a value: neither unknown nor not applicable."""
    return value is not None and not isinstance(value, NotApplicable)
