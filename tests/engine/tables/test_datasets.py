"""The standard data sets: which one a table is, which column is which field, what does not fit."""

from pathlib import Path

import pytest

from engine.tables.workbooks import csv
from tomoni.engine import tables
from tomoni.engine.core import Severity, Table

CORPUS_POPULATION = Path(__file__).parent / "files" / "08_c01.csv"
AED = """\
都道府県コード又は市区町村コード,NO,名称,名称_カナ,住所,緯度,経度,設置位置,電話番号,開始時間,終了時間,小児対応設備の有無
372013,1,市役所,シヤクショ,香川県高松市番町1-8-15,34.34,134.04,1階,087-839-2011,8:30,17:15,有
372013,2,体育館,タイイクカン,香川県高松市福岡町4-36-1,34.35,134.07,玄関,087-822-0211,9:00,21:00,無
"""
EVENT = """\
全国地方公共団体コード,ID,イベント名,イベント名_カナ,開始日,終了日,開始時間,終了時間,説明,主催者,会場,住所,参加申込方法
131016,1,夏まつり,ナツマツリ,2024-08-01,2024-08-02,10:00,17:00,踊り,千代田区,公園,東京都千代田区九段南1,電話
"""
SHELTER = """\
全国地方公共団体コード,ID,名称,名称_カナ,所在地_連結表記,緯度,経度,電話番号,災害種別_洪水,災害種別_崖崩れ、土石流及び地滑り,災害種別_高潮,災害種別_地震,災害種別_津波,災害種別_大規模な火事,災害種別_内水氾濫,災害種別_火山現象,指定避難所との重複,想定収容人数
092011,1,中央小学校,チュウオウショウガッコウ,栃木県宇都宮市中央本町1-29,36.559,139.885,028-000-0001,1,1,,1,,,,,1,300
092011,2,東小学校,ヒガシショウガッコウ,栃木県宇都宮市東1-1,36.561,139.889,028-000-0002,1,,,1,,,,,1,250
""".replace("災害種別_崖崩れ、土石流及び地滑り", '"災害種別_崖崩れ、土石流及び地滑り"')
FACILITY = """\
全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,名称_通称,所在地_連結表記,緯度,経度,POIコード,バリアフリー情報
131016,1,千代田区,図書館,トショカン,本館,東京都千代田区1-1,35.69,139.75,1302,車椅子可
131016,2,千代田区,区民館,クミンカン,西館,東京都千代田区2-1,35.68,139.74,1305,車椅子可
"""
FOOD = """\
施設名称１,施設名称かな,施設所在地１,施設電話番号,営業者名,業種,業態,許可番号,初回許可年月日,許可開始日,許可終了日
食堂,ショクドウ,高松市1,087-111-2222,山田,飲食店営業,一般食堂,第1号,R03.10.14,R03.10.14,R08.10.31
茶屋,チャヤ,高松市2,087-111-3333,川田,飲食店営業,喫茶,第2号,R03.11.14,R03.11.14,R08.11.30
"""
NEEDED = {
    "aed": {"名称", "名称_カナ", "所在地_連結表記", "設置位置"},
    "public-facility": {"名称", "名称_カナ", "所在地_連結表記"},
    "emergency-shelter": {
        *("名称", "名称_カナ", "所在地_連結表記", "電話番号", "指定避難所との重複"),
        *("災害種別_洪水", "災害種別_崖崩れ、土石流及び地滑り", "災害種別_高潮", "災害種別_地震"),
        *("災害種別_津波", "災害種別_大規模な火事", "災害種別_内水氾濫", "災害種別_火山現象"),
    },
    "event": {
        *("イベント名", "イベント名_カナ", "開始日", "終了日", "開始時間", "終了時間", "説明"),
        *("場所名称", "所在地_連結表記"),
    },
}
"""The marks 必須 of the item definitions of 「推奨データセット」, under today's names."""


def table(text: str) -> Table:
    return tables.read(csv(text), file_name="a.csv").tables[0]


def columns(found: tables.Match) -> dict[str, tuple[str, str]]:
    return {one.field: (one.column, one.how) for one in found.fields if one.column}


def codes(found: tables.Match, *, severity: Severity = Severity.ERROR) -> list[str]:
    return [one.code for one in found.findings if one.severity is severity]


def test_six_data_sets_are_known_and_sound() -> None:
    known = {one.id: one for one in tables.datasets()}
    assert set(known) == {
        "aed", "emergency-shelter", "event", "food-business", "population", "public-facility"
    }  # fmt: skip
    for one in known.values():
        names = [field.name for field in one.fields]
        assert len(names) == len(set(names))
        assert set(one.marks) <= set(names)
        assert {*one.sums, *(part for parts in one.sums.values() for part in parts)} <= set(names)
        assert all(bool(field.choices) is (field.type == "choice") for field in one.fields)
        assert "デジタル庁" in one.source


@pytest.mark.parametrize("dataset", NEEDED)
def test_needed_are_the_fields_that_the_definitions_mark_and_what_tells_rows_apart(
    dataset: str,
) -> None:
    (found,) = [one for one in tables.datasets() if one.id == dataset]
    needed = {field.name for field in found.fields if field.required}
    assert needed == NEEDED[dataset] | {"全国地方公共団体コード", "ID"}


@pytest.mark.parametrize(
    ("text", "dataset"),
    [
        (AED, "aed"),
        (EVENT, "event"),
        (SHELTER, "emergency-shelter"),
        (FACILITY, "public-facility"),
        (FOOD, "food-business"),
    ],
)
def test_a_table_is_known_by_its_columns(text: str, dataset: str) -> None:
    found = tables.match(table(text))
    assert found is not None
    assert found.dataset == dataset


