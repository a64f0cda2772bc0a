"""Questions to tables and their answers as they are shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.analysis import exploring, exploring_charts, reading
from tomoni.academy.steps.data import reading as data
from tomoni.academy.steps.data.cells import cell_text, heading
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, questions, tables
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Quantity, Table, show
from tomoni.engine.questions import Answer, AnswerColumn, JoinMatch, Role, Unmatched

ROWS_SHOWN = 50
"""Of an answer on the page; the downloads hold all."""
MARK = "△"
"""Behind a number that is about few."""
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
UNITS = {"割合", "件", "人", "円", "分", "時間", "回", "日", "倍"}


@dataclass(frozen=True)
class AnswerCard:
    """An answer as it is listed."""

    key: str
    title: str
    fact: str
    stale: bool


@dataclass(frozen=True)
class MatchView:
    """How a join went; `bad` when less than nine of ten rows found a partner."""

    title: str
    sentence: str
    bad: bool
    unmatched: TableView | None
    others: TableView | None


@dataclass(frozen=True)
class AnswerView:
    """All that the page shows of an answer."""

    fact: str
    picture: str
    table: TableView
    more: int
    """Rows that are not shown."""
    matches: tuple[MatchView, ...]
    few: int


def offers(opened: Opened, *, user: User) -> list[exploring.Offer]:
    """The tables and answers that this person may ask."""
    return [exploring.offer(opened, key) for key, _title in reading.tables(opened, user=user)]


def asked(opened: Opened, key: str) -> questions.Question | None:
    """The question of an answer as it was last asked; None when there is no such answer."""
    artifact = opened.case.artifacts.get(key)
    if artifact is None or artifact.kind != "answer" or artifact.plan is None:
        return None
    return questions.Question.model_validate(artifact.plan.parameters["question"])


def kept(opened: Opened, key: str) -> Answer | None:
    """The newest answer; None when it was never made."""
    head = opened.case.head(key)
    if head is None:
        return None
    files = cases.files_of(head, store=opened.store)
    return Answer(
        table=tables.read_parquet(files[cases.TABLE_FILE]),
        content=questions.AnswerContent.model_validate(opened.content(key)),
    )


def cards(opened: Opened, *, user: User) -> list[AnswerCard]:
    """The answers of the case, those that this person may not open with why not."""
    keys = data.keys_of(opened.case, "answer")
    refusals = {key: custody.refusal(user, opened=opened, key=key) for key in keys}
    heads = [head for key in keys if not refusals[key] and (head := opened.case.head(key))]
    opened.store.fetch(head.content for head in heads)
    return [
        AnswerCard(
            key=key,
            title=opened.title(key),
            fact=refusal or questions.AnswerContent.model_validate(opened.content(key)).fact,
            stale=key in opened.stale,
        )
        for key, refusal in refusals.items()
    ]


def view(answer: Answer, *, titles: Mapping[str, str]) -> AnswerView:
    """The answer as the page shows it. Raises `QuestionsError` when it is too wide to show."""
    shown = questions.spread(answer)
    return AnswerView(
        fact=answer.content.fact,
        picture=exploring_charts.picture(answer),
        table=_table(shown, answer),
        more=max(0, shown.frame.height - ROWS_SHOWN),
        matches=tuple(
            _match(one, title=titles.get(one.table, one.table)) for one in answer.content.matches
        ),
        few=answer.content.few,
    )


def _table(shown: Table, answer: Answer) -> TableView:
    groups = {one.column.name: one for one in answer.content.columns if one.role is Role.GROUP}
    said = shown.said
    rows = []
    for place, row in enumerate(shown.frame.head(ROWS_SHOWN).rows(named=True)):
        cells = []
        for column in shown.columns:
            marked = said is not None and column.name in said.columns and said[column.name][place]
            text = _cell(row[column.name], column, groups.get(column.name))
            cells.append(f"{text} {MARK}" if marked else text)
        rows.append(cells)
    return TableView(
        caption=_("問いの答え（%(rows)s行）") % {"rows": f"{shown.frame.height:,}"},
        columns=tuple(
            Column(heading(each), number=each.type in _NUMBERS and each.name not in groups)
            for each in shown.columns
        ),
        rows=rows,
        note=_("%(mark)s：1～9件から計算した数です。外に出すときは、公開用の表にしてください。")
        % {"mark": MARK}
        if answer.content.few
        else "",
    )


def _cell(value: Any, column: TableColumn, group: AnswerColumn | None) -> str:
    if group is not None:
        return _("（空らん）") if value is None else cell_text(group.part.label(value))
    if value is None:
        return "―"
    unit = column.unit if column.unit in UNITS else ""
    return show(Quantity(value=value, unit=unit))


def _match(one: JoinMatch, *, title: str) -> MatchView:
    sentence = _(
        "%(rows)s行のうち%(matched)s行（%(share)s）が「%(title)s」と合いました。"
        "「%(title)s」の%(others)s行のうち、使われたのは%(used)s行です。"
    )
    return MatchView(
        title=title,
        sentence=sentence
        % {
            "rows": f"{one.rows:,}",
            "matched": f"{one.matched:,}",
            "share": show(Quantity(value=one.share, unit="割合")),
            "title": title,
            "others": f"{one.other_rows:,}",
            "used": f"{one.other_matched:,}",
        },
        bad=one.share < 0.9,
        unmatched=_worklist(
            one.unmatched, one.unmatched_keys, caption=_("合わなかった値（この表）")
        ),
        others=_worklist(
            one.other_unmatched,
            one.other_unmatched_keys,
            caption=_("使われなかった値（%(title)s）") % {"title": title},
        ),
    )


def _worklist(found: Iterable[Unmatched], count: int, *, caption: str) -> TableView | None:
    rows = [
        ["・".join(value or _("（空らん）") for value in one.values), f"{one.rows:,}"]
        for one in found
    ]
    if not rows:
        return None
    rest = _("ほかに%(count)s種類あります。") % {"count": f"{count - len(rows):,}"}
    return TableView(
        caption=caption,
        columns=(Column(_("値")), Column(_("行数"), number=True)),
        rows=rows,
        note=rest if count > len(rows) else "",
        tight=True,
    )
