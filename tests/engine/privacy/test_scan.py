"""Personal information is found by values and header together, and never repeated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.privacy.columns import table_of
from engine.privacy.residents import residents
from tomoni.engine import privacy
from tomoni.engine.core import Severity, Table
from tomoni.engine.privacy import KINDS, Confidence, Role

RESIDENTS = residents(400, seed=11)
HEADERS = {
    "宛名番号": "addressee_number",
    "個人番号": "my_number",
    "世帯番号": "household_number",
    "氏名": "name",
    "氏名カナ": "kana",
    "生年月日": "birth_date",
    "年齢": "age",
    "性別": "sex",
    "郵便番号": "postcode",
    "住所": "address",
    "小学校区": "area",
    "電話番号": "telephone",
    "メール": "e_mail",
    "世帯人員": "household",
    "所得": "hardship",
}


def kinds(name: str, values: Sequence[object]) -> dict[str, Confidence]:
    return {one.kind: one.confidence for one in privacy.scan(table_of(values, name=name)).findings}


def anonymous(table: Table) -> Table:
    """The same cells under names that say nothing."""
    names = {column.name: f"項目{number}" for number, column in enumerate(table.columns)}
    columns = tuple(
        column.model_copy(update={"name": names[column.name]}) for column in table.columns
    )
    return replace(table, columns=columns, frame=table.frame.rename(names))


def test_every_column_of_a_register_is_known_by_header_and_values() -> None:
    found = privacy.scan(RESIDENTS)
    assert {name: found.of(name)[0].kind for name in HEADERS} == HEADERS
    assert all(found.of(name)[0].confidence is Confidence.HIGH for name in HEADERS)
    assert found.of("異動日") == ()


def test_without_headers_the_values_speak() -> None:
    found = privacy.scan(anonymous(RESIDENTS))
    said = {one.column: (one.kind, one.confidence) for one in reversed(found.findings)}
    assert {said[f"項目{number}"] for number in (1, 3, 4, 8, 9, 11, 12)} == {
        (kind, Confidence.HIGH)
        for kind in ("my_number", "name", "kana", "postcode", "address", "telephone", "e_mail")
    }
    assert said["項目5"] == ("birth_date", Confidence.LOW)


def test_texts_are_read_for_sensitive_words_and_lone_names() -> None:
    found = {one.kind: one for one in privacy.scan(RESIDENTS).of("備考")}
    assert set(found) == {"illness", "disability", "medical_care", "hardship", "name_in_text"}
    remarks = RESIDENTS.frame["備考"]
    assert found["illness"].count == remarks.str.contains("糖尿病").sum()
    assert found["illness"].sensitive
    assert found["name_in_text"].count == remarks.str.contains("さんから").sum()


def test_a_finding_an_error_and_a_record_hold_no_value() -> None:
    found = privacy.scan(RESIDENTS)
    said = found.model_dump_json()
    for name in ("宛名番号", "個人番号", "氏名", "氏名カナ", "住所", "電話番号", "メール", "備考"):
        assert not any(value in said for value in RESIDENTS.frame[name].drop_nulls().to_list())
    assert not any(value.replace("　", "") in said for value in RESIDENTS.frame["氏名"].to_list())
    examples = {one.kind: one.example for one in found.findings}
    assert examples["my_number"] == "*" * 12
    assert examples["address"] == "ともに市***"
    assert examples["illness"] == "糖**"


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("氏名", ["山田太郎", "鈴木　花子", "ジョン・スミス"], "name"),
        ("世帯主", ["佐藤一郎", "高橋花", "林誠"], "name"),
        ("ふりがな", ["やまだ たろう", "すずき はな"], "kana"),
        ("氏名（カナ）", ["ﾔﾏﾀﾞ ﾀﾛｳ", "ｽｽﾞｷ ﾊﾅ"], "kana"),
        ("電話番号", ["０９９－１２３－４５６７", "(099)123-4567", "09012345678"], "telephone"),
        ("連絡先", ["099-123-4567", "090-1234-5678"], "telephone"),
        ("住所", ["ともに市川上町北の庄1-2", "東京都千代田区千代田一番一号"], "address"),
        ("現住所", ["川上町北の庄123番地の4", "本町二丁目3-4"], "address"),
        ("生年月日", ["S50.1.2", "昭和50年1月2日", "平成元年12月31日"], "birth_date"),
        ("生年月日", ["19750102", "20010203"], "birth_date"),
        ("口座番号", ["1234567", "0012345"], "bank_account"),
        ("介護保険被保険者番号", ["0000123456", "0000123457"], "insured_number"),
        ("ナンバー", ["姫路 500 あ 12-34", "神戸330 さ 5-67"], "vehicle_number"),
        ("標識番号", ["ともに市 あ 1234", "ともに市 い 12"], "vehicle_number"),
        ("世帯コード", [123456, 123457], "household_number"),
        ("宛名コード", [123456, 123457], "addressee_number"),
        ("国籍", ["日本", "ベトナム"], "nationality"),
        ("障害者手帳の等級", ["1級", "2級"], "disability"),
        ("主傷病名", ["胃潰瘍", "骨折"], "illness"),
        ("メモ", ["DV被害の相談あり", "特になし"], "crime_victim"),
        ("内容", ["保護観察中", "特になし"], "crime"),
        ("内容", ["信仰上の理由による", "特になし"], "creed"),
    ],
)
def test_a_kind_is_known_in_the_ways_it_is_written(
    name: str, values: list[object], kind: str
) -> None:
    assert kind in kinds(name, values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("施設", ["山口町公民館", "中村小学校", "石川会館", "前田公園", "松本駅", "森林組合"]),
        ("町", ["山口町", "中村町", "石井町", "前田町"]),
        ("工事", ["配管の障害物を撤去した", "通信障害の復旧", "がんばる商店街の支援"]),
        ("件数", [12, 345, 6789]),
        ("金額", [1_234_567, 2_345_678]),
        ("開設日", [date(2020, 4, 1) + timedelta(days=number) for number in range(400)]),
        ("率", [0.12, 0.34]),
        ("空", [None, None]),
    ],
)
def test_ordinary_columns_are_left_alone(name: str, values: list[object]) -> None:
    assert kinds(name, values) == {}


def test_a_header_that_the_values_contradict_is_for_a_person_to_look_at() -> None:
    assert kinds("電話番号", ["あり", "なし"]) == {"telephone": Confidence.MEDIUM}
    assert kinds("担当者", ["窓口", "電話"]) == {}


def test_an_address_of_mail_and_a_telephone_in_a_text_are_found() -> None:
    texts = ["折り返しは 099-123-4567 へ", "返信先 ＡＢＣ@example.jp", "用件なし"] * 10
    found = kinds("対応", texts)
    assert found == {"telephone": Confidence.MEDIUM, "e_mail": Confidence.MEDIUM}


def test_a_single_sensitive_word_in_a_large_table_is_not_overlooked() -> None:
    texts: list[object] = ["特になし"] * 20_000
    texts[13_579] = "生活保護の相談"
    one = next(iter(privacy.scan(table_of(texts, name="対応")).findings))
    assert (one.kind, one.count, one.examined) == ("hardship", 1, 20_000)


def test_a_finding_is_as_heavy_as_what_it_gives_away() -> None:
    weights = {one.kind: one.finding().severity for one in privacy.scan(RESIDENTS).findings}
    assert weights["my_number"] is Severity.ERROR
    assert weights["name"] is weights["illness"] is Severity.WARNING
    assert weights["age"] is Severity.INFO


def test_the_scan_tells_columns_by_what_they_do() -> None:
    found = privacy.scan(RESIDENTS)
    assert found.columns(Role.QUASI) == (
        "生年月日", "年齢", "性別", "郵便番号", "小学校区", "世帯人員"
    )  # fmt: skip
    assert "備考" in found.columns(Role.SENSITIVE)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_a_kind_says_its_law_and_a_sensitive_one_how_it_is_known(kind: privacy.Kind) -> None:
    assert kind.law
    assert kind.header or kind.hint
    assert kind.sensitive == (kind.role is Role.SENSITIVE)
    assert bool(kind.words) == kind.sensitive


@given(st.text(min_size=1, max_size=30), st.sampled_from(sorted({k.mask for k in KINDS.values()})))
def test_an_example_hides_at_least_half_of_the_letters(value: str, how: str) -> None:
    names = {"name": "氏名", "number": "電話番号", "address": "住所", "mail": "メール"}
    name = names.get(how, "生年月日" if how == "date" else "国籍")
    for one in privacy.scan(table_of([value], name=name)).findings:
        assert one.example.count("*") * 2 >= len("".join(value.split())) or "***" in one.example
        assert value.strip("* ") == "" or value not in one.example


@pytest.mark.parametrize("values", [[], [None], [""], [True, False], [1.5, float("nan")], ["\x00"]])
def test_any_table_can_be_scanned_and_stripped(values: list[object]) -> None:
    table = table_of(values, name="項目")
    assert privacy.scan(table).findings == ()
    assert privacy.strip_my_numbers(table) == (table, ())


def test_published_statistics_and_codes_are_no_persons() -> None:
    counts = [*(10_000 + number * 37 for number in range(60)), 1_234_567]
    assert kinds("人口_計", counts) == {}
    assert kinds("団体コード", [f"{number:06d}" for number in range(60)]) == {
        "identifier": Confidence.LOW
    }
    assert kinds("収入済額", counts) == kinds("超過課税分", counts) == {}
