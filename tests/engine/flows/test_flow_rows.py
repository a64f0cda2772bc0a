import pytest
from hypothesis import given, settings

from engine.flows import flowing
from tomoni.engine import flows
from tomoni.engine.core import Grade

Span = tuple[float, float, float] | None


def read(*rows: dict[str, str]) -> tuple[flows.Flow, list[str]]:
    flow, findings = flows.from_rows(rows, title="")
    return flow, [found.code for found in findings]


def minutes_of(low: str, usual: str, high: str) -> tuple[Span, list[str]]:
    flow, codes = read(
        {"何をする": "見る", "最短（分）": low, "ふつう（分）": usual, "最長（分）": high}
    )
    found = flow.steps[0].minutes
    return None if found is None else (found.low, found.likely, found.high), codes


MINUTES = [
    ("", "", "", None),
    ("", "なし", "－", None),
    ("3", "5", "10", (3, 5, 10)),
    ("", "5", "", (5, 5, 5)),
    ("", "５分", "", (5, 5, 5)),
    ("", "約 5 分", "", (5, 5, 5)),
    ("", "5分程度", "", (5, 5, 5)),
    ("", "2.5", "", (2.5, 2.5, 2.5)),
    ("", "1,200", "", (1200, 1200, 1200)),
    ("", "1時間", "", (60, 60, 60)),
    ("", "1時間30分", "", (90, 90, 90)),
    ("", "90秒", "", (1.5, 1.5, 1.5)),
    ("", "５～１０", "", (5, 7.5, 10)),
    ("", "5分〜10分", "", (5, 7.5, 10)),
    ("", "5-10分", "", (5, 7.5, 10)),
    ("", "1～2時間", "", (60, 90, 120)),
    ("", "5から10", "", (5, 7.5, 10)),
    ("10", "", "20", (10, 15, 20)),
    ("3", "5", "", (3, 5, 5)),
    ("", "5", "10", (5, 5, 10)),
    ("0", "0", "0", (0, 0, 0)),
]


@pytest.mark.parametrize(("low", "usual", "high", "expected"), MINUTES)
def test_minutes_are_read_as_clerks_write_them(
    low: str, usual: str, high: str, expected: Span
) -> None:
    found, codes = minutes_of(low, usual, high)
    assert found == expected
    assert set(codes) <= {"minutes-usual-middle"}


@pytest.mark.parametrize("text", ["半日", "5人", "5 10", "1～2～3", "五分", "-5", "1e3"])
def test_minutes_that_are_none_are_said_and_not_guessed(text: str) -> None:
    assert minutes_of("", text, "") == (None, ["minutes-unreadable"])


def test_minutes_out_of_order_are_said_and_not_turned_round() -> None:
    assert minutes_of("10", "5", "3") == (None, ["minutes-not-in-order"])


NEXT = [
    ("", [("s2", "", None)]),
    ("３", [("s3", "", None)]),
    ("終わり", []),
    (
        "3 書類に不備がある 20%／1 そろっている 80%",
        [("s3", "書類に不備がある", 0.2), ("s1", "そろっている", 0.8)],
    ),
    ("３　不備あり　２０％\n１　なし　８０％", [("s3", "不備あり", 0.2), ("s1", "なし", 0.8)]),
    ("3（不備あり 20%）、1（なし 80%）", [("s3", "不備あり", 0.2), ("s1", "なし", 0.8)]),
    ("3（不備あり）20%/1（なし）80%", [("s3", "不備あり", 0.2), ("s1", "なし", 0.8)]),
    ("3書類に不備20%／1よい80%", [("s3", "書類に不備", 0.2), ("s1", "よい", 0.8)]),
    ("不備あり→3、なし→1", [("s3", "不備あり", None), ("s1", "なし", None)]),
    ("3へ", [("s3", "", None)]),
    ("1に戻る 2割／3 8割", [("s1", "", 0.2), ("s3", "", 0.8)]),
    ("→3", [("s3", "", None)]),
    ("手順3", [("s3", "", None)]),
    ("③", [("s3", "", None)]),
    ("渡す", [("s3", "", None)]),
    ("渡す よい 80%／書く 不備 20%", [("s3", "よい", 0.8), ("s1", "不備", 0.2)]),
    (
        "3 書類／印鑑に不備 20%／終わり よい 80%",
        [("s3", "書類／印鑑に不備", 0.2), ("_end", "よい", 0.8)],
    ),
    ("3 「3、4 のどれか」 20%／1", [("s3", "3、4 のどれか", 0.2), ("s1", "", None)]),
    ("9", [("s9", "", None)]),
]


@pytest.mark.parametrize(("cell", "expected"), NEXT)
def test_what_comes_next_is_read_as_clerks_write_it(
    cell: str, expected: list[tuple[str, str, float | None]]
) -> None:
    flow, codes = read({"何をする": "書く", "次": cell}, {"何をする": "見る"}, {"何をする": "渡す"})
    assert [(way.to, way.condition, way.share) for way in flow.steps[0].next] == expected
    assert codes == []


@pytest.mark.parametrize(
    ("cell", "code"), [("どこか", "unknown-next"), ("2 よい 120%", "share-unreadable")]
)
def test_a_way_that_cannot_be_read_is_said(cell: str, code: str) -> None:
    _, findings = flows.from_rows(
        [{"何をする": "書く", "次": cell}, {"何をする": "見る"}], title=""
    )
    (found,) = findings
    assert (found.code, found.place.row, found.seen) == (code, 1, cell)


