"""The published shapes: of a comparison, the overlaps of the library, and a mapping of terms."""

from __future__ import annotations

from typing import Any

import msgspec

from footrule.compiler.across import mapping
from footrule.compiler.across.overlaps import Overlaps
from footrule.compiler.across.report import Comparison

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAMES = ("comparison", "overlaps", "mapping")


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one of `NAMES`. Raises `KeyError`."""
    if name == "mapping":
        return mapping.schema()
    return {"$schema": DRAFT, **msgspec.json.schema({"comparison": Comparison, "overlaps": Overlaps}[name])}
