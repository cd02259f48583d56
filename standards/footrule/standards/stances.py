"""Where standards of the library stand on the questions they answer differently: certificates, cut-off, and so on.

The data is `stances.yaml` beside the library. Every edition answers every topic, so that a page can compare them and
an omission can never pass for a position.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from footrule.standards.library import shipped
from footrule.standards.references import parse

TOPICS: Mapping[str, tuple[str, str]] = {
    "electricity_certificates": ("电力凭证", "electricity certificates"),
    "gwp_set": ("升温潜势", "GWP set"),
    "cut_off": ("取舍", "cut-off"),
    "allocation_test": ("分配检验", "allocation test"),
    "recycling": ("再生", "recycling"),
    "data_quality_scale": ("数据质量分级", "data-quality scale"),
    "pds_base": ("初级数据占比的基数", "base of the primary data share"),
    "waste_to_energy": ("废物能源", "waste-to-energy"),
    "aviation": ("航空", "aviation"),
}
"""Each topic's key with its name in zh and en, in the order of a page."""

Silence = Literal["none", "unknown"]
"""`none`: the text was read and takes no position. `unknown`: the text that would say it was not read."""


class StancesError(ValueError):
    """The file of stances is not as it should be; the message names the line."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What one edition says on one topic: the id of the clause that says it, and one sentence in zh and en."""

    clause: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class EditionStances:
    """One edition's answer to every topic of `TOPICS`, in their order."""

    edition: str
    answers: tuple[tuple[str, Stance | Silence], ...]

    def on(self, topic: str) -> Stance | Silence:
        """The answer to one topic. Raises `KeyError` for a topic there is not."""
        return dict(self.answers)[topic]

    def positions(self) -> Iterator[tuple[str, Stance]]:
        """The topics on which the edition takes a position."""
        return ((topic, answer) for topic, answer in self.answers if isinstance(answer, Stance))


def location() -> Path:
    """The file of stances: beside the shipped library, in a wheel as in a working copy."""
    return shipped().parent / "stances.yaml"


def load(path: Path | None = None) -> tuple[EditionStances, ...]:
    """The stances of every edition, in the order of the file.

    Raises `StancesError` for anything but the expected shape, and `OSError` where the file cannot be read.
    """
    text = (path or location()).read_bytes()
    try:
        # Nodes, not values: nothing is guessed to be a date or a truth, and a key given twice is seen.
        root = yaml.compose(text.decode("utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise StancesError(f"not a YAML file: {problem}") from None
    if not isinstance(root, yaml.SequenceNode):
        raise StancesError("a list of editions is expected")
    found = tuple(_edition(node) for node in root.value)
    names = [one.edition for one in found]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise StancesError(f"listed twice: {', '.join(repeated)}")
    return found


def _edition(node: yaml.Node) -> EditionStances:
    fields = _mapping(node, ("edition", *TOPICS))
    name = _text(fields["edition"])
    if parse(name) is None:
        raise _fault(fields["edition"], f"{name!r} is not of the form family/slug@edition")
    return EditionStances(name, tuple((topic, _answer(fields[topic])) for topic in TOPICS))


def _answer(node: yaml.Node) -> Stance | Silence:
    if isinstance(node, yaml.ScalarNode):
        match node.value:
            case "none":
                return "none"
            case "unknown":
                return "unknown"
        raise _fault(node, f"{node.value!r}: expected none, unknown, or clause, zh and en")
    fields = _mapping(node, ("clause", "zh", "en"))
    return Stance(**{key: _text(value) for key, value in fields.items()})


def _mapping(node: yaml.Node, keys: tuple[str, ...]) -> dict[str, yaml.Node]:
    """Exactly these keys, each once."""
    if not isinstance(node, yaml.MappingNode):
        raise _fault(node, f"expected {', '.join(keys)}")
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        word = _text(key)
        if word not in keys:
            raise _fault(key, f"{word!r} is none of {', '.join(keys)}")
        if word in found:
            raise _fault(key, f"{word!r} is given twice")
        found[word] = value
    if missing := [key for key in keys if key not in found]:
        raise _fault(node, f"missing: {', '.join(missing)}")
    return found


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise _fault(node, "a text is expected")
    value: str = node.value
    return value


def _fault(node: yaml.Node, what: str) -> StancesError:
    return StancesError(f"line {node.start_mark.line + 1}: {what}")
