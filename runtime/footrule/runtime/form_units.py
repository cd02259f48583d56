"""The units of one compiled form: its own words, and the set of warming potentials its CO2e is weighed with."""

from __future__ import annotations

from fractions import Fraction

from footrule.runtime import exact, form
from footrule.runtime.problems import Problem, Refused, Words
from footrule.runtime.units import Unit, UnitError, define, parse

MOST_REMEMBERED = 2048
"""Unit texts of users count too, so what is remembered of them is bounded."""


class FormUnits:
    """Reads unit texts as the standard of this form means them. Raises `Refused` where its own units are faulty."""

    def __init__(self, compiled: form.Form) -> None:
        self.gwp = compiled.standard.gwp
        self.extra: dict[str, Unit] = {}
        self._read: dict[str, Unit] = {}
        for named in compiled.units:
            try:
                self.extra[named.name] = self._defined(named)
            except (UnitError, exact.NumberError) as error:
                zh, en = f"单位 `{named.name}`：{error.zh}", f"the unit `{named.name}`: {error.en}"
                raise Refused((Problem("R0311", "", {"reason": Words(zh, en)}),)) from None
            self._read.clear()  # a word just defined may give a text its meaning

    def _defined(self, named: form.UnitName) -> Unit:
        if not named.value:
            return define(named.name)
        base = self.parse(named.unit)
        return define(named.name, Unit(base.dims, base.scale * exact.read_number(named.value)))

    def parse(self, text: str) -> Unit:
        """The unit a text of this standard names. Raises `UnitError`."""
        found = self._read.get(text)
        if found is None:
            found = parse(text or "1", gwp=self.gwp, extra=self.extra)
            if len(self._read) < MOST_REMEMBERED:
                self._read[text] = found
        return found

    def into(self, given: Unit, declared: Unit) -> Fraction | None:
        """The factor from a user's unit into the declared one, or None where they do not measure the same.

        A user may leave out the substances the author named; naming other ones is refused.
        """
        if given.same_dimension(declared):
            return given.factor_to(declared)
        if not given.tagged and given.same_dimension(declared.untagged()):
            return given.scale / declared.scale
        return None
