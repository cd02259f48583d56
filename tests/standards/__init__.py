"""The library's map and the guideline's rules over it."""
