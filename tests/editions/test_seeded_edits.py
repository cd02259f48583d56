"""A small sample of the campaign: no false alarm, nothing missed."""

from __future__ import annotations

import pytest

from .seeded_edits import Edit, edits, judged

SAMPLE = list(edits(9, 11))


@pytest.mark.parametrize(("name", "edit"), SAMPLE, ids=[f"{name} {edit.kind}" for name, edit in SAMPLE])
def test_a_seeded_edit_is_neither_missed_nor_a_false_alarm(name: str, edit: Edit) -> None:
    assert judged(name, edit).verdict not in ("missed", "false alarm", "not reproduced")
