"""The box at the top of an edition: what it is, who issued it, and plainly how good the evidence is."""

from __future__ import annotations

from footrule.compiler.docs.entry import Entry
from footrule.compiler.docs.names import Language, in_language
from footrule.compiler.docs.prose import plain, web_address
from footrule.compiler.docs.words import TABLE, say

TABS = (("index", "tab_text"), ("calculator", "tab_calculator"), ("evidence", "tab_evidence"))


def badge(status: str, language: Language) -> str:
    """The evidence as a coloured word."""
    known = f"status_{status}" in TABLE
    told = say(f"status_{status}", language) if known else plain(status)
    return f'<span class="fr-badge fr-status-{status if known else "unverified"}">{told}</span>'


def tabs(current: str, language: Language) -> str:
    """The three pages of an edition, the current one marked."""
    links = "".join(
        f'<a href="{page}.html"{" aria-current=page class=fr-here" if page == current else ""}>{say(key, language)}</a>'
        for page, key in TABS
    )
    return f'<nav class="fr-tabs" data-search-exclude>{links}</nav>'


def identity_box(entry: Entry, language: Language, library: frozenset[str]) -> str:
    """The box as one block of HTML. `library`: the ids this site has pages of, which are linked."""
    standard = entry.form.standard
    unknown = say("unknown", language)

    def dated(value: str) -> str:
        return f'<span class="fr-unknown">{unknown}</span>' if value in ("", "unknown") else plain(value)

    other: Language = "en" if language == "zh" else "zh"
    rows = [
        ("number", plain(standard.number)),
        ("edition", plain(standard.edition)),
        ("title_other", plain(in_language(standard.title, other))),
        ("level", _level(standard.level, language)),
        ("issuer", plain(in_language(standard.issuer, language)) or f'<span class="fr-unknown">{unknown}</span>'),
        ("issued", dated(standard.dates.issued)),
        ("effective", dated(standard.dates.effective)),
    ]
    if standard.dates.expires:
        rows.append(("expires", dated(standard.dates.expires)))
    if standard.gwp:
        rows.append(("gwp_set", plain(standard.gwp)))
    comma = say("list_comma", language)
    if standard.follows:
        rows.append(("follows", comma.join(_standard(one, entry, library) for one in standard.follows)))
    uses = [one.id for one in entry.form.dependencies if one.id not in standard.follows]
    if uses:
        rows.append(("uses", comma.join(_standard(one, entry, library) for one in uses)))
    if standard.source:
        address = web_address(standard.source)
        rows.append(("source_text", f'<a href="{address}">{address}</a>' if address else plain(standard.source)))
    rows.append(("library_id", f"<code>{plain(standard.id)}</code>"))
    listed = "".join(f"<div><dt>{say(key, language)}</dt><dd>{value}</dd></div>" for key, value in rows)
    return f'<div class="fr-identity" data-search-exclude>{evidence_line(entry, language)}<dl>{listed}</dl></div>'


def evidence_line(entry: Entry, language: Language) -> str:
    """The badge and the sentence that says what it means here."""
    standard = entry.form.standard
    own = standard.own_status or standard.status
    key = f"status_told_{own}"
    told = say(key, language) if key in TABLE else plain(own)
    inherited = ""
    if own != standard.status and f"status_{standard.status}" in TABLE:
        names = [
            say(f"status_{one}", language) if f"status_{one}" in TABLE else plain(one) for one in (own, standard.status)
        ]
        inherited = " " + say("status_inherited", language).format(*names)
    return f'<p class="fr-status">{badge(standard.status, language)} {told}{inherited}</p>'


def _level(level: str, language: Language) -> str:
    key = f"level_{level}"
    return say(key, language) if key in TABLE else plain(level)


def _standard(told: str, entry: Entry, library: frozenset[str]) -> str:
    """An id of this library as a link, anything else as its words."""
    if told not in library:
        return plain(told)
    up = "../" * (entry.folder.count("/") + 1)
    return f'<a href="{up}standards/{plain(told.replace("@", "/"))}/index.html">{plain(told)}</a>'
