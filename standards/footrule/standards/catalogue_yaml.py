"""YAML of the map as plain texts: nothing is guessed to be a date, a number or a truth, and no key is taken twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from footrule.standards.catalogue_words import CatalogueFault

# The compiled loader reads the whole map in a tenth of the time; both leave every scalar a text.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(path: Path) -> Any:
    """The file as mappings, lists and texts. Raises `CatalogueFault` where it is not such a file, or `OSError`."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise CatalogueFault((f"{path.name}: {problem}",)) from None
    return _plain(path.name, node)


def _plain(name: str, node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            word = _plain(name, key)
            if not isinstance(word, str) or word in found:
                raise CatalogueFault((f"{name}, line {key.start_mark.line + 1}: key {word!r} is given twice",))
            found[word] = _plain(name, value)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(name, item) for item in node.value]
    return node.value if isinstance(node, yaml.ScalarNode) else None
