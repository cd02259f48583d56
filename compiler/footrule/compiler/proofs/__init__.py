"""What is guaranteed of a compiled form for every legal input, or a concrete input for which it fails.

Each property ends as proved, refuted with a counterexample that the reference interpreter confirms, or undecided with
the reason; nothing is ever guessed. z3 decides, and is imported only here. Nothing here changes a compiled form.
"""
