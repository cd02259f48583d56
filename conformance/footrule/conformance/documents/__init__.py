"""Documents of other makers held to the numbers of a standard: what a schema of names and types does not read."""
