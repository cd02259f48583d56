"""Failures a tool's owner is allowed for a time: each with a reason, a link, and the day it ends.

A waived case stays in the denominator of the score; one that passes is an error, so that no waiver outlives its need.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from footrule.conformance.problems import ConformanceProblem
from footrule.conformance.reading import NotYaml, plain_yaml, text_of


class Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`expires`: the last day it holds."""

    case: str
    reason: str
    link: str
    expires: date


class WaiverError(ConformanceProblem):
    """A file is no list of waivers, or one of them lacks what a waiver needs."""


def read(path: Path) -> Mapping[str, Waiver]:
    """Waivers by case. Raises `WaiverError`."""
    try:
        plain = plain_yaml(text_of(path, WaiverError))
        found = msgspec.convert(plain, list[Waiver], strict=False)
    except NotYaml as error:
        raise WaiverError("K0103", path=path, format="YAML", reason=error.reason) from None
    except msgspec.ValidationError as error:
        raise WaiverError("K0104", path=path, reason=error) from None
    for at, waiver in enumerate(found):
        if not waiver.reason.strip() or not waiver.link.strip():
            raise WaiverError("K0301", path=path, name=waiver.case)
        if any(waiver.case == other.case for other in found[:at]):
            raise WaiverError("K0303", path=path, name=waiver.case)
    return {waiver.case: waiver for waiver in found}


def schema() -> dict[str, Any]:
    """JSON Schema of a file of waivers."""
    return msgspec.json.schema(list[Waiver])
