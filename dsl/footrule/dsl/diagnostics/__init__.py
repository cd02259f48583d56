"""Every message an author can get, as one table, and its renderings.

One module a pass holds the rows of that pass (`literate`, `syntax`, `names` …); `table` gathers them. Nothing here
looks at a tree: the passes decide, the table words it.
"""
