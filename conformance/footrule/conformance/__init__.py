"""Whether another tool computes a standard as published: cases, carriers, verdicts.

What lives here reads compiled forms and talks to tools under test. It never parses a standard's text and never draws a
terminal: the compiler stands below this room, the command line above it.
"""
