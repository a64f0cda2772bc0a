"""A table says less after each step, and the record says what was done without a value."""

import hashlib
import hmac
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from engine.privacy.columns import after, table_of
from engine.privacy.residents import residents
from tomoni.engine import privacy
from tomoni.engine.core import ROW_KIND, Column, ColumnType, Proof, Table
from tomoni.engine.privacy import (
    AgeBand,
    Area,
    AreaLevel,
    Clip,
    Coarser,
    Drop,
    JoinNeighbour,
    Label,
    MergeRare,
    Period,
    PrivacyError,
    Pseudonym,
    Step,
)

KEY = b"a key of this case, 32 bytes...."
OTHER_KEY = b"a key of another case, 32 bytes."
AS_OF = date(2026, 4, 1)
WHOLE: tuple[Step, ...] = (
    Drop(column="個人番号"),
    Drop(column="氏名"),
    Drop(column="氏名カナ"),
    Drop(column="電話番号"),
    Drop(column="メール"),
    Drop(column="備考"),
    Pseudonym(column="宛名番号"),
    Pseudonym(column="世帯番号"),
    AgeBand(column="生年月日", as_of=AS_OF),
    AgeBand(column="年齢"),
    Area(column="住所", to=AreaLevel.TOWN),
    Coarser(column="異動日", to=Period.FISCAL_YEAR),
    Clip(column="所得", high=5_000_000),
    MergeRare(column="郵便番号", below=30),
    JoinNeighbour(column="小学校区", below=30),
)


def test_a_day_of_birth_becomes_a_band_on_the_birthday_itself() -> None:
    born = [date(1986, 4, 1), date(1986, 4, 2), date(1936, 4, 1), date(2026, 3, 31), None]
    band = AgeBand(column="生年月日", as_of=AS_OF)
    assert after(born, band) == ["40～49歳", "30～39歳", "90歳以上", "0～9歳", None]
    assert after([date(2000, 2, 29)], AgeBand(column="生", as_of=date(2010, 2, 28))) == ["0～9歳"]
    assert after([date(2000, 2, 29)], AgeBand(column="生", as_of=date(2010, 3, 1))) == ["10～19歳"]


def test_a_band_ends_where_the_open_one_begins() -> None:
    band = AgeBand(column="年齢", width=10, top=75)
    assert after([69, 70, 74, 75, 104], band) == [
        "60～69歳", "70～74歳", "70～74歳", "75歳以上", "75歳以上"
    ]  # fmt: skip
    assert after([104], AgeBand(column="年齢", width=5, top=None)) == ["100～104歳"]


def test_a_person_not_yet_born_is_counted_as_unread() -> None:
    band = AgeBand(column="生年月日", as_of=AS_OF)
    made = privacy.transform(table_of([date(2027, 1, 1)], name="生年月日"), [band])
    assert made.table.frame["生年月日"].to_list() == [None]
    assert made.record[0].emptied == 1


@pytest.mark.parametrize(
    ("to", "first"),
    [
        (Period.MONTH, date(2026, 3, 1)),
        (Period.QUARTER, date(2026, 1, 1)),
        (Period.YEAR, date(2026, 1, 1)),
        (Period.FISCAL_YEAR, date(2025, 4, 1)),
    ],
)
def test_a_day_becomes_the_first_of_its_period(to: Period, first: date) -> None:
    made = privacy.transform(table_of([date(2026, 3, 31), None]), [Coarser(column="列", to=to)])
    assert made.table.frame["列"].to_list() == [first, None]
    assert made.table.columns[0].period == to.value


def test_the_ends_of_a_number_are_clipped() -> None:
    assert after([1, 5, 900], Clip(column="列", low=2, high=100)) == [2, 5, 100]
    assert after([0.5, None, 7.5], Clip(column="列", high=2.5)) == [0.5, None, 2.5]


