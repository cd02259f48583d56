"""Kernel -> typed expressions: every expression gets its unit and carbon kind, or a finding that names both sides.

Elaboration writes nodes of the compiled form directly: arithmetic on plain magnitudes, with each change of unit an
explicit `Scale`. Nothing is converted that an author did not allow: kinds of carbon, GWP sets and currencies never are.
"""
