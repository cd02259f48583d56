"""What the calculator runs on: exact numbers, units, reading, choice among cases, results. Nothing of any standard.

These files are the same in every generated package.
"""