def test_rare_categories_merge_until_the_rest_is_not_rare_itself() -> None:
    values = ["あ"] * 30 + ["い"] * 12 + ["う"] * 11 + ["え"] * 3
    made = after(values, MergeRare(column="列", below=10))
    assert {name: made.count(name) for name in set(made)} == {"あ": 30, "い": 12, "その他": 14}
    assert after(["あ"] * 10, MergeRare(column="列", below=10)) == ["あ"] * 10
    assert after([None, *["あ"] * 3], MergeRare(column="列", below=2)) == [None, *["あ"] * 3]


def test_a_small_area_joins_the_next_or_the_named_one() -> None:
    values = ["東"] * 20 + ["中"] * 3 + ["南"] * 20 + ["西"] * 15
    order = ("東", "中", "西", "南")
    step = JoinNeighbour(column="列", below=10, order=order)
    assert set(after(values, step)) == {"東", "中・西", "南"}
    named = step.model_copy(update={"neighbours": {"中": "南"}})
    assert set(after(values, named)) == {"東", "中・南", "西"}
    last = JoinNeighbour(column="列", below=10, order=("東", "南", "西", "中"))
    assert set(after(values, last)) == {"東", "南", "西・中"}


def test_a_pseudonym_is_the_keyed_hash_of_the_plain_number() -> None:
    spellings = ["0001234567", "１２３４５６７", "123-4567", " 1234567 "]
    made = after(spellings, Pseudonym(column="宛名番号"), key=KEY)
    assert made == [hmac.new(KEY, b"1234567", hashlib.sha256).hexdigest()[:32]] * 4
    assert after([1234567], Pseudonym(column="宛名番号"), key=KEY) == made[:1]
    assert after(spellings, Pseudonym(column="宛名番号"), key=OTHER_KEY) != made
    assert after([None, ""], Pseudonym(column="宛名番号"), key=KEY) == [None, None]


@pytest.mark.parametrize(
    ("step", "values", "key", "code"),
    [
        (Pseudonym(column="宛名番号"), ["123"], b"", "key-missing"),
        (Pseudonym(column="宛名番号"), ["123"], b"short", "key-too-short"),
        (Pseudonym(column="番号"), ["123456789018"] * 3, KEY, "my-number-hashed"),
        (AgeBand(column="生年月日"), [date(2000, 1, 1)], b"", "day-missing"),
        (AgeBand(column="生年月日"), ["不明"], b"", "wrong-type"),
        (Coarser(column="日", to=Period.MONTH), ["4月"], b"", "wrong-type"),
        (Clip(column="額", high=1), ["多い"], b"", "wrong-type"),
        (Area(column="住所", to=AreaLevel.CITY), [1], b"", "wrong-type"),
    ],
)
def test_what_cannot_be_done_is_refused_without_a_value(
    step: Step, values: list[object], key: bytes, code: str
) -> None:
    with pytest.raises(PrivacyError) as refused:
        after(values, step, key=key)
    assert refused.value.code == code
    assert not any(str(value) in str(refused.value) for value in values)


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(PrivacyError, match="unknown-column"):
        privacy.transform(table_of([1]), [Drop(column="別")])


def test_steps_live_in_yaml_and_are_told_apart_by_kind() -> None:
    steps = TypeAdapter(tuple[Step, ...])
    said = yaml.safe_dump(steps.dump_python(WHOLE, mode="json"), allow_unicode=True)
    assert steps.validate_python(yaml.safe_load(said)) == WHOLE
    with pytest.raises(ValidationError):
        steps.validate_python([{"kind": "hash", "column": "宛名番号"}])
    with pytest.raises(ValidationError, match="clip needs"):
        Clip(column="列")
    with pytest.raises(ValidationError, match="districts belong"):
        Area(column="住所", to=AreaLevel.DISTRICT)


def test_a_whole_register_is_pseudonymised_and_nothing_more() -> None:
    register = residents(400, seed=5)
    made = privacy.transform(register, WHOLE, key=KEY)
    assert made.label is Label.PSEUDONYMISED
    assert [done.step for done in made.record] == [step.kind for step in WHOLE]
    assert register.frame.equals(residents(400, seed=5).frame)
    left = made.table.frame
    for name in ("宛名番号", "世帯番号", "住所"):
        assert not set(left[name].to_list()) & set(register.frame[name].to_list())


