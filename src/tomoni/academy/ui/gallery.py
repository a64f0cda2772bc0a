"""Sample values for the gallery."""

from datetime import UTC, datetime
from typing import Any

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import (
    ChangeView,
    Column,
    CommentView,
    StepView,
    TableView,
)

STEPS = (
    ("目標・問題・課題", "done"),
    ("仮説", "review"),
    ("対象データ確認", "doing"),
    ("分析設計と分析", "todo"),
    ("評価", "todo"),
    ("現状とあるべき姿", "todo"),
)


_COLUMNS = (
    FieldView(name="task", label="作業"),
    FieldView(name="lane", label="担当", type="choice", choices=("市民", "窓口", "係長")),
    FieldView(name="minutes", label="1件あたり", type="number", unit="分"),
    FieldView(name="since", label="いつから", type="date"),
)
_ROWS = [
    {"task": "通知を送る", "lane": "窓口", "minutes": 4, "since": "2026-04-01"},
    {"task": "申請を受け付ける", "lane": "窓口", "minutes": 12.5},
]
_SOURCES = (("permits", "営業許可の一覧（第3版）"), ("visits", "窓口の来客数（第1版）"))


def fields() -> tuple[FieldView, ...]:
    """One field of each type."""
    return (*_written(), *_chosen())


def _written() -> tuple[FieldView, ...]:
    return (
        FieldView(
            name="goal",
            label="目標（あるべき姿）",
            type="long_text",
            required=True,
            help="だれが、どうなっているとよいかを一文で書きます。",
            good="更新する人が、待たずに5分で手続きを終えられる。",
            bad="システムを入れて業務を効率化する。",
        ),
        FieldView(name="title", label="課題の名前", required=True, value="窓口の混雑"),
        FieldView(
            name="cases",
            label="1年の件数",
            type="number",
            unit="件",
            help="台帳から数えた数を書きます。",
            value=7350,
        ),
        FieldView(name="due", label="入手期限", type="date", value="2027-04-01"),
        FieldView(name="steps", label="作業の一覧", type="rows", columns=_COLUMNS, value=_ROWS),
    )


def _chosen() -> tuple[FieldView, ...]:
    return (
        FieldView(
            name="kind",
            label="データの使い方",
            type="choice",
            choices=("そのまま", "地域集計", "加工"),
        ),
        FieldView(
            name="source",
            label="使うデータ",
            type="reference",
            choices=_SOURCES,
        ),
        FieldView(
            name="sources",
            label="根拠にする資料",
            type="reference",
            many=True,
            value=["permits"],
            choices=_SOURCES,
        ),
    )


def wrong_fields() -> tuple[FieldView, ...]:
    """Fields with something to correct."""
    return (
        FieldView(
            name="wrong-goal",
            label="現状",
            type="long_text",
            required=True,
            help="いま起きていることを書きます。",
            errors=("「現状」を書いてください",),
        ),
        FieldView(
            name="wrong-minutes",
            label="1件あたりの時間",
            type="number",
            unit="分",
            value="十分",
            errors=("「1件あたりの時間」は数字で書いてください（例：1,200）",),
        ),
        FieldView(
            name="wrong-rows",
            label="データの一覧",
            type="rows",
            value=[{"name": "営業許可", "count": "多い"}],
            columns=(
                FieldView(name="name", label="データ名"),
                FieldView(name="count", label="件数", type="number", unit="件"),
            ),
            cell_errors={(0, "count"): ("「件数」は数字で書いてください（例：1,200）",)},
        ),
        FieldView(
            name="closed", label="確定した仮説", value="期限は4つの月に集まる", disabled=True
        ),
    )


_AT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
_UPLOAD = FieldView(
    name="upload",
    label="データのファイル",
    type="file",
    required=True,
    help="Excel（.xlsx）か CSV を選びます。",
    accept=".xlsx,.xls,.csv",
    max_bytes=100 * 1024 * 1024,
)
_TABLE = TableView(
    caption="許可の期限がくる月",
    columns=(Column("月"), Column("件数", number=True), Column("割合", number=True)),
    rows=(("2月", "1,892", "25.7％"), ("5月", "1,804", "24.5％"), ("8月", "1,911", "26.0％")),
    note="n = 7,350。出典：食品営業許可の一覧",
)
_COMMENT = CommentView(
    author="佐藤 次郎",
    role="講師",
    lecturer=True,
    body="件数の出典はどこですか。\n「多い」ではなく数で書くと、次の手順が楽になります。",
    at=_AT,
    replies=(CommentView(author="山田 花子", body="保健所の台帳から数え直します。", at=_AT),),
)
_CHANGES = (
    ChangeView(
        name="goal",
        label="目標（あるべき姿）",
        left="更新する人が、待たずに手続きを終えられる。",
        right="更新する人が、待たずに5分で手続きを終えられる。",
    ),
    ChangeView(name="risk", label="リスク", left="", right="通知が届かない人がいる。"),
)


def values() -> dict[str, Any]:
    """Everything else that the gallery shows."""
    return {
        "crumbs": [("ホーム", "/"), ("部品", "/gallery/"), ("部品の一覧", "")],
        "steps": [
            StepView(title, url=f"#step-{place}", state=state, current=place == 2)
            for place, (title, state) in enumerate(STEPS)
        ],
        "wrong": wrong_fields(),
        "states": ("todo", "doing", "review", "done"),
        "upload": _UPLOAD,
        "table": _TABLE,
        "comments": (_COMMENT,),
        "changes": _CHANGES,
    }
