"""`python -m cn_steel_2024_draft input.json`: a document in, a result out."""

import sys
from importlib.resources import files

from ._runtime.command import command
from .calculator import CALCULATION

if __name__ == "__main__":
    schema = (files(__package__) / "input.schema.json").read_text(encoding="utf-8")
    sys.exit(command(CALCULATION, "cn_steel_2024_draft", schema))