def test_a_label_never_promises_more_than_was_done() -> None:
    register = residents(100, seed=6)
    some = WHOLE[1:]
    assert privacy.transform(register, some, key=KEY).label is Label.MY_NUMBER
    named = [step for step in WHOLE if step.column != "氏名"]
    assert privacy.transform(register, named, key=KEY).label is Label.PERSONAL
    assert privacy.transform(table_of([1, 2], name="件数"), []).label is Label.NOTHING_FOUND


def test_totals_are_left_out_and_what_was_said_of_old_cells_goes() -> None:
    frame = pl.DataFrame({"町": ["東町", "西町", "計"], ROW_KIND: ["data", "data", "total"]})
    proof = Proof(column="町", kind="total", of_rows=2, expected=2, found=2, agrees=True)
    table = Table(
        name="表",
        columns=tuple(Column(name=name, type=ColumnType.TEXT) for name in frame.columns),
        frame=frame,
        said=pl.DataFrame({"町": [None, "absent", None]}),
        proofs=(proof,),
    )
    made = privacy.transform(table, [MergeRare(column="町", below=2)])
    assert made.table.frame["町"].to_list() == ["その他", "その他"]
    assert (made.table.said, made.table.proofs) == (None, ())
    assert [(done.step, done.rows) for done in made.record] == [
        ("leave_totals", 1), ("merge_rare", 2)
    ]  # fmt: skip


days = st.dates(min_value=date(1920, 1, 1), max_value=date(2025, 12, 31))
people = st.lists(
    st.tuples(
        st.integers(10**6, 10**9).map(str),
        days,
        st.integers(1, 3_000).map(lambda number: f"ともに市川上町北の庄{number}番地"),
    ),
    min_size=1,
    max_size=30,
)


@given(people, st.sampled_from([Period.MONTH, Period.FISCAL_YEAR]))
def test_no_step_leaves_an_original_value_and_no_record_holds_one(
    rows: list[tuple[str, date, str]], to: Period
) -> None:
    names = ["宛名番号", "生年月日", "住所"]
    types = [ColumnType.TEXT, ColumnType.DATE, ColumnType.TEXT]
    table = Table(
        name="表",
        columns=tuple(Column(name=n, type=t) for n, t in zip(names, types, strict=True)),
        frame=pl.DataFrame(rows, schema=names, orient="row"),
    )
    steps: list[Step] = [
        Pseudonym(column="宛名番号"),
        Coarser(column="生年月日", to=to),
        Area(column="住所", to=AreaLevel.TOWN_BLOCK),
    ]
    made = privacy.transform(table, steps, key=KEY)
    said = str(made.record)
    for number, _, address in rows:
        assert number not in made.table.frame["宛名番号"].to_list()
        assert number not in said
        assert address not in made.table.frame["住所"].to_list()
        assert address not in said
    assert {day.day for day in made.table.frame["生年月日"].to_list()} == {1}
    banded = replace(table, frame=table.frame)
    bands = privacy.transform(banded, [AgeBand(column="生年月日", as_of=AS_OF)]).table
    assert all(band.endswith(("歳", "歳以上")) for band in bands.frame["生年月日"].to_list())
    assert not any(str(day) in said for _, day, _ in rows)


@given(st.lists(st.sampled_from("あいうえおかきく"), min_size=1, max_size=80), st.integers(2, 12))
def test_after_joining_no_area_is_small_and_nobody_is_lost(values: list[str], below: int) -> None:
    made = after(values, JoinNeighbour(column="列", below=below))
    counts = pl.Series(made).value_counts()["count"].to_list()
    assert sum(counts) == len(values)
    assert len(counts) == 1 or min(counts) >= below
    merged = pl.Series(after(values, MergeRare(column="列", below=below))).value_counts()
    assert merged.height == 1 or merged["count"].min() >= below  # type: ignore[operator]
