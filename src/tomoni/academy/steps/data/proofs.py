"""検算: whether the totals that a table states are the sums of its rows."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tomoni.academy.ui.parts import Column, TableView
from tomoni.engine.core import Proof

MOST = 50
"""Of the proofs shown; those that differ come first."""


def proofs_view(proofs: Sequence[Proof]) -> TableView | None:
    """The proofs as a table; None where the table states no totals."""
    if not proofs:
        return None
    shown = sorted(proofs, key=lambda proof: proof.agrees)[:MOST]
    agreeing = sum(proof.agrees for proof in proofs)
    note = _("合計の行は、ほかの行と一緒に数えないように分けてあります。")
    return TableView(
        caption=_("検算：%(all)s件のうち%(agreeing)s件が合いました")
        % {"all": f"{len(proofs):,}", "agreeing": f"{agreeing:,}"},
        columns=(
            Column(_("合計の行")),
            Column(_("列")),
            Column(_("書かれた値"), number=True),
            Column(_("足した値"), number=True),
            Column(_("差"), number=True),
            Column(_("結果")),
        ),
        rows=[
            [
                proof.label or proof.place.cell,
                proof.column,
                _number(proof.expected),
                _number(proof.found),
                _number(proof.found - proof.expected),
                _("合う") if proof.agrees else _("合わない"),
            ]
            for proof in shown
        ],
        note=note,
        tight=True,
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}"
