"""A table that says less is an artifact like any other, and holds nothing of what it left out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.cases.samples import CURRICULUM, bundle
from engine.privacy.residents import as_csv, residents
from tomoni.engine import cases, core, privacy, tables

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
KEY, OTHER_KEY = (bytes.fromhex(core.sha256(name)) for name in (b"one", b"other"))
REGISTER, REMOVED = privacy.strip_my_numbers(residents(200, seed=3))
STEPS: list[dict[str, Any]] = [
    {"kind": "pseudonym", "column": "宛名番号"},
    {"kind": "pseudonym", "column": "世帯番号"},
    *({"kind": "drop", "column": name} for name in ("氏名", "氏名カナ", "電話番号", "メール")),
    {"kind": "age_band", "column": "生年月日", "as_of": "2026-04-01"},
    {"kind": "area", "column": "住所", "to": "town_block"},
    {"kind": "clip", "column": "所得", "high": 6_000_000},
    {"kind": "coarser", "column": "異動日", "to": "fiscal_year"},
    {"kind": "merge_rare", "column": "小学校区", "below": 30},
    {"kind": "drop", "column": "備考"},
]


class Desk:
    """A case with a register, its table, and what is made of it."""

    def __init__(self) -> None:
        self.store = cases.MemoryStore()
        self.case = cases.Case(id="c", title="住民", curriculum=CURRICULUM.name)
        self.at = NOON
        data = as_csv(REGISTER)
        source = core.Source(file_name="a.csv", sha256=core.sha256(data), size=len(data))
        self.case = cases.place(self.case, cases.Artifact(id="file_1", kind="source"))
        self.case = cases.revise(
            self.case, "file_1", content=source.model_dump(mode="json"), store=self.store,
            made_by="", made_at=self.at, files={"a.csv": data}, quantities={},
        )  # fmt: skip
        self.place(
            "table_1", "table", cases.Plan(function="tables.read", inputs={"file": "file_1"})
        )

    def place(self, key: str, kind: str, plan: cases.Plan, *, secret: bytes = b"") -> None:
        """Makes the artifact, or raises why it cannot be made."""
        self.at += timedelta(minutes=1)
        case = cases.place(self.case, cases.Artifact(id=key, kind=kind, title=key, plan=plan))
        done = cases.recompute(
            case, store=self.store, recipes=cases.RECIPES, made_by="", made_at=self.at,
            engine_version="1", key=secret,
        )  # fmt: skip
        for error in done.failed.values():
            raise error
        self.case = done.case

    def transform(self, *steps: dict[str, Any], of: str = "table_1", to: str = "table_2",
                  secret: bytes = KEY) -> core.Table:  # fmt: skip
        plan = cases.Plan(
            function="privacy.transform", inputs={"table": of},
            parameters={"steps": list(steps), "title": "加工した表"},
        )  # fmt: skip
        self.place(to, "table", plan, secret=secret)
        return self.table(to)

    def table(self, key: str) -> core.Table:
        head = self.case.head(key)
        assert head is not None
        return tables.read_parquet(cases.files_of(head, store=self.store)["table.parquet"])

    def content(self, key: str) -> cases.TableContent:
        head = self.case.head(key)
        assert head is not None
        return cases.TableContent.model_validate(cases.content_of(head, store=self.store))

    def publish(self, key: str, *, of: str, by: str) -> None:
        parameters = {"by": [by], "rule": "10未満", "layout": {"title": key}}
        plan = cases.Plan(function="privacy.publish", inputs={"table": of}, parameters=parameters)
        self.place(key, "release", plan)


def test_the_table_says_who_nobody_is_and_its_notes_say_what_was_done() -> None:
    desk = Desk()
    made = desk.transform(*STEPS)
    before = desk.table("table_1").frame
    cells = {str(cell) for row in made.frame.iter_rows() for cell in row}
    for name in ("宛名番号", "世帯番号", "氏名", "氏名カナ", "電話番号", "住所", "備考"):
        assert not cells & set(before[name].drop_nulls().to_list())
    content = desk.content("table_2")
    assert content.rows == made.frame.height == before.height
    assert content.notes[0].startswith("この表の区分：仮名化済みの個人情報")
    assert "「氏名」：列を除いた（200行）" in content.notes
    assert len(content.notes) == 1 + len(STEPS)
    assert not any(value in note for note in content.notes for value in before["氏名"].to_list())
    assert desk.case.versions["table_2"][0].quantities["rows"].value == 200


def test_no_row_says_where_in_the_file_it_stood() -> None:
    desk = Desk()
    assert desk.table("table_1").row_numbers is not None
    assert desk.transform(*STEPS).row_numbers is None


def test_a_table_that_still_says_who_somebody_is_is_called_so() -> None:
    desk = Desk()
    desk.transform({"kind": "drop", "column": "氏名"})
    assert desk.content("table_2").notes[0].startswith("この表の区分：個人情報（")


def test_two_keys_make_two_pseudonyms_and_one_key_the_same() -> None:
    made = [
        Desk().transform(STEPS[0], secret=key).frame["宛名番号"].to_list()
        for key in (KEY, KEY, OTHER_KEY)
    ]
    assert made[0] == made[1]
    assert not set(made[0]) & set(made[2])


def test_the_key_is_neither_in_the_case_nor_in_its_bundle(tmp_path: Path) -> None:
    desk = Desk()
    desk.transform(*STEPS)
    cases.write_bundle(bundle(desk.case, store=desk.store), tmp_path / "bundle")
    for file in (tmp_path / "bundle").rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert KEY not in data
            assert KEY.hex().encode() not in data
    assert KEY.hex() not in repr(desk.case)


def test_tables_of_the_same_rows_are_not_both_published() -> None:
    desk = Desk()
    desk.transform(*STEPS)
    desk.transform({"kind": "drop", "column": "年齢"}, of="table_2", to="table_3")
    desk.publish("release_1", of="table_3", by="性別")
    desk.publish("release_2", of="table_3", by="小学校区")
    for other in ("table_1", "table_2"):
        with pytest.raises(cases.CasesError, match="published-of-other-table"):
            desk.publish("release_3", of=other, by="性別")


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([], "bad-content"),
        ([{"kind": "guess", "column": "氏名"}], "bad-content"),
        ([{"kind": "drop", "column": "ない列"}], "unknown-column"),
        ([{"kind": "coarser", "column": "氏名", "to": "month"}], "wrong-type"),
        ([{"kind": "drop", "column": one.name} for one in REGISTER.columns], "no-columns-left"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_says_why(steps: list[dict[str, Any]], code: str) -> None:
    with pytest.raises(core.TomoniError, match=code):
        Desk().transform(*steps)


def test_without_a_key_nobody_gets_a_pseudonym() -> None:
    with pytest.raises(privacy.PrivacyError, match="key-missing"):
        Desk().transform(STEPS[0], secret=b"")
