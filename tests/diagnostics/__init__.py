"""One folder a diagnostic: a file that earns it, a file that does not, and the whole message in both languages."""
