"""How the effect, the logic model and the review stand in a document."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tomoni.engine import documents, effects
from tomoni.engine.cases._effects_made import LOGIC_PICTURE, TORNADO, LogicPicture
from tomoni.engine.cases._graph import Version
from tomoni.engine.core import Quantity, range_text, show

_APART = "（時間・円・市民の時間は足し合わせない）"
_HOURS = {"staff_hours": "職員の時間", "citizen_hours": "市民の時間"}
_YEN = {"yen": "人件費に直した額", "cost_yen": "費用", "balance_yen": "差し引きの累計"}
_LEADS_TO = {"cost_yen": "yearly_yen", "balance_yen": "five_year_balance_yen"}
"""The number that a year's own leads back to, where it has another name."""
_FIVE_YEARS = "five_year_"


def effect_blocks(version: Version, content: Any) -> Iterator[documents.Block]:
    """The numbers, the years, what decides them, and what the freed time is for."""
    found = effects.Estimate.model_validate(content)
    yield _numbers(version, found)
    if found.years:
        yield _years(version, found, _HOURS, caption=f"{effects.YEARS}年の見込み（時間）")
        yield _years(version, found, _YEN, caption=f"{effects.YEARS}年の見込み（円）")
    if TORNADO in version.files:
        yield documents.Figure(
            file=f"{version.artifact}-{TORNADO}",
            alt="効果を左右する前提を、影響の大きい順に並べた図",
            caption="効果を左右する前提",
        )
    if found.freed_time_use:
        text = f"浮いた時間の使い道：{found.freed_time_use}"
        yield documents.Paragraph(spans=(documents.Text(text=text),))


def _numbers(version: Version, found: effects.Estimate) -> documents.DataTable:
    share = f"。幅には{round(found.level * 100)}％が入る見込み" if found.draws else ""
    return documents.DataTable(
        caption=f"見込まれる効果{_APART}{share}",
        columns=_heads("項目", "*見込み", "*幅", "根拠の確かさ"),
        rows=tuple(
            (
                _text(quantity.label or name),
                (_number(version, name, quantity),),
                _text(range_text(quantity)),
                _text(quantity.grade.value),
            )
            for name, quantity in version.quantities.items()
            if not name.startswith(_FIVE_YEARS)
        ),
    )


def _years(
    version: Version, found: effects.Estimate, names: Mapping[str, str], *, caption: str
) -> documents.DataTable:
    """Each number leads to the one of a full year that it was made from."""
    return documents.DataTable(
        caption=caption,
        columns=_heads("年", *(f"*{head}" for head in names.values())),
        rows=tuple(
            (
                _text(year_words(year)),
                *(
                    (_number(version, _LEADS_TO.get(name, name), quantity, _short(quantity)),)
                    for name in names
                    for quantity in (year.quantities[name],)
                ),
            )
            for year in found.years
        ),
    )


def _short(quantity: Quantity) -> str:
    return show(quantity, "万円" if quantity.unit == "円" else "")


def year_words(year: effects.YearEffect) -> str:
    """1年目, with the fiscal year where it is known."""
    fiscal = f"（{year.fiscal_year}年度）" if year.fiscal_year else ""
    return f"{year.year}年目{fiscal}"


def logic_blocks(version: Version, content: Any) -> Iterator[documents.Block]:
    """The picture, and the indicators as a table."""
    model = LogicPicture.model_validate(content).model
    title = f"ロジックモデル「{model.title}」" if model.title else "ロジックモデル"
    yield documents.Figure(
        file=f"{version.artifact}-{LOGIC_PICTURE}", alt=title, caption=title, wide=True
    )
    rows = tuple(
        (
            _text(row.indicator.name),
            _live(version, f"present_{place}", row.indicator.present),
            _live(version, f"target_{place}", row.indicator.target),
            _text(row.indicator.due),
            _text(row.indicator.owner),
        )
        for place, row in enumerate(model.rows, start=1)
        if row.indicator is not None
    )
    if rows:
        heads = _heads("指標", "現在値", "目標値", "時期", "受け持ち")
        yield documents.DataTable(caption="指標", columns=heads, rows=rows)


def review_blocks(version: Version, content: Any) -> Iterator[documents.Block]:
    """Planned beside actual."""
    review = effects.Review.model_validate(content)
    yield documents.DataTable(
        caption="見込みと実績",
        columns=_heads("指標", "*見込み", "*幅", "*実績", "*幅", "くらべた結果", "わかったこと"),
        rows=tuple(
            (
                _text(line.indicator),
                (_number(version, f"planned_{place}", line.planned),),
                _text(range_text(line.planned)),
                _text("")
                if line.actual is None
                else (_number(version, f"actual_{place}", line.actual),),
                _text("" if line.actual is None else range_text(line.actual)),
                _text(line.attained.value),
                _text(line.learnt),
            )
            for place, line in enumerate(review.lines, start=1)
        ),
    )


def _heads(*names: str) -> tuple[documents.ColumnHead, ...]:
    """Heads of columns; those of numbers begin with *."""
    return tuple(
        documents.ColumnHead(text=name[1:], align="right")
        if name.startswith("*")
        else documents.ColumnHead(text=name)
        for name in names
    )


def _live(version: Version, name: str, text: str) -> Sequence[Any]:
    quantity = version.quantities.get(name)
    return _text(text) if quantity is None else (_number(version, name, quantity, text),)


def _number(
    version: Version, name: str, quantity: Quantity, text: str = ""
) -> documents.Number | documents.Text:
    """The number with its way back; plain words where the version has none of that name."""
    shown = text or show(quantity)
    if name not in version.quantities:
        return documents.Text(text=shown)
    return documents.Number(
        text=shown, name=f"{version.artifact}.{name}", grade=quantity.grade.value
    )


def _text(text: str) -> tuple[documents.Text, ...]:
    return (documents.Text(text=text),)
