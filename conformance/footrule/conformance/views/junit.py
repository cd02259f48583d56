"""Results as JUnit XML, the one format every build server reads."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET

from footrule.conformance.results import Results
from footrule.conformance.views.sentences import sentence

_SKIPPED = ("unsupported", "out-of-scope", "waived", "disputed", "inconclusive")


def junit(results: Results) -> str:
    """One test suite; a failure says what was expected, what came, and how to run it again."""
    records = results.records
    root = ET.Element(
        "testsuite",
        name=f"{results.standard} · {clean(results.tool.name)}",
        tests=str(len(records)),
        failures=str(sum(each.fails and each.outcome not in ("crash", "timeout") for each in records)),
        errors=str(sum(each.outcome in ("crash", "timeout") for each in records)),
        skipped=str(sum(each.outcome in _SKIPPED for each in records)),
        time=f"{results.seconds:.3f}",
    )
    for record in records:
        case = ET.SubElement(
            root, "testcase", classname=f"{results.standard} §{record.clause}".rstrip(" §"), name=record.id,
            time=f"{record.seconds:.3f}",
        )  # fmt: skip
        if record.outcome in _SKIPPED:
            ET.SubElement(case, "skipped", message=clean(f"{record.outcome} {record.detail}".strip()))
        elif record.fails:
            kind = "error" if record.outcome in ("crash", "timeout") else "failure"
            told = ET.SubElement(case, kind, type=record.outcome, message=clean(sentence(record)))
            told.text = clean("\n".join(filter(None, (record.checkpoint and f"first differs at {record.checkpoint}",
                                                      record.replay))))  # fmt: skip
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def clean(text: str) -> str:
    """Text with what XML cannot hold shown as `\\uXXXX`."""
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Cf") else f"\\u{ord(c):04x}"
        for c in text
    )
