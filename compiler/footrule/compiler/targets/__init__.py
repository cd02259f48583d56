"""Targets: a compiled form printed in another language. One folder each, with one entry `build(form, out)`.

A target reads the compiled form and nothing else, and is held to the reference interpreter by the same generated
inputs and worked examples. What it cannot express it refuses with `Unsupported`; it never drops or approximates.
"""

from footrule.compiler.targets.unsupported import Unsupported

__all__ = ["Unsupported"]
