"""How many cases a year go through a flow."""

from collections.abc import Mapping

from tomoni.engine import flows
from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._quotes import quotes
from tomoni.engine.core import Quantity


def yearly_cases(flow: flows.Flow, quantities: Mapping[str, Quantity]) -> tuple[Quantity, str]:
    """The flow's cases a year and the name of the number quoted for it (empty: typed in).

    Raises `CasesError`: `unknown-quote` when it quotes nothing that is there, `no-volume`.
    """
    volume = flow.volume
    if volume.quote:
        quoted = quotes(volume.quote)
        name = quoted[0].name if len(quoted) == 1 else volume.quote
        if name not in quantities:
            raise CasesError("unknown-quote", quote=name[:130])
        return quantities[name], name
    if volume.value is None:
        raise CasesError("no-volume")
    cases_a_year = Quantity(
        value=volume.value,
        unit="件",
        low=volume.low,
        high=volume.high,
        label="1年の件数",
        grade=volume.grade,
    )
    return cases_a_year, ""
