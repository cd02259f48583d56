"""Cases made from a compiled form: from its worked examples, its bounds and requirements, its branches and edges.

Everything here is deterministic: the same form and the same existing suite give the same cases.
"""
