"""The Word forms of the house."""

from tomoni.engine.documents._shipped_paper import Paper

_CHAPTERS = (
    "現状と課題",
    "提案の内容",
    "改善の前",
    "改善の後",
    "効果",
    "費用",
    "ほかの課での使い方",
)
_EFFECTS = (
    ("職員の時間（年）", "{{ 職員の時間 | 幅 }}"),
    ("人件費に直した額（年）", "{{ 円 | 千円 幅 }}"),
    ("市民の時間（年）", "{{ 市民の時間 | 幅 }}"),
)
_COSTS = (
    ("導入の費用", "{{ 導入の費用 | 千円 }}"),
    ("運用の費用（年）", "{{ 運用の費用 | 千円 }}"),
)
_APART = "三つの効果は別々に見るもので、足し合わせません。"
_BOXES = "　".join(
    f"{{{{ {field} | ■ {word} }}}} {word}"
    for field, word in (("だれの提案", "個人"), ("だれの提案", "グループ"), ("だれの提案", "所属"))
)
_VERDICTS = ("採用", "一部採用", "趣旨採用", "継続検討", "不採用")


def staff_proposal() -> bytes:
    paper = Paper("職員提案書", number="受付番号　{{ 受付番号 }}", date="{{ 提出日 }}")
    paper.seals(("市長", "副市長", "部長", "課長", "係長", "担当"))
    paper.table(
        (
            ("題名", "{{ 題名 }}"), ("区分", "{{ 区分 }}"), ("だれの提案", _BOXES),
            ("提案者", "{{ 提案者 }}"), ("所属", "{{ 課 }}"),
        )
    )  # fmt: skip
    paper.table(tuple((title, f"{{{{ {title} }}}}") for title in _CHAPTERS), tall=True)
    paper.heading("効果と費用")
    paper.table((*_EFFECTS, *_COSTS), note=_APART, wide_label=True)
    return _with_sources(paper)


def business_plan() -> bytes:
    paper = Paper("事業計画書", number="受付番号　{{ 受付番号 }}", date="{{ 今日 }}")
    paper.seals(("部長", "課長", "係長", "担当"))
    paper.table((("事業名", "{{ 題名 }}"), ("担当課", "{{ 課 }}"), ("年度", "{{ 年度 }}年度")))
    paper.heading("1　現状と課題")
    paper.text("{{ 現状と課題 }}")
    paper.picture("証拠の図")
    paper.heading("2　事業の内容")
    paper.text("{{ 提案の内容 }}")
    paper.picture("あるべき流れの図")
    paper.heading("3　効果と費用")
    paper.table((*_EFFECTS, *_COSTS), note=_APART, wide_label=True)
    paper.heading("4　指標")
    paper.rows("指標", (("名前", 70), ("現在値", 32), ("目標値", 32), ("時期", 32)))
    return _with_sources(paper)


def verdict_notice() -> bytes:
    paper = Paper("審査結果通知書", number="受付番号　{{ 受付番号 }}", date="{{ 結果の日 }}")
    paper.text("{{ 課 }}　{{ 提案者 }}　様")
    paper.text("{{ 自治体 }}　職員提案事務局", right=True)
    paper.text("提出のあった職員提案について、審査の結果を次のとおり通知します。")
    boxes = "　".join(f"{{{{ 結果 | ■ {word} }}}} {word}" for word in _VERDICTS)
    paper.table(
        (
            ("題名", "{{ 題名 }}"), ("提出日", "{{ 提出日 }}"), ("結果", boxes),
            ("理由", "{{ 結果の理由 }}"), ("表彰", "{{ 表彰 }}"),
        )
    )  # fmt: skip
    return paper.finished()


def one_page() -> bytes:
    paper = Paper("{{ 題名 }}", number="{{ 区分 }}", date="{{ 今日 }}", small=True)
    paper.text("{{ 要約 }}")
    paper.pair("現状の流れの図", "あるべき流れの図")
    paper.table((*_EFFECTS, *_COSTS), note=_APART, wide_label=True)
    paper.rows("指標", (("名前", 66), ("現在値", 40), ("目標値", 36), ("時期", 24)))
    paper.rows(
        "主な数値の根拠", (("数値", 42), ("値", 28), ("元のファイル", 96)), title="数値の根拠"
    )
    return paper.finished()


def for_citizens() -> bytes:
    paper = Paper("{{ 題名 }}", number="{{ 自治体 }}", date="{{ 今日 }}")
    paper.text("市の職員が、仕事のデータを調べて考えた、新しいやり方の案です。")
    paper.heading("いま、困っていること")
    paper.text("{{ 現状と課題 }}")
    paper.picture("証拠の図")
    paper.heading("これから、すること")
    paper.text("{{ 提案の内容 }}")
    paper.heading("市民の時間は、これだけ減る見込みです")
    paper.table(
        (
            ("市民の時間（年）", "{{ 市民の時間 | 幅 }}"),
            ("職員の時間（年）", "{{ 職員の時間 | 幅 }}"),
        ),
        note="職員の時間は、市民のための仕事に使います。（　）の中は、見込みの幅です。",
        wide_label=True,
    )
    return _with_sources(paper)


def _with_sources(paper: Paper) -> bytes:
    widths = {"番号": 12, "数値": 36, "値": 26, "確かさ": 18, "道すじ": 38, "元のファイル": 36}
    paper.rows("主な数値の根拠", tuple(widths.items()), title="数値の根拠")
    return paper.finished()
