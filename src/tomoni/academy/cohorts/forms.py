"""The questions about people, divisions and roles as fields, and what was posted to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.accounts.divisions import Unit
from tomoni.academy.accounts.models import Level
from tomoni.academy.cohorts.models import Group, Stage
from tomoni.academy.cohorts.roles import PARTS
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require

_LONGEST = {"short_text": 100}
WHOLE = "whole"
"""The place of a part that is held in the whole cohort."""


def read(post: QueryDict, *, fields: tuple[FieldView, ...]) -> tuple[FieldView, ...]:
    """The fields with what was posted, and what is wrong with it."""
    return tuple(
        fitting(require(each), longest=_LONGEST) for each in read_fields(post, fields=fields)
    )


def text(fields: Iterable[FieldView], name: str) -> str:
    """What was answered; an empty text when nothing was."""
    return next(field.text for field in fields if field.name == name)


def day_of(fields: Iterable[FieldView]) -> date:
    """The day of a form that was found right."""
    return date.fromisoformat(text(fields, "day"))


def day_field(*, today: date, help: str) -> FieldView:  # noqa: A002 - the field's own word
    return FieldView(
        "day", _("いつから"), "date", required=True, help=help, value=today.isoformat()
    )


def unit_field(units: Iterable[Unit], *, name: str, label: str, **more: Any) -> FieldView:
    """One of the divisions, by its whole path."""
    choices = tuple((str(unit.division.pk), unit.path) for unit in units)
    return FieldView(name, label, "choice", choices=choices, **more)


def division_fields(units: Iterable[Unit], *, today: date) -> tuple[FieldView, ...]:
    """A new division."""
    return (
        FieldView("name", _("名前"), required=True, good=_("生活衛生課"), bad=_("生衛")),
        FieldView(
            "level", _("段"), "choice", required=True, value=Level.DIVISION,
            choices=tuple((each.value, str(each.label)) for each in Level),
            help=_("データや業務を持つのは課です。係の人も、課のデータを受け持ちます。"),
        ),
        unit_field(units, name="parent", label=_("どの下に置きますか（一番上なら、選びません）")),
        day_field(today=today, help=_("先の日も書けます。その日の朝から、この名前で出ます。")),
    )  # fmt: skip


def change_fields(units: Iterable[Unit], unit: Unit, *, today: date) -> tuple[FieldView, ...]:
    """Another name or another place."""
    others = [each for each in units if each.names[: unit.depth] != unit.names]
    parent = unit.division.parent_id
    return (
        FieldView("name", _("名前"), required=True, value=unit.name),
        unit_field(
            others, name="parent", label=_("どの下に置きますか（一番上なら、選びません）"),
            value=str(parent) if parent else "",
        ),
        day_field(
            today=today,
            help=_("この日より前に作られた版には、前の名前が残ります。先の日も書けます。"),
        ),
    )  # fmt: skip


def abolish_fields(units: Iterable[Unit], unit: Unit, *, today: date) -> tuple[FieldView, ...]:
    """The end of a division, and who follows it."""
    others = [each for each in units if each.names[: unit.depth] != unit.names]
    return (
        unit_field(
            others, name="successor", label=_("統合して引き継ぐ所属"),
            help=_(
                "職員、下の所属、データ台帳、預かりデータが移ります。"
                "だれもいない所属だけ、選ばずに廃止できます。"
            ),
        ),
        day_field(today=today, help=_("この日から、なくなります。先の日も書けます。")),
    )  # fmt: skip


def person_fields(units: Iterable[Unit], *, new: bool) -> tuple[FieldView, ...]:
    """A person; the account name is fixed once it is given."""
    account = FieldView(
        "account_name", _("アカウント名"), required=True, good="tanaka01",
        help=_("サインインに使います。あとから変えられません。"),
    )  # fmt: skip
    place_help = _("市の外の人（講師など）は、選びません。") if new else ""
    return (
        *((account,) if new else ()),
        FieldView("display_name", _("氏名"), required=True, good=_("田中 あゆみ")),
        FieldView("staff_number", _("職員番号"), good="00123"),
        FieldView("email", _("メール")),
        FieldView("post", _("職"), good=_("主査")),
        unit_field(units, name="unit", label=_("所属"), required=not new, help=place_help),
    )  # fmt: skip


def edit_fields(
    units: Iterable[Unit], *, values: dict[str, str], today: date
) -> tuple[FieldView, ...]:
    """A person as known, and from when another division or post holds."""
    fields = person_fields(units, new=False)
    known = tuple(replace(field, value=values[field.name]) for field in fields)
    return (*known, day_field(today=today, help=_("所属か職を変えるときの、異動の日です。")))


def who_field(*, name: str, label: str, required: bool = True, help: str = "") -> FieldView:  # noqa: A002
    return FieldView(
        name, label, required=required, good=_("00123、または 田中 あゆみ"),
        help=help or _("職員番号、アカウント名、氏名のどれかを書きます。"),
    )  # fmt: skip


def leave_fields(*, today: date) -> tuple[FieldView, ...]:
    return (
        replace(
            day_field(today=today, help=_("この日から、サインインできなくなります。")),
            label=_("いつから、いなくなりますか"),
        ),
        who_field(
            name="successor", label=_("後任"), required=False,
            help=_("班や期の役割を引き継ぐ人です。決まっていなければ、あとからでもかまいません。"),
        ),
    )  # fmt: skip


def role_fields(groups: Iterable[Group]) -> tuple[FieldView, ...]:
    """Who takes which part where."""
    places = [
        (
            str(group.pk),
            _("第%(number)s班 %(work)s") % {"number": group.number, "work": group.work},
        )
        for group in groups
    ]
    return (
        who_field(name="who", label=_("だれに")),
        FieldView(
            "role", _("役割"), "choice", required=True,
            choices=tuple((part.role.value, str(part.role.label)) for part in PARTS),
        ),
        FieldView(
            "group", _("どこで"), "choice", required=True, value=WHOLE,
            choices=((WHOLE, _("期の全体")), *places),
        ),
        stage_field(),
    )  # fmt: skip


def stage_field() -> FieldView:
    """How far a lecturer goes."""
    return FieldView(
        "stage", _("講師なら、どの段階ですか"), "choice", value=Stage.LEAD.value,
        choices=tuple((each.value, str(each.label)) for each in Stage),
        help=_("選ばなければ、主担当です。講師のほかの役割では使いません。"),
    )  # fmt: skip


def roster_fields(*, today: date) -> tuple[FieldView, ...]:
    """A staff list, from when it holds and what it leaves out."""
    return (
        FieldView(
            "day", _("いつから"), "date", required=True, value=today.isoformat(),
            help=_("異動の日です。先の日なら、その日が来てから確定します。"),
        ),
        FieldView(
            "scope", _("だれが載っていますか"), "choice", required=True, value="some",
            choices=(
                ("some", _("変わる人だけ（載っていない人は、そのまま）")),
                ("whole", _("職員の全員（載っていない人は、退職）")),
            ),
        ),
        FieldView(
            "grow", _("知らない所属があったら"), "choice", required=True, value="no",
            choices=(
                ("no", _("分からなかった行として出す")),
                ("yes", _("新しい所属を作る")),
            ),
        ),
        FieldView(
            "file", _("名簿のファイル"), "file", required=True, accept=".xlsx,.xls,.csv",
            max_bytes=settings.MAX_UPLOAD_BYTES,
        ),
    )  # fmt: skip


def place_fields() -> tuple[FieldView, ...]:
    """Another municipality that takes part."""
    return (
        FieldView("code", _("団体コード（6桁）"), required=True, good="990008"),
        FieldView("name", _("自治体名"), required=True, good=_("となり市")),
    )
