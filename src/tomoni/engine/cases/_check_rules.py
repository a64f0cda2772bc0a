"""Which rule of the first review looks at which field of a worksheet."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from pydantic_core import PydanticCustomError

from tomoni.engine.core import Severity, Value


class CheckRule(StrEnum):
    """The rules that a curriculum can put to a field. A field `rows.column` is a column.

    What somebody wrote: `measurable` (one can tell when the goal is reached), `no-tool` (a tool is
    no goal), `tool-reason` (why this tool), `not-repeated` (says more than `other`), `not-lack` (a
    lack of means is no problem), `ours` (a cause one can act on), `somebody` (in particular, not
    everybody), `citizen` (not staff only), `fact-only` (no judgement), `testable` (data could
    refute it), `compared` (no number alone), `concrete` (no stock phrase), `dated` (when),
    `counted` (a figure), `decided-before` (before one looks), `outcome` (a change, not a deed),
    `given-back` (freed time is for citizens), `nameless` (no person's name), `only-needed` (not
    every column), `own-words` (what was said, not its summary).
    What must stand there for every row: `filled`, `data-named`, `owned`, `lawful`,
    `sketched`, `sourced`. What rows say together: `several-data`, `ranged` (costs with their
    doubt), `value-sourced` (a figure typed into `other` has its source), `as-it-is` (personal
    information is not used as it is, unless `other` says why), `every-result` (each result of a
    claim is judged), `verdict-agrees` (with the result that `other` names).
    """

    MEASURABLE = "measurable"
    NO_TOOL = "no-tool"
    TOOL_REASON = "tool-reason"
    NOT_REPEATED = "not-repeated"
    NOT_LACK = "not-lack"
    OURS = "ours"
    SOMEBODY = "somebody"
    CITIZEN = "citizen"
    FACT_ONLY = "fact-only"
    TESTABLE = "testable"
    COMPARED = "compared"
    CONCRETE = "concrete"
    DATED = "dated"
    COUNTED = "counted"
    DECIDED_BEFORE = "decided-before"
    OUTCOME = "outcome"
    GIVEN_BACK = "given-back"
    NAMELESS = "nameless"
    OWN_WORDS = "own-words"
    FILLED = "filled"
    DATA_NAMED = "data-named"
    OWNED = "owned"
    LAWFUL = "lawful"
    ONLY_NEEDED = "only-needed"
    SKETCHED = "sketched"
    SOURCED = "sourced"
    SEVERAL_DATA = "several-data"
    RANGED = "ranged"
    VALUE_SOURCED = "value-sourced"
    AS_IT_IS = "as-it-is"
    EVERY_RESULT = "every-result"
    VERDICT_AGREES = "verdict-agrees"

    @property
    def severity(self) -> Severity:
        """`error`: to be mended or answered; `warning`: worth a look."""
        return Severity.WARNING if self in _MILD else Severity.ERROR


_MILD = {
    CheckRule.TOOL_REASON, CheckRule.NOT_LACK, CheckRule.OURS, CheckRule.TESTABLE,
    CheckRule.COMPARED, CheckRule.CONCRETE, CheckRule.DATED, CheckRule.COUNTED, CheckRule.OUTCOME,
    CheckRule.GIVEN_BACK, CheckRule.ONLY_NEEDED, CheckRule.OWN_WORDS, CheckRule.RANGED,
    CheckRule.AS_IT_IS,
}  # fmt: skip

_WITH_OTHER = {
    CheckRule.NOT_REPEATED,
    CheckRule.VALUE_SOURCED,
    CheckRule.AS_IT_IS,
    CheckRule.VERDICT_AGREES,
}


class Check(Value):
    """A rule and the field it looks at; `other` for a rule that holds it against another field.

    Of a column, `other` is a column of the same rows.
    """

    rule: CheckRule
    field: str
    other: str = ""

    def refuse_unknown(self, names: Mapping[str, Collection[str]]) -> None:
        """Refuses what it names and a worksheet of these fields (with their columns) has not.

        Raises what pydantic takes for a mistake: `check-without-field`, `check-without-other`.
        """
        name, _, column = self.field.partition(".")
        if name not in names or (column and column not in names[name]):
            raise PydanticCustomError("check-without-field", "{name}", {"name": self.field})
        beside = names[name] if column else names
        is_needed = self.rule in _WITH_OTHER
        if is_needed is not bool(self.other) or (is_needed and self.other not in beside):
            raise PydanticCustomError("check-without-other", "{name}", {"name": self.field})