def test_a_table_of_something_else_is_none_of_them() -> None:
    assert tables.match(table("課,作業,分\n市民課,受付,5\n税務課,入力,3\n")) is None
    reading = tables.read(CORPUS_POPULATION.read_bytes(), file_name="a.csv")
    assert tables.match(reading.tables[0]) is None


def test_older_names_are_matched_and_the_new_name_is_said() -> None:
    found = tables.match(table(AED))
    assert found is not None
    assert columns(found)["全国地方公共団体コード"] == ("都道府県コード又は市区町村コード", "alias")
    assert columns(found)["所在地_連結表記"] == ("住所", "alias")
    assert columns(found)["設置位置"] == ("設置位置", "same")
    assert found.score == 100
    renamed = {one.params["field"] for one in found.findings if one.code == "dataset-name-differs"}
    assert renamed == {"全国地方公共団体コード", "ID", "所在地_連結表記"}


def test_a_name_that_is_nearly_one_is_a_suggestion_only() -> None:
    found = tables.match(table(EVENT.replace("参加申込方法", "参加申込みの方法")))
    assert found is not None
    assert columns(found)["参加申込方法"] == ("参加申込みの方法", "similar")
    assert "dataset-field-guessed" in codes(found, severity=Severity.WARNING)


def test_a_field_that_is_needed_and_missing_is_said() -> None:
    found = tables.match(table(AED.replace("設置位置", "部屋")))
    assert found is not None
    assert [
        one.params["field"] for one in found.findings if one.code == "dataset-field-missing"
    ] == ["設置位置"]
    assert found.score < 100
    assert found.extra == ("部屋",)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("372013,1", "372014,1", "全国地方公共団体コード"),
        ("34.34", "134.34", "緯度"),
        ("134.04", "34.04", "経度"),
        ("8:30", "8時半", "開始時間"),
        (",有\n", ",あり\n", "小児対応設備の有無"),
        ("シヤクショ", "しやくしょ", "名称_カナ"),
        ("087-839-2011", "内線12", "電話番号"),
    ],
)
def test_a_value_that_cannot_be_one_is_said_with_its_row(old: str, new: str, field: str) -> None:
    found = tables.match(table(AED.replace(old, new)))
    assert found is not None
    (wrong,) = [one for one in found.findings if one.code == "dataset-value-wrong"]
    assert (wrong.params["field"], wrong.params["count"], wrong.params["rows"]) == (field, 1, "1")


@pytest.mark.parametrize(
    ("number", "wrong"),
    [("7000012050002", 0), ("7000012050003", 2), ("12345", 2)],
)
def test_corporate_numbers_are_proven(number: str, wrong: int) -> None:
    """7000012050002 is the 国税庁's own."""
    text = AED.replace(",設置位置", ",設置位置,法人番号").replace("1階,", f"1階,{number},")
    found = tables.match(table(text.replace("玄関,", f"玄関,{number},")))
    assert found is not None
    counts = [one.params["count"] for one in found.findings if one.code == "dataset-value-wrong"]
    assert counts == ([wrong] if wrong else [])


def test_good_values_are_no_findings() -> None:
    for text in (AED, EVENT, SHELTER, FACILITY):
        found = tables.match(table(text))
        assert found is not None
        assert codes(found) == []


def population(total: int) -> str:
    ages = [f"{age}-{age + 4}歳" for age in range(0, 85, 5)] + ["85歳以上"]
    names = [f"{age}の{sex}性" for age in ages for sex in "男女"]
    head = [
        "全国地方公共団体コード",
        "調査年月日",
        "地域名",
        "総人口",
        "男性",
        "女性",
        *names,
        "世帯数",
    ]
    rows = [
        ["372013", "2018-11-01", f"{town}町", str(total), "36", "54", *(["2", "3"] * 18), "40"]
        for town in "東西南"
    ]
    return "\n".join(",".join(row) for row in (head, *rows)) + "\n"


def test_ages_are_never_taken_for_one_another() -> None:
    found = tables.match(table(population(90).replace("5-9歳の男性", "５～９歳の男性")))
    assert found is not None
    assert found.dataset == "population"
    assert all(one.column in {one.field, ""} for one in found.fields)


@pytest.mark.parametrize(("total", "differs"), [(90, False), (91, True)])
def test_the_parts_of_a_population_are_added_up(total: int, differs: bool) -> None:
    found = tables.match(table(population(total)))
    assert found is not None
    assert found.score == 100
    sums = [one.params for one in found.findings if one.code == "dataset-sum-differs"]
    assert sums == ([{"column": "総人口", "count": 3, "rows": "1 2 3"}] if differs else [])


def test_a_real_table_with_english_names_is_known_by_its_aliases() -> None:
    """高松市's 人口 of November 2018: five-digit codes, all sums right."""
    path = Path(__file__).parent / "files" / "54_0066_201811.xlsx"
    found = tables.match(tables.read(path.read_bytes(), file_name=path.name).tables[0])
    assert found is not None
    assert (found.dataset, found.score) == ("population", 100)
    assert columns(found)["85歳以上の女性"] == ("woman18", "alias")
    (wrong,) = [one for one in found.findings if one.code == "dataset-value-wrong"]
    assert (wrong.params["field"], wrong.params["count"]) == ("全国地方公共団体コード", 235)
    assert "dataset-sum-differs" not in codes(found, severity=Severity.WARNING)


def test_a_data_set_can_be_named() -> None:
    found = tables.match(table(FACILITY), dataset="aed")
    assert found is not None
    assert found.dataset == "aed"
    assert "dataset-field-missing" in codes(found)
    with pytest.raises(tables.TablesError, match="unknown-dataset"):
        tables.match(table(AED), dataset="ufo")
