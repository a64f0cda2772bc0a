"""The logic model and the review on their pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from academy.conftest import CURRICULUM, City
from academy.steps.flow.samples import TO_BE, posted
from academy.steps.flow.samples import address as flow_address
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import tables

LOGIC, REVIEW = "logic_model", "review_plan"
COLUMNS = (
    "number", "stage", "text", "next", "name", "present", "target", "due", "source", "owner",
)  # fmt: skip
ROWS = (
    ("1", "インプット", "担当の職員", "2"),
    ("2", "アクティビティ", "三回に分けて送る", "3"),
    ("3", "アウトプット", "送ったお知らせの数", "4"),
    ("4", "アウトカム（短期）", "待つ時間が短くなる", "5", "待つ時間",
     "{{ as_is_cost.staff_hours }}", "半分", "2028年3月", "{{ as_is_cost }}", "窓口"),
    ("5", "インパクト", "安心して食べられる"),
)  # fmt: skip


def address(row: models.Case, key: str = LOGIC, *, name: str = "write") -> str:
    return reverse(f"effect:{name}", args=(row.pk, "effect", key))


def logic(*rows: tuple[str, ...], base: int = 0, **more: str) -> dict[str, str]:
    """The page of the logic model as a browser sends it."""
    cells = {
        f"rows-{place}-{name}": text
        for place, row in enumerate(rows or ROWS)
        for name, text in zip(COLUMNS, (*row, *[""] * 10), strict=False)
    }
    return {"base": str(base), "title": "更新", "goal": "待たずに更新できる"} | cells | more


def review(**more: str) -> dict[str, str]:
    line = {
        "lines-0-indicator": "職員の時間",
        "lines-0-planned": "effect.staff_hours@1",
        "lines-0-way": "rise",
    }
    fields = {"title": "一年後", "started_date": "2027-07-01", "learnt": "早めに測る。"}
    return {"base": "0"} | fields | line | more


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client


@pytest.fixture
def reckoned(akari: Client, city: City, case: models.Case) -> models.Case:
    akari.post(flow_address(case), posted())
    akari.post(flow_address(case, key="to_be"), posted(TO_BE))
    values = {"yen_per_hour": 3000, "initial_yen": 500_000, "yearly_yen": 100_000}
    services.save_worksheet(case, actor=city.akari, key="assumptions", values=values, base=0)
    services.recompute(case, actor=city.akari)
    return case


def content(row: models.Case, key: str) -> Any:
    return open_case(row).content(key)


def test_an_empty_page_teaches(akari: Client, case: models.Case) -> None:
    for key in (LOGIC, REVIEW):
        page = akari.get(address(case, key)).text
        assert "例" in page
        assert "この内容で保存する" in page


def test_a_logic_model_is_kept_and_drawn_with_its_numbers(
    akari: Client, reckoned: models.Case
) -> None:
    page = akari.post(address(reckoned), logic(), follow=True).text
    assert "保存しました" in page
    assert "おかしいところはありません" in page
    assert content(reckoned, LOGIC)["rows"][0]["leads_to"] == ["2"]
    assert "217時間" in str(content(reckoned, "logic_figure")["model"])
    picture = akari.get(reverse("effect:picture", args=(reckoned.pk, "effect")))
    assert picture["Content-Type"] == "image/svg+xml"
    assert "217時間 → 半分" in "".join(map(str, etree.fromstring(picture.content).itertext()))


def test_what_is_typed_is_drawn_and_checked_before_it_is_saved(
    akari: Client, case: models.Case
) -> None:
    typed = logic(("1", "アウトカム（短期）", "画面からの申請が増える", "9"))
    assert akari.post(address(case, name="draft"), typed).json() == {}
    part = akari.get(reverse("effect:live", args=(case.pk, "effect"))).text
    for words in ("これはアウトプットです", "つながる先の「9」が", "指標がありません"):
        assert words in part
    picture = akari.get(reverse("effect:picture", args=(case.pk, "effect"))).text
    assert "画面からの申請が増える" in picture
    assert content(case, LOGIC) is None


def test_rows_that_cannot_be_understood_are_marked_and_not_saved(
    akari: Client, case: models.Case
) -> None:
    wrong = logic(
        ("1", "", "段がない"), ("1", "インプット", "同じ番号"), ("a b", "インプット", "x")
    )
    page = akari.post(address(case), wrong, follow=True).text
    for words in (
        "段を選んでください",
        "ほかの行と同じ番号です",
        "記号のない20字まで",
        "まだ保存していません",
    ):
        assert words in page
    assert content(case, LOGIC) is None
    assert "段がない" in akari.get(address(case)).text


def test_the_same_once_more_makes_no_version(akari: Client, case: models.Case) -> None:
    akari.post(address(case), logic())
    page = akari.post(address(case), logic(base=1), follow=True).text
    assert "新しい版は作りませんでした" in page
    assert len(open_case(case).case.versions[LOGIC]) == 1


def test_two_people_merge_row_by_row(akari: Client, city: City, case: models.Case) -> None:
    akari.post(address(case), logic())
    other = Client()
    other.force_login(city.botan)
    theirs = [list(row) for row in ROWS]
    theirs[0][2], theirs[1][2] = "窓口の職員", "四回に分けて送る"
    other.post(address(case), logic(*map(tuple, theirs), base=1))
    mine = [list(row) for row in ROWS]
    mine[1][2], mine[2][2] = "二回に分けて送る", "はがきの数"
    answer = akari.post(address(case), logic(*map(tuple, mine), base=1))
    assert answer["Location"] == address(case, name="merge")
    page = akari.get(answer["Location"]).text
    assert "2行目" in page
    assert "次のところは相手だけが変えた" in page
    chosen = {"newest": "2", "rows/002": "right"}
    page = akari.post(answer["Location"], chosen, follow=True).text
    for words in ("窓口の職員", "四回に分けて送る", "はがきの数"):
        assert words in page
    assert "二回に分けて送る" not in page
    saved = akari.post(address(case), logic(*map(tuple, theirs), base=2), follow=True)
    assert "最新の版と同じ" in saved.text


def test_a_draft_can_be_thrown_away(akari: Client, case: models.Case) -> None:
    akari.post(address(case, name="draft"), logic(title="書きかけ"))
    assert "書きかけ" in akari.get(address(case)).text
    akari.post(address(case, name="drop"))
    assert "書きかけ" not in akari.get(address(case)).text


def test_a_logic_model_begins_from_the_worksheet(
    akari: Client, city: City, case: models.Case
) -> None:
    begin = reverse("effect:begin", args=(case.pk, "effect"))
    assert "写せる言葉が、まだ" in akari.post(begin, follow=True).text
    case.curriculum_text = CURRICULUM + (
        "- {id: indicators, title: 指標, fields: [\n"
        "    {name: activity, label: すること, type: long_text},\n"
        "    {name: output, label: 出るもの, type: long_text}]}\n"
    )
    case.save()
    values = {"activity": "・分けて送る\n・受け付ける", "output": "送った数"}
    step = {"worksheets: [assumptions]": "worksheets: [assumptions, indicators]"}
    for old, new in step.items():
        case.curriculum_text = case.curriculum_text.replace(old, new)
    case.save()
    services.save_worksheet(case, actor=city.akari, key="indicators", values=values, base=0)
    assert "ワークシートに書いた言葉から始める" in akari.get(address(case)).text
    page = akari.post(begin, follow=True).text
    for words in ("分けて送る", "受け付ける", "送った数"):
        assert words in page
    akari.post(address(case), logic())
    assert content(case, LOGIC)["rows"][0]["text"] == "担当の職員"


def test_a_logic_model_is_taken_away_as_a_sheet(akari: Client, case: models.Case) -> None:
    file = reverse("effect:download_part", args=(case.pk, "effect", LOGIC, "xlsx"))
    assert akari.get(file).status_code == 404
    akari.post(address(case), logic())
    (table,) = tables.read(akari.get(file).content, file_name="a.xlsx").tables
    assert table.frame["内容"].to_list()[-1] == "安心して食べられる"


def test_a_review_is_planned_before_anything_is_measured(
    akari: Client, reckoned: models.Case
) -> None:
    assert "効果の見込み 第1版：1年に減る職員の時間" in akari.get(address(reckoned, REVIEW)).text
    page = akari.post(address(reckoned, REVIEW), review(), follow=True).text
    assert "実績はまだ測っていない" in page
    assert "確かめ方（主張）を決めずに" in page
    assert "早めに測る。" in page
    plan = content(reckoned, REVIEW)
    assert plan["lines"][0]["planned_version"] == 1
    versions = open_case(reckoned).case.versions[REVIEW]
    assert versions[0].references["planned.1"].artifact == "effect"
    walk = reverse("workspaces:trace", args=(reckoned.pk, "effect_review.planned_1"))
    assert "現状の業務フロー" in akari.get(walk).text


def test_what_was_adopted_stays_when_the_estimate_changes(
    akari: Client, city: City, reckoned: models.Case
) -> None:
    akari.post(address(reckoned, REVIEW), review())
    before = content(reckoned, "effect_review")["lines"][0]["planned"]
    faster = (TO_BE[0], (*TO_BE[1][:4], "1", "1", "1", *TO_BE[1][7:]))
    akari.post(flow_address(reckoned, key="to_be"), posted(faster, base=1))
    services.recompute(reckoned, actor=city.akari)
    opened = open_case(reckoned)
    assert len(opened.case.versions["effect"]) == 2
    assert opened.content("effect_review")["lines"][0]["planned"] == before


def test_planned_stands_beside_actual(akari: Client, reckoned: models.Case) -> None:
    measured = {
        "lines-0-actual": "{{ to_be_cost.staff_hours }}",
        "lines-0-learnt": "思ったより速い",
    }
    page = akari.post(address(reckoned, REVIEW), review(**measured), follow=True).text
    assert "に対して、実績は" in page
    assert "前と後をくらべて測ったものではありません" in page
    (table,) = tables.read(
        akari.get(
            reverse("effect:download_part", args=(reckoned.pk, "effect", REVIEW, "xlsx"))
        ).content,
        file_name="a.xlsx",
    ).tables
    assert table.frame["わかったこと"].to_list() == ["思ったより速い"]
    assert table.frame["実績"].to_list() == pytest.approx([50])


@pytest.mark.parametrize("planned", ["", "effect.staff_hours", "effect.staff_hours@0"])
def test_a_line_without_a_number_that_was_planned_is_not_saved(
    akari: Client, case: models.Case, planned: str
) -> None:
    line = {"lines-0-planned": planned}
    page = akari.post(address(case, REVIEW), review(**line), follow=True).text
    assert "見込みの数を選んでください" in page
    assert content(case, REVIEW) is None


def test_a_version_that_is_not_there_is_refused(akari: Client, case: models.Case) -> None:
    page = akari.post(address(case, REVIEW), review(), follow=True).text
    assert "まだ保存していません" in page
    assert content(case, REVIEW) is None


@pytest.mark.parametrize("part", ["years", "influences"])
def test_what_stands_below_the_effect_is_taken_away_as_numbers(
    akari: Client, reckoned: models.Case, part: str
) -> None:
    file = reverse("effect:download_part", args=(reckoned.pk, "effect", part, "xlsx"))
    (table,) = tables.read(akari.get(file).content, file_name="a.xlsx").tables
    assert table.frame.height == 5  # five years; five steps that take a doubtful time


def test_a_part_or_form_unknown_is_not_there(akari: Client, reckoned: models.Case) -> None:
    for part, form in (("nothing", "xlsx"), ("years", "exe")):
        file = reverse("effect:download_part", args=(reckoned.pk, "effect", part, form))
        assert akari.get(file).status_code == 404
    assert akari.get(address(reckoned, "effect")).status_code == 404


def test_who_may_not_write_reads(client: Client, city: City, reckoned: models.Case) -> None:
    client.force_login(city.reviewer)
    page = client.get(address(reckoned))
    assert page.status_code == 200
    assert "この内容で保存する" not in page.text
    assert client.post(address(reckoned), logic()).status_code == 403
