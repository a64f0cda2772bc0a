"""Records of residents as a division keeps them: all made up by a seeded generator, nobody's."""

import random
from datetime import date, timedelta

import polars as pl

from tomoni.engine import tables
from tomoni.engine.core import Column, ColumnType, Table

SURNAMES = {
    "佐藤": "サトウ",
    "鈴木": "スズキ",
    "高橋": "タカハシ",
    "田中": "タナカ",
    "伊藤": "イトウ",
    "渡辺": "ワタナベ",
    "山本": "ヤマモト",
    "中村": "ナカムラ",
    "小林": "コバヤシ",
    "加藤": "カトウ",
    "吉田": "ヨシダ",
    "山田": "ヤマダ",
    "松本": "マツモト",
    "井上": "イノウエ",
    "木村": "キムラ",
    "林": "ハヤシ",
    "清水": "シミズ",
    "山崎": "ヤマザキ",
    "森": "モリ",
    "阿部": "アベ",
    "藤原": "フジワラ",
    "岡本": "オカモト",
    "三宅": "ミヤケ",
    "岸本": "キシモト",
    "花村": "ハナムラ",
    "稲岡": "イナオカ",
    "玉田": "タマダ",
    "釜江": "カマエ",
    "大辻": "オオツジ",
    "浜中": "ハマナカ",
}
GIVEN = {
    "太郎": "タロウ",
    "花子": "ハナコ",
    "一郎": "イチロウ",
    "美咲": "ミサキ",
    "健": "ケン",
    "陽子": "ヨウコ",
    "翔太": "ショウタ",
    "さくら": "サクラ",
    "大輔": "ダイスケ",
    "恵子": "ケイコ",
    "誠": "マコト",
    "由美": "ユミ",
    "拓也": "タクヤ",
    "真由美": "マユミ",
    "和夫": "カズオ",
    "千代": "チヨ",
    "蓮": "レン",
    "結衣": "ユイ",
}
TOWNS = {
    "川上町北の庄": ("999-0131", "川上小学校"),
    "川上町寺の前": ("999-0166", "川上小学校"),
    "野口町水足": ("999-0112", "野口小学校"),
    "平岡町新田": ("999-0201", "平岡小学校"),
    "平岡町土居": ("999-0204", "平岡南小学校"),
    "尾上町池の端1丁目": ("999-0122", "尾上小学校"),
    "尾上町池の端2丁目": ("999-0122", "尾上小学校"),
    "別所町浜": ("999-0124", "別所小学校"),
    "志方町上富": ("999-0321", "志方小学校"),
}
REMARKS = (
    "",
    "",
    "",
    "転入の届出のとき通知を希望",
    "窓口で住所変更の手続きを案内した",
    "生活保護を受給中",
    "身体障害者手帳2級、訪問は午前を希望",
    "糖尿病で通院中のため家庭訪問に変更",
)
DAYS = 365 * 95
AS_OF = date(2026, 4, 1)


def my_number(numbers: random.Random) -> str:
    """A number of twelve digits whose last proves the others (平成26年総務省令第85号 第5条)."""
    digits = [numbers.randrange(10) for _ in range(11)]
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return "".join(map(str, digits)) + str(0 if rest <= 1 else 11 - rest)


def residents(rows: int, seed: int) -> Table:
    """`rows` made-up residents of one city, 17 columns; the same for the same seed."""
    numbers = random.Random(seed)  # noqa: S311 - made-up people, the same ones every time
    records = [_record(number, numbers) for number in range(rows)]
    days = {"生年月日", "異動日"}
    columns = tuple(
        Column(
            name=name,
            type=ColumnType.DATE if name in days else _TYPES.get(name, ColumnType.TEXT),
        )
        for name in _record(0, random.Random(0))  # noqa: S311
    )
    frame = pl.DataFrame(records, schema=[column.name for column in columns], orient="row")
    return Table(name="住民記録", columns=columns, frame=frame, sheet="住民", range="A1")


def as_csv(table: Table) -> bytes:
    """The table as a CSV that Excel opens."""
    return tables.write_csv(table)


def as_xlsx(table: Table) -> bytes:
    """The table as a workbook."""
    return tables.write_xlsx(table)


_TYPES = {"年齢": ColumnType.INTEGER, "世帯人員": ColumnType.INTEGER, "所得": ColumnType.INTEGER}


def _record(number: int, numbers: random.Random) -> dict[str, object]:
    who, called = numbers.choice(list(SURNAMES)), numbers.choice(list(GIVEN))
    town = numbers.choice(list(TOWNS))
    postcode, school = TOWNS[town]
    born = AS_OF - timedelta(days=numbers.randrange(DAYS))
    age = AS_OF.year - born.year - ((AS_OF.month, AS_OF.day) < (born.month, born.day))
    remark = numbers.choice(REMARKS)
    if numbers.random() < 0.03:
        remark = f"{numbers.choice(list(SURNAMES))}さんから電話があり、折り返し連絡した"
    return {
        "宛名番号": f"{1_000_000 + number * 7:010d}",
        "個人番号": my_number(numbers),
        "世帯番号": f"{500_000 + number // 3:08d}",
        "氏名": f"{who}　{called}",
        "氏名カナ": f"{SURNAMES[who]} {GIVEN[called]}",
        "生年月日": born,
        "年齢": age,
        "性別": numbers.choice("男女"),
        "郵便番号": postcode,
        "住所": f"ともに市{town}{numbers.randrange(1, 3000)}番地の{numbers.randrange(1, 30)}",
        "小学校区": school,
        "電話番号": f"099-{numbers.randrange(100, 600)}-{numbers.randrange(10_000):04d}",
        "メール": f"user{number}@example.jp" if numbers.random() < 0.4 else None,
        "世帯人員": numbers.choice((1, 1, 2, 2, 3, 4, 5)),
        "所得": numbers.randrange(0, 9_000) * 1_000,
        "異動日": AS_OF - timedelta(days=numbers.randrange(3_000)),
        "備考": remark or None,
    }
