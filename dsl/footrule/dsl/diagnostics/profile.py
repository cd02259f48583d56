"""Messages of drafting profiles: what a body asks of the standards drafted under it, with article and force."""

from footrule.dsl.diagnostics.model import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "F0701",
        "warning",
        "{profile}第{article}条（{force}）：{zh}",
        "{profile_en} article {article} ({force}): {en}",
        "按该条补充或改正",
        "add or mend what the article asks",
    ),
    Entry(
        "F0702",
        "info",
        "{profile}第{article}条（{force}）：{zh}",
        "{profile_en} article {article} ({force}): {en}",
        "该条不是强制的；不采用时可以说明理由",
        "the article does not bind; say why where it is not followed",
    ),
)
