"""The form for a file: its fields, and what was posted."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_fields, require

ACCEPT = ".xlsx,.xls,.csv,.tsv,.txt,.geojson,.topojson,.json,.zip,.gml,.xml"
_LONGEST = {"title": 100}
_LONGEST_OTHER = 500


def fields(*, max_bytes: int, values: Mapping[str, str], newer: bool) -> tuple[FieldView, ...]:
    """The questions about a file; for a `newer` version its name stays as it is."""
    title = FieldView(
        name="title",
        label=_("データの名前"),
        help=_("空のときは、ファイルの名前を使います。"),
        good=_("食品営業許可の一覧"),
    )
    found = (
        _file(max_bytes, newer=newer),
        *(() if newer else (title,)),
        FieldView(
            name="purpose",
            label=_("利用目的"),
            required=True,
            help=_(
                "何のために使うかを書きます。目的の外の使い方は、保有課に確かめてからにします。"
            ),
            good=_("営業許可の更新の案内を、混みあう月の前に送れるかを確かめるため"),
            bad=_("分析のため"),
        ),
        FieldView(
            name="owner",
            label=_("保有課"),
            help=_("このデータを持っている課や団体を書きます。"),
        ),
        FieldView(
            name="attribution",
            label=_("出典"),
            help=_("公開されたデータのときは、公開元とページの名前を書きます。"),
        ),
        FieldView(
            name="licence",
            label=_("利用の条件（ライセンス）"),
            help=_("公開されたデータなら、CC BY 4.0 などと書かれています。"),
        ),
        FieldView(name="retrieved_date", label=_("入手日"), type="date"),
    )
    return tuple(replace(each, value=values.get(each.name, each.value)) for each in found)


def _file(max_bytes: int, *, newer: bool) -> FieldView:
    return FieldView(
        name="file",
        label=_("新しいファイル") if newer else _("ファイル"),
        type="file",
        required=True,
        help=_(
            "Excel か CSV を、そのまま選びます。"
            "題名の行や合計の行、和暦の日付があってもかまいません。"
            "地図に使う地域の境界（GeoJSON、Shapefileのzip、国土数値情報のGML）もここに入れます。"
        ),
        accept=ACCEPT,
        max_bytes=max_bytes,
    )


def read(post: QueryDict, *, fields: tuple[FieldView, ...], missing: str) -> tuple[FieldView, ...]:
    """The fields with what was posted and what is wrong; `missing`: why there is no file."""
    found = (require(_short_enough(each)) for each in read_fields(post, fields=fields))
    return refused(tuple(found), sentence=missing)


def _short_enough(field: FieldView) -> FieldView:
    most = _LONGEST.get(field.name, _LONGEST_OTHER)
    if field.errors or len(field.text) <= most:
        return field
    sentence = _("「%(label)s」は%(most)s字までにしてください。")
    return replace(field, errors=(sentence % {"label": field.label, "most": most},))


def refused(fields: tuple[FieldView, ...], *, sentence: str) -> tuple[FieldView, ...]:
    """The fields with what is wrong with the file itself."""
    errors = (sentence,) if sentence else ()
    return tuple(replace(each, errors=errors) if each.type == "file" else each for each in fields)
