"""Failures a tool's owner is allowed for a time: each with a reason, a link, and the day it ends.

A waived case stays in the denominator of the score; one that passes is an error, so that no waiver outlives its need.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from footrule.conformance.cases import CaseError, read_yaml


class Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`expires`: the last day it holds."""

    case: str
    reason: str
    link: str
    expires: date


def read(path: Path) -> Mapping[str, Waiver]:
    """Waivers by case. Raises `CaseError`."""
    try:
        plain = read_yaml(path.read_text("utf-8"))
        found = msgspec.convert(plain, list[Waiver], strict=False)
    except (OSError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise CaseError(f"{path}: {error}") from None
    for waiver in found:
        if not waiver.reason.strip() or not waiver.link.strip():
            raise CaseError(f"{path}: the waiver of {waiver.case} needs a reason and a link")
    return {waiver.case: waiver for waiver in found}
