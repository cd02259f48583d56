"""From text to syntax tree and back: keywords, literate Markdown, grammar, parser, printer, formatter, diagnostics.

Lives here: what an author may write (`keywords`, `grammar.lark`, `unit_words`), how a file is read (`literate` and the
modules beside it, `parser`), how a tree is written again (`printer`, `formatter`), and every message an author can get
(`diagnostics`).

Never lives here: meaning. Nothing in this room knows what a unit measures, which rule a name stands for, whether a rule
has a gap, or what a footprint is; it imports neither the compiler nor the runtime, opens no file, prints nothing and
keeps no settings. Whatever the bytes, reading ends in a tree and a list of diagnostics, never in an exception.
"""
