"""Where editions are found: the shipped library and the folders a user adds. Paths and bytes only.

Nothing here reads what a file says; that is the language's work.
"""
