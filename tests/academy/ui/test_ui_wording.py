"""Every code of the engine has words, and the words ask for nothing that the code does not give."""

import re
from collections.abc import Mapping

import pytest

from academy.ui import engine_codes
from academy.ui.engine_codes import Said
from tomoni.academy.ui import wording
from tomoni.academy.ui.wording import evidence
from tomoni.academy.ui.wording.entries import Entries
from tomoni.academy.ui.wording.sentences import ERRORS, FINDINGS
from tomoni.engine.cases import CasesError
from tomoni.engine.core import Finding, Place, Severity, TomoniError
from tomoni.engine.evidence import Weakness
from tomoni.engine.flows import FlowsError
from tomoni.engine.tables import TablesError

SAID = list(engine_codes.everything())
PARAM = re.compile(r"%\((\w+)\)s")


def entries_for(said: Said) -> Entries:
    tables: Mapping[str, Entries] = {
        "error": ERRORS.get(said.room, {}),
        "finding": FINDINGS,
        "weakness": evidence.WEAKNESSES,
    }
    return tables[said.what]


@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.room}-{said.where}-{said.code}")
def test_a_code_has_words_that_ask_only_for_what_it_gives(said: Said) -> None:
    entries = entries_for(said)
    assert said.code in entries
    for key, texts in entries.items():
        if key.partition("/")[0] == said.code:
            asked = {
                name.removesuffix("_mb") for text in texts for name in PARAM.findall(str(text))
            }
            assert asked <= said.params


def test_the_walk_finds_codes_of_every_room_and_kind() -> None:
    assert {said.room for said in SAID} >= {
        "tables", "evidence", "flows", "effects", "documents", "cases", "cohorts"
    }  # fmt: skip
    assert {said.what for said in SAID} == {"error", "finding", "weakness"}
    codes = {said.code for said in SAID}
    assert codes >= {"date-order-assumed", "header-missing", "column-unnamed", "endless", "stale"}


@pytest.mark.parametrize("room", ERRORS)
def test_no_error_is_worded_that_nobody_raises(room: str) -> None:
    raised = {said.code for said in SAID if said.what == "error" and said.room == room}
    assert {key.partition("/")[0] for key in ERRORS[room]} == raised


def test_no_finding_and_no_weakness_is_worded_that_nobody_makes() -> None:
    for what, entries in (("finding", FINDINGS), ("weakness", evidence.WEAKNESSES)):
        made = {said.code for said in SAID if said.what == what}
        assert {key.partition("/")[0] for key in entries} == made


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TablesError("empty-file", size=0), ["空", "もう一度取り出して"]),
        (TablesError("not-a-sheet", format="html"), ["（HTML）", "（.xlsx）"]),
        (TablesError("not-a-sheet", format="database"), ["データベース", "CSV"]),
        (TablesError("password-protected"), ["パスワード", "暗号化"]),
        (TablesError("damaged-workbook"), ["途中で切れて", "Excelで開けるか"]),
        (TablesError("undecodable-bytes", offset=12), ["12バイト目", "CSV UTF-8"]),
        (TablesError("too-large", size=312_000_000, limit=100_000_000), ["312MB", "100MBまで"]),
        (FlowsError("endless", row=3), ["3番目", "終わり"]),
        (CasesError("too-large", limit=1000), ["1,000MB"]),
        (CasesError("unknown-quote", quote="effect.houres"), ["effect.houres", "名前"]),
        (CasesError("bad-content", where="", why="missing"), ["内容が", "足りない"]),
    ],
    ids=lambda value: value.code if isinstance(value, TomoniError) else "",
)  # fmt: skip
def test_an_error_says_what_happened_and_what_to_do(error: TomoniError, said: list[str]) -> None:
    sentence = wording.error_sentence(error)
    assert all(part in sentence for part in said)
    assert "%" not in sentence
    assert sentence.endswith("。")


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert "no-such-code" in wording.error_sentence(TablesError("no-such-code", size=1))
    assert "zip-bomb" not in wording.error_sentence(TablesError("zip-bomb", what=None))
    assert "ValueError" in wording.error_sentence(ValueError("a cell's value"))
    assert "cell" not in wording.error_sentence(ValueError("a cell's value"))


def test_a_parameter_that_another_version_did_not_give_leaves_the_code() -> None:
    assert "too-large" in wording.error_sentence(TablesError("too-large"))


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place(sheet="シート1", row=12, column=3), "「シート1」C12"),
        (Place(sheet="シート1", row=1200), "「シート1」1,200行目"),
        (Place(row=1, column=28), "AB1"),
        (Place(column=26), "Z列"),
        (Place(sheet="as_is"), "「現状」"),
        (Place(), ""),
    ],
)
def test_a_finding_says_where(place: Place, shown: str) -> None:
    finding = Finding(code="unmade", severity=Severity.ERROR, place=place, seen="R8.13.1")
    view = wording.finding_view(finding, names={"as_is": "現状"})
    assert view.place == shown
    assert (view.severity, view.severity_label) == ("error", "直してください")
    assert view.seen == "R8.13.1"
    assert "R8.13.1" not in view.sentence + view.action


def test_a_stale_artifact_names_what_became_newer_by_its_title() -> None:
    finding = Finding(
        code="stale", severity=Severity.ERROR, place=Place(sheet="effect"),
        params={"causes": "as_is_cost, to_be_cost"},
    )  # fmt: skip
    view = wording.finding_view(finding, names={"as_is_cost": "現状の時間"})
    assert "現状の時間、to_be_cost" in view.sentence
    assert (
        "作り方"
        in wording.finding_view(finding.model_copy(update={"params": {"causes": ""}})).sentence
    )


def test_a_weakness_is_worded_with_its_numbers() -> None:
    weakness = Weakness(code="small-group", blocks=True, params={"n": 7, "limit": 10})
    sentence = wording.weakness_sentence(weakness)
    assert "7件" in sentence
    assert "理由を書いて" in sentence
