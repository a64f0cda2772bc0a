"""What the form of a question to tables offers to choose from, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.analysis import choices, exploring
from tomoni.academy.steps.data.cells import TYPES
from tomoni.engine.core import Column
from tomoni.engine.questions import KeyForm

Pairs = tuple[tuple[str, str], ...]
FORMS: Mapping[str, Promise] = {
    KeyForm.AS_IS: gettext_lazy("書いてあるとおり"),
    KeyForm.TOWN: gettext_lazy("町の名前（丁目の書き方や空白の違いをそろえる）"),
    KeyForm.MUNICIPALITY: gettext_lazy("団体コード（5桁と6桁、消えた0をそろえる）"),
    KeyForm.FISCAL_YEAR: gettext_lazy("年度（日付からも読む）"),
    KeyForm.MONTH: gettext_lazy("年と月（日付からも読む）"),
    KeyForm.MESH_1KM: gettext_lazy("1kmメッシュ（8桁）"),
    KeyForm.MESH_500M: gettext_lazy("500mメッシュ（9桁）"),
}
MEASURES: Mapping[str, Promise] = {
    "rows": gettext_lazy("件数"),
    "sum": gettext_lazy("合計"),
    "mean": gettext_lazy("平均"),
    "median": gettext_lazy("中央値"),
    "share": gettext_lazy("割合（値が同じ）"),
    "share_least": gettext_lazy("割合（値以上）"),
    "share_most": gettext_lazy("割合（値以下）"),
    "rate_1000": gettext_lazy("人口1,000人あたり"),
    "rate_100000": gettext_lazy("人口10万人あたり"),
}
DIRECTIONS: Mapping[str, Promise] = {
    "down": gettext_lazy("縦に並べる"),
    exploring.ACROSS: gettext_lazy("横に並べる"),
}


@dataclass(frozen=True)
class Offers:
    """Tables, the columns that a question can name, and the columns of tables to be joined."""

    tables: Pairs
    columns: Pairs
    others: Pairs
    parts: Pairs


def of(values: exploring.Values, offers: Sequence[exploring.Offer]) -> Offers:
    """What can be chosen with what is typed."""
    order = sorted(choices.PARTS, key=lambda part: part != "value")
    return Offers(
        tables=tuple((one.key, one.title) for one in offers),
        columns=tuple(
            (name, _said(column, title))
            for name, column, title in exploring.columns(values, offers)
        ),
        others=tuple(
            (f"{one.key}.{column.name}", _said(column, one.title))
            for one in offers
            if one.key != values["table"]
            for column in one.columns
        ),
        parts=named({part.value: choices.PARTS[part] for part in order}),
    )


def named(words: Mapping[str, Promise] | Mapping[str, str]) -> Pairs:
    """The words as pairs to choose from."""
    return tuple((str(value), str(text)) for value, text in words.items())


def _said(column: Column, title: str) -> str:
    text = _("%(name)s（%(type)s）") % {"name": column.name, "type": TYPES[column.type]}
    return _("%(title)s：%(column)s") % {"title": title, "column": text} if title else text


def titles(offers: Iterable[exploring.Offer]) -> dict[str, str]:
    """What the tables are called."""
    return {one.key: one.title for one in offers}
