"""The language server: editions under an author's hands, told to an editor over JSON-RPC.

Lives here: open documents and positions in UTF-16 units, findings while typing, hover, definitions and references
across standards, renaming, completion, formatting, and code actions. This is the only room that knows JSON-RPC.

Never lives here: meaning. What a name, a unit or a finding is comes from the compiler; nothing here decides it anew.
"""
