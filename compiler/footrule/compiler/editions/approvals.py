"""Approvals: changes a reviewer has seen and accepted, by fingerprint, until a day.

A YAML file: `approvals:` a list of {fingerprint, reviewer, role, until: ISO date, reason}. One that has run out
approves nothing; one that no change answers to is reported.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from footrule.compiler.editions.changes import Report
from footrule.runtime.documents import read_document
from footrule.runtime.problems import Refused

FIELDS = ("fingerprint", "reviewer", "role", "until")


class ApprovalsError(Exception):
    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def read(data: bytes) -> list[dict[str, Any]]:
    """Raises `ApprovalsError`."""
    try:
        found = read_document(data, "yaml")
    except Refused as refusal:
        raise ApprovalsError(refusal.problems[0].line("zh"), refusal.problems[0].line("en")) from None
    entries = found.get("approvals") if isinstance(found, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ApprovalsError("审批文件应有列表 `approvals`", "an approvals file holds a list `approvals`")
    for entry in entries:
        missing = [name for name in FIELDS if not entry.get(name)]
        if missing:
            told = ", ".join(missing)
            raise ApprovalsError(f"审批缺少 {told}", f"an approval lacks {told}")
        try:
            date.fromisoformat(str(entry["until"]))
        except ValueError:
            raise ApprovalsError(
                f"`until` 不是日期：{entry['until']}", f"`until` is no date: {entry['until']}"
            ) from None
    return entries


def applied(report: Report, entries: list[dict[str, Any]], today: date) -> Report:
    """The report with what is approved marked, and approvals nothing answers to listed."""
    valid = {
        str(entry["fingerprint"]): f"{entry['reviewer']} ({entry['role']}), {entry['until']}"
        for entry in entries
        if date.fromisoformat(str(entry["until"])) >= today
    }
    changes = tuple(msgspec.structs.replace(c, approved=valid.get(c.fingerprint, "")) for c in report.changes)
    present = {change.fingerprint for change in report.changes}
    unused = tuple(str(entry["fingerprint"]) for entry in entries if str(entry["fingerprint"]) not in present)
    return msgspec.structs.replace(report, changes=changes, unused_approvals=unused)
