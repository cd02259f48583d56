"""Two editions compared: what changes, for whom, by how much, with proof.

Things of the old edition are matched with those of the new one, the old form is told in the new names, and each pair
is proved equal, told apart by a product that both references calculate differently, or reported as undecided. Nothing
here changes a compiled form or knows the terminal; z3 is imported only where normal forms do not settle a question.
"""
