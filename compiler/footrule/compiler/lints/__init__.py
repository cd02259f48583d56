"""What can be said of a standard as a document, without proof: references, citations, symbols, tables, two languages.

Each lint is one module with one function from what it looks at to findings; `editorial` gathers them. What a body asks
of the standards drafted under it is data: a profile. Nothing here calculates.
"""
