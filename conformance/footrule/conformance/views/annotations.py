"""Failures as workflow commands of GitHub: one line each, shown beside the change that caused them."""

from footrule.conformance.results import Results
from footrule.conformance.views.junit import clean
from footrule.conformance.views.sentences import sentence


def github_annotations(results: Results, path: str = "") -> str:
    """`::error file=…,title=…::…` for every failure; a waiver that is not needed any more is a failure too."""
    lines = []
    for record in results.records:
        if record.fails:
            clause = f" §{record.clause}" if record.clause else ""
            title = _property(f"{record.outcome}: {record.id}{clause}")
            place = f"file={_property(path)}," if path else ""
            text = f"{sentence(record)}\n{record.replay}".strip()
            lines.append(f"::error {place}title={title}::{_data(text)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
