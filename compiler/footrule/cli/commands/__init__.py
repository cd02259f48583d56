"""One file a command. Anything heavier than the standard library is imported inside the command that needs it."""
