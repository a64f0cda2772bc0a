"""A teaching case says nothing of who and where, and keeps every number."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from academy.conftest import CURRICULUM
from academy.whole_case import bundle as whole
from tomoni.engine import cases, tables

EXAMPLES = Path(__file__).parents[3] / "examples"
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
CITY = (
    cases.Known(text="あおぞら市", kind="municipality"),
    cases.Known(text="生活衛生課", kind="division"),
    cases.Known(text="青木 翔太", kind="staff"),
    cases.Known(text="西村 香織", kind="staff"),
    cases.Known(text="小川 美咲", kind="staff"),
    cases.Known(text="あかり", kind="staff"),
)
HIDDEN = ("あおぞら市", "生活衛生課", "青木", "翔太", "西村", "香織", "小川", "飯田", "高松")


@cache
def example(name: str) -> cases.Bundle:
    read = cases.read_bundle(EXAMPLES / name, must_be_sealed=False)
    case = cases.follow(
        read.case, curriculum=read.curriculum, division="生活衛生課", authors=("青木 翔太",)
    )
    done = cases.recompute(
        case, store=read.store, recipes=cases.RECIPES, made_by="青木 翔太（生活衛生課）",
        made_at=NOON, engine_version="1",
    )  # fmt: skip
    assert not done.failed
    return cases.Bundle(case=done.case, store=read.store, curriculum=read.curriculum)


def _written(text: str) -> cases.Bundle:
    """A case with one worksheet that says the text."""
    curriculum = cases.read_curriculum(CURRICULUM.encode())
    store = cases.MemoryStore()
    case = cases.Case(id="small", title="課題", curriculum=curriculum.name)
    case = cases.place(case, cases.Artifact(id="problem", kind="worksheet", title="課題"))
    content = {"worksheet": "problem", "values": {"goal": text}}
    case = cases.revise(
        case, "problem", content=content, store=store, made_by="青木　翔太（生活衛生課）",
        made_at=NOON,
    )  # fmt: skip
    return cases.Bundle(case=case, store=store, curriculum=curriculum)


def _taught(bundle: cases.Bundle, **more: Any) -> cases.Bundle:
    """The teaching case with every proposal taken."""
    found = cases.giveaways(bundle, known=CITY, with_rows=more.get("with_rows", ()))
    instead = {each.found: each.proposal for each in found} | more.pop("replacements", {})
    return cases.teaching_bundle(bundle, title="教材", replacements=instead, **more)


@cache
def _taught_permits() -> cases.Bundle:
    return _taught(example("food-permit-renewal"))


def _said(data: bytes) -> Iterator[str]:
    """Everything that can be read in the bytes of a bundle: parcels unpacked, pictures in words."""
    with ZipFile(BytesIO(data)) as parcel:
        for name in parcel.namelist():
            content = parcel.read(name)
            yield name
            if name.endswith((".docx", ".xlsx", ".zip")):
                yield from _said(content)
            elif name.endswith(".parquet"):
                yield from _cells(content)
            elif name.endswith(".svg"):
                yield content.decode()
                yield "".join(map(str, etree.fromstring(content).itertext()))
            else:
                yield content.decode("utf-8", errors="replace")


def _cells(content: bytes) -> Iterator[str]:
    table = tables.read_parquet(content)
    yield str(pl.read_parquet_metadata(BytesIO(content)))
    for series in table.frame.get_columns():
        yield from (series.name, *map(str, series.to_list()))


@pytest.mark.parametrize("name", ["food-permit-renewal", "household-size"])
def test_no_name_of_the_case_stands_anywhere_in_its_bytes(name: str) -> None:
    taught = _taught(example(name))
    said = "\n".join(_said(cases.bundle_zip(taught)))
    assert [word for word in HIDDEN if word in said] == []


def test_every_number_of_the_case_stands_in_the_teaching_case() -> None:
    source, taught = example("food-permit-renewal"), _taught_permits()
    for key in source.case.artifacts:
        before, after = source.case.head(key), taught.case.head(key)
        assert before is not None
        assert after is not None
        assert {
            name: (each.value, each.low, each.high) for name, each in after.quantities.items()
        } == {name: (each.value, each.low, each.high) for name, each in before.quantities.items()}


def test_a_number_can_be_walked_back_to_the_file_that_is_left_out() -> None:
    taught = _taught_permits()
    way = cases.trace(taught.case, "effect.staff_hours", store=taught.store)
    assert [each.source.file_name for each in way.sources] == ["資料A.xlsx"]
    assert way.sources[0].rows == 7_350
    assert set(cases.without_rows(taught)) == {"permits_file", "permits"}


def test_a_teaching_case_is_a_bundle_like_any_other() -> None:
    taught = _taught_permits()
    again = cases.read_bundle(cases.bundle_zip(taught))
    assert again.case == taught.case
    assert [each.code for each in cases.check(again)] == ["missing-worksheet"]


def test_one_version_of_each_artifact_remains() -> None:
    taught = _taught_permits()
    assert {len(versions) for versions in taught.case.versions.values()} == {1}


def test_equal_decisions_give_equal_bytes() -> None:
    source = _written("青木に聞いた")
    assert cases.bundle_zip(_taught(source)) == cases.bundle_zip(_taught(source))


def test_every_kind_of_artifact_can_be_taught() -> None:
    source = whole()
    taught = _taught(source)
    assert set(taught.case.artifacts) == set(source.case.artifacts)
    for key in ("evidence_1", "map_1", "as_is_run", "comparison", "as_is_cost", "release_1"):
        before, after = source.case.head(key), taught.case.head(key)
        assert before is not None
        assert after is not None
        assert set(after.files) == set(before.files)


def test_a_map_gives_neither_its_areas_nor_their_outlines() -> None:
    taught = _taught(whole())
    content = cases.content_of(taught.case.versions["map_1"][0], store=taught.store)
    assert [(area["name"], area["code"]) for area in content["map"]["areas"]] == [
        ("地域1", "1"), ("地域2", "2"),
    ]  # fmt: skip
    picture = cases.files_of(taught.case.versions["map_1"][0], store=taught.store)[cases.MAP_FILE]
    assert b"<path" not in picture
    assert not taught.case.versions["boundaries_1"][0].files


def test_rows_go_in_only_where_they_are_asked_for() -> None:
    without, with_rows = _taught(whole()), _taught(whole(), with_rows=["table_1"])
    assert not without.case.versions["table_1"][0].files
    files = cases.files_of(with_rows.case.versions["table_1"][0], store=with_rows.store)
    before = cases.files_of(whole().case.versions["table_1"][-1], store=whole().store)
    frame = tables.read_parquet(files[cases.TABLE_FILE]).frame
    assert frame.height == tables.read_parquet(before[cases.TABLE_FILE]).frame.height
    assert "飲食店営業" not in frame["業種"].to_list()


def test_words_in_cells_and_headings_are_replaced_with_the_rest() -> None:
    taught = _taught(
        whole(), with_rows=["table_1"], replacements={"業種": "種類", "許可終了日": "期限"}
    )
    files = cases.files_of(taught.case.versions["table_1"][0], store=taught.store)
    assert {"種類", "期限"} <= set(tables.read_parquet(files[cases.TABLE_FILE]).frame.columns)
    claim = cases.content_of(taught.case.versions["claim_1"][0], store=taught.store)
    assert claim["column"] == "期限"


TOLD = (
    ("あおぞら市の窓口", "あおぞら市", "municipality", "○○市"),
    ("生活衛生課の仕事", "生活衛生課", "division", "A課"),
    ("青木翔太が話した", "青木翔太", "staff", "担当者A"),
    ("青木　翔太が話した", "青木　翔太", "staff", "担当者A"),
    ("課のあかりが話した", "あかり", "staff", "担当者B"),
    ("係の青木に聞いた", "青木", "staff", "担当者A"),
    ("佐藤様が来た", "佐藤様", "person", "Aさん"),
    ("電話は 079-427-9999 です", "079-427-9999", "phone", "（電話番号）"),
    ("mado@city.example.jp まで", "mado@city.example.jp", "mail", "（メールアドレス）"),
    ("野口町水足123番地の4に住む", "野口町水足123番地の4", "address", "（住所）"),
    ("加古川市と比べる", "加古川市", "place", "○○市"),
)


@pytest.mark.parametrize(("text", "found", "kind", "proposal"), TOLD)
def test_what_gives_somebody_away_is_found_with_a_proposal(
    text: str, found: str, kind: str, proposal: str
) -> None:
    seen = {each.found: each for each in cases.giveaways(_written(text), known=CITY)}
    assert (seen[found].kind, seen[found].proposal) == (kind, proposal)
    place = next(each for each in seen[found].places if each.artifact == "problem")
    if place.path[:2] == ("values", "goal"):
        assert f"{place.before}{found}{place.after}" in text


@pytest.mark.parametrize(
    "text",
    [
        "市民課題を考える",
        "ひあかりの灯",
        "あかりだ",
        "2月・5月の窓口",
        "第1回の3番目",
        "窓口1-2",
        "10時30分から",
    ],
)
def test_ordinary_words_give_nobody_away(text: str) -> None:
    known = (*CITY, cases.Known(text="市民課", kind="division"))
    places = [
        place.path
        for each in cases.giveaways(_written(text), known=known)
        for place in each.places
        if place.artifact == "problem"
    ]
    assert ("values", "goal") not in places


def test_one_person_is_called_the_same_however_the_name_is_written() -> None:
    bundle = _written("青木に聞き、青木 翔太と西村 香織がまとめた。")
    found = {each.found: each.proposal for each in cases.giveaways(bundle, known=CITY)}
    assert found["青木"] == found["青木 翔太"] == found["青木　翔太"]
    assert found["西村 香織"] != found["青木"]


def test_a_word_that_is_kept_stays() -> None:
    taught = _taught(example("food-permit-renewal"), replacements={"高松市": "高松市"})
    source = cases.content_of(taught.case.versions["permits_file"][0], store=taught.store)
    assert "高松市" in source["attribution"]


def test_a_replacement_that_holds_the_word_itself_is_refused() -> None:
    with pytest.raises(cases.CasesError, match="name-left"):
        _taught(_written("あおぞら市の窓口"), replacements={"あおぞら市": "あおぞら市のような市"})


def test_a_replacement_where_a_fixed_word_is_needed_is_refused() -> None:
    with pytest.raises(cases.CasesError, match="bad-content"):
        _taught(whole(), replacements={"支持": "賛成", "反証": "反対", "判断できない": "不明"})


def test_a_case_with_results_that_are_out_of_date_is_refused() -> None:
    source = example("food-permit-renewal")
    head = source.case.head("as_is")
    assert head is not None
    content = cases.content_of(head, store=source.store) | {"title": "変わった流れ"}
    stale = cases.revise(
        source.case, "as_is", content=content, store=source.store, made_by="", made_at=NOON
    )
    bundle = cases.Bundle(case=stale, store=source.store, curriculum=source.curriculum)
    with pytest.raises(cases.CasesError, match="stale-case"):
        cases.teaching_bundle(bundle, title="教材", replacements={})


NAMES = st.text("青木翔太西村山田窓口申請課市", min_size=2, max_size=4)


@given(st.dictionaries(NAMES, NAMES, max_size=4), st.lists(NAMES, min_size=1, max_size=8))
def test_what_is_replaced_never_remains(words: dict[str, str], parts: list[str]) -> None:
    instead = {word: f"［{number}］" for number, word in enumerate(words)}
    taught = cases.teaching_bundle(_written("、".join(parts)), title="教材", replacements=instead)
    content = cases.content_of(taught.case.versions["problem"][0], store=taught.store)
    text = content["values"]["goal"]
    assert cases.names_left(text, replacements=instead) == ()
    assert re.sub(r"［\d］", "", text).count("、") == len(parts) - 1
