"""The Python target: a compiled form as an installable package a developer can read, own and change.

Lives here: choosing names, printing expressions, rules, tables, models, tests and project files, and the files every
package carries (`support`). Never here: the meaning of a standard; that is the compiled form's and the reference's.
"""

from footrule.compiler.targets.python.package import build

__all__ = ["build"]