def test_blank_rows_numbers_and_missing_headings_are_tolerated() -> None:
    flow, codes = read(
        {"番号": "1", "何をする": "書く"},
        {"番号": "2", "何をする": " ", "次": ""},
        {"番号": "１０", "何をする": " 見る ", "次": "1 戻る 10%／20 よい 90%"},
        {"何をする": "待つ"},
        {"番号": "20", "何をする": "渡す"},
    )
    assert [step.id for step in flow.steps] == ["s1", "s10", "s3", "s20"]
    assert [step.name for step in flow.steps] == ["書く", "見る", "待つ", "渡す"]
    assert flow.steps[0].next == (flows.Next(to="s10"),)
    assert codes == []


def test_a_number_given_twice_is_said() -> None:
    flow, codes = read({"番号": "1", "何をする": "書く"}, {"番号": "1", "何をする": "見る"})
    assert codes == ["twin-numbers"]
    assert len({step.id for step in flow.steps}) == 2


def test_headings_are_read_loosely() -> None:
    flow, _ = read({"担当": "窓口", "作業": "見る", "ふつう(分)": "5", "メモ": "急ぐ"})
    (step,) = flow.steps
    assert (step.lane, step.name, step.note) == ("窓口", "見る", "急ぐ")
    assert step.minutes == flows.Minutes(low=5, likely=5, high=5)


@pytest.mark.parametrize(
    ("text", "grade", "note"),
    [
        ("", Grade.ESTIMATE, ""),
        ("実測", Grade.MEASURED, ""),
        ("ヒアリング", Grade.INTERVIEW, ""),
        ("見込み", Grade.ESTIMATE, ""),
        ("受付の台帳", Grade.REGISTER, ""),
        ("係長", Grade.ESTIMATE, "根拠：係長"),
    ],
)
def test_how_well_it_is_known_is_read_and_no_word_is_lost(
    text: str, grade: Grade, note: str
) -> None:
    flow, _ = read({"何をする": "見る", "根拠": text})
    assert (flow.steps[0].grade, flow.steps[0].note) == (grade, note)


@pytest.mark.parametrize(
    "name", ["市民", "申請者", "事業者（飲食店）", "住民", "利用者", "市民（本人）"]
)
def test_lanes_of_people_outside_are_citizens(name: str) -> None:
    flow, _ = read({"誰が": name, "何をする": "待つ"})
    assert flow.lanes == (flows.Lane(name=name, kind=flows.LaneKind.CITIZEN),)


@pytest.mark.parametrize("name", ["窓口", "市民課", "住民窓口", "保健所", "審査担当", "システム"])
def test_all_other_lanes_are_staff(name: str) -> None:
    flow, _ = read({"誰が": name, "何をする": "見る"})
    assert flow.lanes == (flows.Lane(name=name, kind=flows.LaneKind.STAFF),)


def test_given_lanes_keep_their_order_and_kind() -> None:
    kinds = {"係": flows.LaneKind.OTHER, "市民": flows.LaneKind.CITIZEN}
    rows = [{"誰が": "市民", "何をする": "書く"}, {"誰が": "窓口", "何をする": "見る"}]
    flow, _ = flows.from_rows(rows, title="", lane_kinds=kinds)
    assert [lane.name for lane in flow.lanes] == ["係", "市民", "窓口"]


def test_the_table_of_a_flow_reads_as_it_was_typed() -> None:
    rows = flows.to_rows(flowing.flow_of(flowing.PERMIT))
    assert [row["番号"] for row in rows[:2]] == ["1", "2"]
    assert rows[5]["次"] == "4 書類に不備がある 20%／7 そろっている 80%"
    assert rows[0]["次"] == rows[11]["次"] == ""
    assert (rows[1]["最短（分）"], rows[1]["最長（分）"]) == ("2", "5")
    assert tuple(rows[0]) == flows.COLUMNS


@settings(deadline=None, max_examples=300)
@given(flowing.any_flows())
def test_a_flow_comes_back_from_its_table_as_it_was(flow: flows.Flow) -> None:
    kinds = {lane.name: lane.kind for lane in flow.lanes}
    rows = flows.to_rows(flow)
    back, findings = flows.from_rows(rows, title=flow.title, lane_kinds=kinds, volume=flow.volume)
    assert back == flow
    assert {found.code for found in findings} <= {"minutes-usual-middle"}


def test_ways_at_the_same_time_and_what_is_waited_for_are_said_before_the_ways() -> None:
    rows = flowing.table(
        "窓口|受ける||1||［同時に］2／3\n窓口|調べる||1||4\n係|問い合わせる||1||4\n"
        "窓口|まとめる||1||[そろってから]\n"
        "窓口|渡す||1||【来る分を待って】［いくつか］1 甲 20%／終わり 80%"
    )
    flow, findings = flows.from_rows(rows, title="")
    assert findings == ()
    assert flow.steps[0].split is flows.Gate.ALL
    assert [way.to for way in flow.steps[0].next] == ["s2", "s3"]
    assert (flow.steps[3].join, flow.steps[3].split) == (flows.Gate.ALL, flows.Gate.ONE)
    assert [way.to for way in flow.steps[3].next] == ["s5"]
    assert (flow.steps[4].join, flow.steps[4].split) == (flows.Gate.ANY, flows.Gate.ANY)
    back, _ = flows.from_rows(flows.to_rows(flow), title="")
    assert back == flow


def test_a_mark_that_is_none_is_said_and_not_lost() -> None:
    rows = flowing.table("窓口|受ける||1||［なんとなく］2\n窓口|渡す||1||")
    _, findings = flows.from_rows(rows, title="")
    assert [found.code for found in findings] == ["unknown-next"]
