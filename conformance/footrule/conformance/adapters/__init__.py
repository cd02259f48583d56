"""Starting points for whoever puts a tool under test, in Python and JavaScript, and adapters of our own calculators.

`starter.py` and `starter.mjs` need nothing of ours: copy one, replace the function that calculates.
"""
