"""What a calculator needs when it runs: exact numbers, units, the compiled form, its meaning, its evidence.

Lives here: reading a user's document against a compiled form, the exact reference interpreter, traces and their
explanation, result files and their verification, worked examples.

Never here: the text of a standard, its syntax or its compilation; argv, terminals, colour. Nothing here imports the
language, the compiler or the command line.
"""
