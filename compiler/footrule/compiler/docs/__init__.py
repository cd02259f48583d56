"""The documentation of the library: for every edition the text with its rules as formulas, and the guide.

Pages are written as plain Markdown, one folder a language, and only then handed to the site generator, so that the
generator can change. Everything an author wrote (titles, labels, prose, code) passes through `prose` or is escaped
where it is put: nothing of it can run in a reader's browser. Nothing here calculates: numbers come from the compiled
form and from the reports of the worked examples.
"""
