"""From syntax tree to meaning: the only place where text becomes a calculator.

The way of a standard: `names` gathers one tree per rule, `desugar` turns the first-class constructs into the kernel,
`typing` gives every expression its unit and carbon kind, `lower` writes the compiled form. `driver` composes them and
caches by content; `targets` and `docs` read the compiled form only. Nothing here knows argv, terminals or sockets.
"""
