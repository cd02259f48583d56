"""Python names for the author's names: kept as they are wherever Python allows it.

A Chinese identifier is a legal Python identifier and stays. A keyword, a built-in and a name already taken get a
trailing underscore. Python compares identifiers in NFKC, so names are made distinct in NFKC.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

from pydantic import BaseModel

KEYWORDS = frozenset(keyword.kwlist)
BUILTINS = frozenset(dir(builtins))
MODEL = frozenset(name for name in dir(BaseModel) if not name.startswith("__"))
"""What a pydantic model already means by a name; a field called so would shadow it."""
TEXT = frozenset(dir(str)) | {"zh", "en", "like", "mro", "name", "value"}
"""What a member of a labelled string enumeration already has."""


class Names:
    """The names of one namespace, handed out once each."""

    def __init__(self, *reserved: Iterable[str]) -> None:
        self._taken = {name for group in reserved for name in group} | KEYWORDS

    def take(self, wanted: str) -> str:
        """A free Python name, `wanted` itself where that is possible."""
        name = identifier(wanted)
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def number(self, wanted: str) -> str:
        """A free Python name: the second of a kind is `wanted_2`."""
        name, count = identifier(wanted), 1
        while name in self._taken:
            count += 1
            name = f"{identifier(wanted)}_{count}"
        self._taken.add(name)
        return name

    def first_free(self, *wanted: str) -> str:
        """The first of these that is not taken; the last where all are."""
        return next((name for name in wanted if name not in self._taken), wanted[-1])

    def inner(self, *reserved: str) -> Names:
        """A namespace inside this one, in which nothing of this one may be shadowed."""
        return Names(self._taken, reserved)


def identifier(text: str) -> str:
    """`text` as an identifier without leading underscores (private, to Python and to pydantic)."""
    name = re.sub(r"\W", "_", unicodedata.normalize("NFKC", text)).lstrip("_")
    if not name or not (name if name.isidentifier() else f"n{name}").isidentifier():
        return "n" + "".join(f"_{ord(char):x}" for char in text)
    return name if name.isidentifier() else f"n{name}"


def class_name(text: str) -> str:
    """`product_kind` -> `ProductKind`; a name without Latin letters stays."""
    return "".join(part[:1].upper() + part[1:] for part in identifier(text).split("_") if part)


def constant_name(text: str) -> str:
    return identifier(text).upper()


def module_name(id: str) -> str:
    """`cn/tcisa-452@2024-draft` -> `cn_tcisa_452_2024_draft`: ASCII, lower case."""
    name = re.sub(r"[^a-z0-9]+", "_", unicodedata.normalize("NFKC", id).lower()).strip("_")
    if not name:
        name = "_".join(f"{ord(char):x}" for char in id)
    return name if name.isidentifier() and name not in KEYWORDS else f"standard_{name}"
