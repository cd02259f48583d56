"""The command line: the only place that knows argv, terminals and exit codes.

`main` starts and ends a run, `application` gathers the commands of `commands/`, `words` and `help_words` hold every
sentence a user can read, in Chinese and English. What is calculated, checked or drawn is decided below; a command
reads its arguments, calls one thing, and shows what came back. Nothing here is imported by any other room.
"""
