"""Every message an author can get, as one table, and its renderings.

One module a pass holds the rows of that pass (`literate`, `syntax`, `names` …); `table` gathers them. Nothing here
looks at a tree: the passes decide, the table words it.

How a message is written:

- One sentence that says what is wrong with the author's text, not what the program could not do. In English it begins
  in lower case and has no full stop; in Chinese it is one sentence without 。
- What the author wrote, and what is to be written, stands in backticks. Keywords appear as the file spells them.
- No word of the host language: no class, exception or type name, no `None`, no `str`, no `token`.
- What to do about it is the help, never the message. The help shows the right spelling by example where there is one.
- Both languages say the same. A message that needs a list or a description takes one argument a language,
  `{expected_zh}` and `{expected_en}`.
- A second place is named by what it is: `first used here`.
"""
