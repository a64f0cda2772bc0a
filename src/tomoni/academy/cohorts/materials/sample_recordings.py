"""What was drawn in each session of the sample city's first cohort."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from tomoni.academy.cohorts.materials.sample_drawing import BLUE, GREEN, INK, RED, Sheet

PALE_BLUE, PALE_RED = "#cfe3f7", "#f3b5ad"


@dataclass(frozen=True)
class Drawn:
    """A recording: how it is drawn, what it shows, what was talked of."""

    draw: Callable[[Sheet], None]
    alt: str
    summary: str


def _first(sheet: Sheet) -> None:
    sheet.heading("第1回　目標・問題・課題をそろえる")
    for place in range(5):
        sheet.person(140 + 95 * place, 640, color=INK, glad=False)
    sheet.line((90, 660), (600, 660), color=INK)
    sheet.words("更新の窓口　2月は2時間待ち", x=345, y=715)
    sheet.bubble("期限が\n同じ月に来る？", x=430, y=320, across=190, color=RED)
    sheet.arrow((650, 560), (860, 560), color=BLUE)
    sheet.words("差＝問題", x=750, y=520, color=BLUE, bold=True)
    sheet.person(980, 640, color=GREEN)
    sheet.person(1085, 640, color=GREEN)
    sheet.words("待たずに5分で終わる", x=1040, y=715, color=GREEN, bold=True)
    sheet.note("システムを\n入れる？", x=1200, y=230, wide=270)
    sheet.line((1190, 220), (1480, 400), color=RED, width=8)
    sheet.words("それは手だて。\n目標ではない", x=1335, y=455, color=RED)
    sheet.words("課題：期限が4つの月に集まっている", x=800, y=860, size=48, color=RED, bold=True)
    sheet.line((330, 885), (1270, 885), color=RED, width=6)


def _second(sheet: Sheet) -> None:
    sheet.heading("第2回　仮説を立て、使うデータを確かめる")
    sheet.note("窓口が混む", x=90, y=420, wide=290)
    hypotheses = (
        "期限が4つの月に\n集まっている",
        "来てから書く人が\n多い",
        "飲食店だけが\n5月に集まる",
    )
    for place, text in enumerate(hypotheses):
        top = 190 + 210 * place
        sheet.arrow((390, 475), (530, top + 70), color=BLUE)
        sheet.note(text, x=550, y=top, wide=360, color=PALE_BLUE)
        sheet.arrow((925, top + 70), (1030, top + 70), color=GREEN)
    for place, text in enumerate(
        ("許可の一覧を月ごとに", "窓口で書く人の数", "業種と月の組み合わせ")
    ):
        sheet.words(text, x=1060, y=275 + 210 * place, color=GREEN, middle=False)
    sheet.bubble("一つの数で\n決めない！", x=1390, y=820, across=160, color=RED)
    sheet.person(1170, 970)
    sheet.words("課題 → 仮説 → 詳しい仮説 → 必要なデータ", x=640, y=925, size=42, bold=True)


def _third(sheet: Sheet) -> None:
    sheet.heading("第3回　データで確かめる")
    sheet.line((150, 250), (150, 740), (900, 740), color=INK, width=7)
    for month in range(12):
        high = 330 if month % 3 == 1 else 60
        left = 185 + 58 * month
        sheet.line((left, 738), (left, 738 - high), (left + 36, 738 - high), (left + 36, 738),
                   color=RED if month % 3 == 1 else BLUE,
                   fill=PALE_RED if month % 3 == 1 else PALE_BLUE)  # fmt: skip
        sheet.words(f"{month + 1}月", x=left + 18, y=780, size=24)
    sheet.words("先に描いた絵と同じ形になった", x=530, y=860, color=GREEN, bold=True)
    sheet.bubble("飲食店だけ\nではなかった", x=1180, y=290, across=190)
    sheet.person(1010, 640)
    sheet.note("事実：4つの月に\n集まっている", x=1210, y=460, wide=310)
    sheet.note("よしあしは、\nそのあとで", x=1210, y=650, wide=310, color=PALE_BLUE)
    sheet.words(
        "ちがっていたら仮説に戻る。戻るのは、ふつうのこと",
        x=800, y=950, size=44, color=RED, bold=True,
    )  # fmt: skip


def _fourth(sheet: Sheet) -> None:
    sheet.heading("第4回　評価し、業務の流れを描く")
    for place, (who, color) in enumerate((("市民", GREEN), ("窓口", BLUE), ("係長", INK))):
        top = 200 + 190 * place
        sheet.line((70, top), (1530, top + 4), color=color, width=4)
        sheet.words(who, x=80, y=top + 105, size=40, color=color, bold=True, middle=False)
    sheet.line((70, 770), (1530, 774), width=4)
    steps = (
        (230, 230, "窓口に来て\n書く"), (520, 420, "受け取って\n調べる"),
        (800, 420, "台帳に\n写す"),
        (1080, 610, "決裁する"), (1300, 230, "許可証を\n受け取る"),
    )  # fmt: skip
    for x, y, text in steps:
        sheet.note(text, x=x, y=y, wide=220, color=PALE_BLUE)
    for (x1, y1, _from), (x2, y2, _to) in pairwise(steps):
        sheet.arrow((x1 + 222, y1 + 70), (x2 - 8, y2 + 70), color=INK)
    sheet.ring(910, 490, across=165, high=110, color=RED)
    sheet.words("二度書き！", x=910, y=655, color=RED, bold=True)
    sheet.words("まず、いつもの道を描く。例外はそのあと", x=800, y=880, size=46, bold=True)
    sheet.person(190, 960)


def _fifth(sheet: Sheet) -> None:
    sheet.heading("第5回　サービスを設計し、効果を見積もる")
    sheet.person(190, 620, color=GREEN)
    sheet.line((300, 420), (480, 424), (476, 720), (303, 716), fill="#ffffff")
    for top in (480, 540, 600):
        sheet.line((330, top), (450, top), color=BLUE)
    sheet.words("家で書いて、送る", x=330, y=790, color=GREEN, bold=True)
    sheet.arrow((510, 570), (690, 570), color=BLUE)
    kinds = (("職員の時間", BLUE), ("円", INK), ("市民の時間", GREEN))
    for place, (text, color) in enumerate(kinds):
        left = 740 + 270 * place
        sheet.line((left, 700), (left, 430), (left + 130, 430), (left + 130, 700), color=color,
                   fill=PALE_BLUE if place != 1 else "#ece8dc")  # fmt: skip
        sheet.line((left + 65, 380), (left + 65, 480), color=color, width=4)
        sheet.words(text, x=left + 65, y=760, color=color, bold=True)
    sheet.bubble("3つは\n足さない", x=1340, y=270, across=160, color=RED)
    sheet.words("幅（低い・見込み・高い）で言う", x=1080, y=840, bold=True)
    sheet.words("一つの地区で試してから広げる", x=800, y=940, size=46, color=RED, bold=True)


def _sixth(sheet: Sheet) -> None:
    sheet.heading("第6回　成果発表")
    sheet.line((430, 220), (1170, 226), (1166, 560), (434, 556), fill="#ffffff")
    for place, text in enumerate(("許可", "転入", "認定", "道路")):
        left = 480 + 170 * place
        sheet.line((left, 520), (left + 40, 420), (left + 80, 470), (left + 120, 330), color=BLUE)
        sheet.words(text, x=left + 60, y=290, bold=True)
    sheet.person(300, 640, color=GREEN)
    sheet.person(1300, 640, color=GREEN)
    for place in range(11):
        sheet.ring(220 + 116 * place, 770 + 24 * (place % 2), across=34, high=38)
    sheet.bubble("うちの課でも\nやってみたい", x=1390, y=330, across=165, color=RED)
    sheet.words(
        "4つの班 → 職員提案 → 予算 → 効果の確認", x=800, y=935, size=48, color=RED, bold=True
    )


DRAWN = {
    1: Drawn(
        _first,
        "左に、窓口に並ぶ5人の困った顔。「更新の窓口 2月は2時間待ち」。"
        "吹き出しに「期限が同じ月に来る？」。"
        "右へ「差＝問題」の矢印があり、その先に笑った2人と「待たずに5分で終わる」。"
        "右上の付せん「システムを入れる？」は赤い線で消され、「それは手だて。目標ではない」。"
        "下に大きく「課題：期限が4つの月に集まっている」。",
        "目標は「待たずに5分で終わる」。現状との差が問題。\n"
        "システムを入れることは手だてで、目標ではない。\n"
        "課題は、期限が4つの月に集まっていること。",
    ),
    2: Drawn(
        _second,
        "左の付せん「窓口が混む」から3本の矢印。先に「期限が4つの月に集まっている」"
        "「来てから書く人が多い」「飲食店だけが5月に集まる」。それぞれから緑の矢印で、必要なデータ"
        "「許可の一覧を月ごとに」「窓口で書く人の数」「業種と月の組み合わせ」。"
        "右下の人が「一つの数で決めない！」と言う。下に「課題、仮説、詳しい仮説、必要なデータ」。",
        "混む理由の仮説は3つ。期限の集まり、来てから書くこと、業種の片寄り。\n"
        "どれも、いくつかのデータを組み合わせて確かめる。",
    ),
    3: Drawn(
        _third,
        "月ごとの棒グラフ。2月、5月、8月、11月の棒だけが赤く高い。下に「先に描いた絵と同じ形になった」。"
        "右に人がいて「飲食店だけではなかった」。付せん「事実：4つの月に集まっている」"
        "「よしあしは、そのあとで」。下に「ちがっていたら仮説に戻る。戻るのは、ふつうのこと」。",
        "期限は4つの月に集まっていた。飲食店だけ、という仮説は外れた。\n"
        "事実と判断を分けて書く。ちがっていたら仮説に戻る。",
    ),
    4: Drawn(
        _fourth,
        "市民、窓口、係長の三つの段に業務の流れ。「窓口に来て書く」「受け取って調べる」「台帳に写す」"
        "「決裁する」「許可証を受け取る」が矢印でつながる。「台帳に写す」が赤い輪で囲まれ「二度書き！」。"
        "下に「まず、いつもの道を描く。例外はそのあと」。",
        "いまの流れを、担当ごとの段に分けて描いた。\n同じことを二度書いているところが見つかった。",
    ),
    5: Drawn(
        _fifth,
        "左に笑った市民と画面。「家で書いて、送る」。矢印の先に棒が三つ、職員の時間、円、市民の時間。"
        "棒にはどれも幅の線がある。吹き出し「3つは足さない」。「幅（低い・見込み・高い）で言う」。"
        "下に「一つの地区で試してから広げる」。",
        "家で書いて送れるようにする案。\n"
        "効果は、職員の時間、円、市民の時間を別々に、幅で言う。まず一つの地区で試す。",
    ),
    6: Drawn(
        _sixth,
        "大きな画面に四つの折れ線「許可」「転入」「認定」「道路」。両わきに発表する人、前に聞く人たち。"
        "吹き出し「うちの課でもやってみたい」。下に「4つの班、職員提案、予算、効果の確認」。",
        "四つの班が発表した。次は職員提案、予算、効果の確認へ。\n聞いた課から、やってみたいという声が出た。",
    ),
}
"""By the number of the session."""
