"""The name of an edition: `<family>/<slug>@<edition>`, such as `cn/tcisa-452@2024-draft`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_EDITION = r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*"
_REFERENCE = re.compile(rf"(?P<family>{_WORD})/(?P<slug>{_WORD})@(?P<edition>{_EDITION})")
_LONGEST = 200
TRANSLATIONS = (".zh", ".en")


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """One edition of one standard. Every part is a plain word: nothing that could climb out of a folder."""

    family: str
    slug: str
    edition: str

    def __str__(self) -> str:
        return f"{self.family}/{self.slug}@{self.edition}"

    @property
    def path(self) -> str:
        """Where the edition lies below a library's root, with `/` between the parts."""
        return f"{self.family}/{self.slug}/{self.edition}.md"


def parse(text: str) -> Reference | None:
    """The reference `text` spells, or None where it is not of that form."""
    # `2025.en` is the translation that lies beside `2025`, never an edition of its own.
    plain = len(text) <= _LONGEST and not text.endswith(TRANSLATIONS)
    match = _REFERENCE.fullmatch(text) if plain else None
    return Reference(match["family"], match["slug"], match["edition"]) if match else None
