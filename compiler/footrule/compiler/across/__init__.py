"""One product under two standards, and the whole library against itself.

A declared mapping of terms says how a product told in the words of one standard is told in those of another, and which
results answer the same question. Both references then answer, over the options each leaves open: the answers agree,
conflict, or agree only for some choices. Nothing is guessed: what no term says is listed, never set to zero. Between
two editions of one standard the room `editions` compares instead; nothing here knows the terminal.
"""
