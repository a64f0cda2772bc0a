"""A register of residents becomes a table that says less, and stays behind its door."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from academy.conftest import City
from academy.steps.data.files import page_of, posted
from engine.privacy.residents import as_xlsx, residents
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.desk import keys
from tomoni.academy.workspaces.desk.models import CaseKey, Holding, Opening
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import cases, tables
from tomoni.engine.core import Table, sha256

REGISTER = residents(300, seed=7)
NAMES, NUMBERS = (REGISTER.frame[name].to_list() for name in ("氏名", "宛名番号"))
WAYS = {
    "宛名番号": "pseudonym", "世帯番号": "drop", "氏名": "drop", "氏名カナ": "drop",
    "生年月日": "age_band", "年齢": "drop", "性別": "keep", "郵便番号": "drop", "住所": "city",
    "小学校区": "merge_rare", "電話番号": "drop", "メール": "drop", "世帯人員": "clip",
    "所得": "clip", "異動日": "fiscal_year", "備考": "drop",
}  # fmt: skip


@pytest.fixture
def register(akari: Client, case: models.Case) -> models.Case:
    answer = akari.post(page_of(case), posted(as_xlsx(REGISTER), name="住民の記録.xlsx"))
    assert answer.status_code == 302
    return case


def _place(name: str, case: models.Case, key: str, *more: str) -> str:
    return reverse(f"data:{name}", args=(case.pk, "data", key, *more))


def _name(column: str) -> str:
    return f"way_{sha256(column.encode())[:12]}"


def _said(changed: dict[str, str] | None = None, *, do: str = "try", **more: str) -> dict[str, str]:
    ways = {_name(column): way for column, way in (WAYS | (changed or {})).items()}
    return {"title": "減らした表", "as_of": "2026-04-01", "do": do} | ways | more


def _make(client: Client, case: models.Case) -> str:
    made = client.post(_place("transform", case, "table_1"), _said(do="make"))
    assert made.status_code == 302
    return made.headers["Location"]


def _table(case: models.Case) -> Table:
    """The newest version of the made table."""
    opened = open_case(case)
    head = opened.case.head("table_2")
    assert head is not None
    return tables.read_parquet(cases.files_of(head, store=opened.store)["table.parquet"])


def _chosen(page: str, column: str) -> str:
    select = re.search(rf'<select[^>]*name="{_name(column)}".*?</select>', page, re.DOTALL)
    assert select is not None
    found = re.search(r'value="([^"]*)" selected', select[0])
    return found[1] if found else ""


def test_what_is_found_proposes_what_to_do(akari: Client, register: models.Case) -> None:
    page = akari.get(_place("transform", register, "table_1")).text
    proposed = {column: _chosen(page, column) for column in WAYS}
    assert {name: proposed[name] for name in ("宛名番号", "世帯番号")} == dict.fromkeys(
        ("宛名番号", "世帯番号"), "pseudonym"
    )
    for name in ("氏名", "氏名カナ", "電話番号", "メール"):
        assert proposed[name] == "drop"
    assert (proposed["生年月日"], proposed["住所"]) == ("age_band", "town_block")
    assert (proposed["性別"], proposed["小学校区"]) == ("keep", "keep")


def test_the_proposal_can_be_tried_as_it_stands(akari: Client, register: models.Case) -> None:
    page = akari.get(_place("transform", register, "table_1")).text
    ways = {column: _chosen(page, column) for column in WAYS}
    tried = akari.post(_place("transform", register, "table_1"), _said(ways))
    assert tried.status_code == 200
    assert "仮名化済みの個人情報" in tried.text


def test_trying_shows_rows_record_label_and_risk_and_keeps_nothing(
    akari: Client, register: models.Case
) -> None:
    tried = akari.post(_place("transform", register, "table_1"), _said()).text
    assert "まだ作っていません" in tried
    assert "仮名化済みの個人情報" in tried
    assert "「氏名」：列を除いた（300行）" in tried
    assert NAMES[0].replace("　", "") in tried.replace("　", "").replace(" ", "")
    assert "いちばん高い見分けられやすさ" in tried
    assert "「所得」に生活保護・所得・滞納など" in tried
    assert "100%" in tried
    assert not models.Artifact.objects.filter(key="table_2").exists()


def test_ways_to_less_risk_are_said_in_words(akari: Client, register: models.Case) -> None:
    tried = akari.post(
        _place("transform", register, "table_1"), _said({"年齢": "keep", "生年月日": "drop"})
    ).text
    assert "5行以上が同じに見えるようにするには" in tried
    assert re.search(r"「年齢」を(?:\d+ごとにまとめる|除く)", tried)


def test_the_made_table_says_who_nobody_is(akari: Client, register: models.Case) -> None:
    place = _make(akari, register)
    assert place == _place("table", register, "table_2")
    page = akari.get(place).text
    assert "加工の記録" in page
    assert "元の表" in page
    made = _table(register)
    cells = {str(cell) for row in made.frame.iter_rows() for cell in row}
    assert not cells & {*NAMES, *NUMBERS, *REGISTER.frame["住所"].to_list()}
    assert made.frame["宛名番号"].str.contains("^[0-9a-f]{32}$").all()
    step = akari.get(page_of(register)).text
    assert "減らした表" in step
    assert akari.get(_place("source", register, "file_1")).status_code == 200
    version = reverse("workspaces:version", args=(register.pk, "table_2", 1))
    assert akari.get(version).status_code == 200


def test_a_made_table_is_not_read_from_a_file(akari: Client, register: models.Case) -> None:
    _make(akari, register)
    for name in ("correct", "recipe"):
        assert akari.get(_place(name, register, "table_2")).status_code == 404
    again = akari.post(
        _place("transform", register, "table_2"),
        {"title": "もっと減らした表", "as_of": "2026-04-01", "do": "make"}
        | {_name(name): "keep" for name, way in WAYS.items() if way != "drop"}
        | {_name("性別"): "drop"},
    )
    assert again.headers["Location"] == _place("table", register, "table_3")


def test_the_key_is_in_no_bundle_and_is_one_a_case(akari: Client, register: models.Case) -> None:
    assert not CaseKey.objects.exists()
    _make(akari, register)
    key = keys.key_of(register)
    assert key == keys.key_of(register)
    assert len(key) == 32
    bundle = cases.read_bundle(services.bundle_of(register))
    kept = b"".join(
        bundle.store.read(digest)
        for versions in bundle.case.versions.values()
        for version in versions
        for digest in (version.content, *version.files.values())
    )
    for secret in (key, key.hex().encode()):
        assert secret not in kept
        assert secret not in services.bundle_of(register)


def test_an_outsider_comes_to_neither_table(
    akari: Client, city: City, register: models.Case
) -> None:
    _make(akari, register)
    akari.force_login(city.lecturer)
    for address in (
        _place("transform", register, "table_1"),
        _place("transform", register, "table_2"),
        _place("table", register, "table_2"),
        _place("download", register, "table_2", "xlsx"),
    ):
        assert akari.get(address).status_code == 403
    refused = Opening.objects.filter(user=city.lecturer)
    assert set(refused.values_list("action", flat=True)) == {"refused"}


def test_what_was_made_is_erased_with_its_file(akari: Client, register: models.Case) -> None:
    _make(akari, register)
    holding = Holding.objects.get(case=register)
    akari.post(reverse("desk:erase", args=(holding.pk,)))
    versions = models.Version.objects.filter(artifact__case=register, artifact__key="table_2")
    digests = [each for one in versions for each in (one.content_id, *one.files.values())]
    assert digests
    for blob in models.Blob.objects.filter(digest__in=digests):
        assert (blob.data, blob.file.name) == (None, "")
    assert akari.get(_place("table", register, "table_2")).status_code == 403


def test_a_newer_file_is_made_to_say_less_with_the_same_key(
    akari: Client, register: models.Case
) -> None:
    _make(akari, register)
    before = _table(register).frame
    more = posted(as_xlsx(residents(320, seed=7)), name="住民の記録.xlsx")
    assert akari.post(_place("source", register, "file_1"), more).status_code == 302
    page = akari.get(_place("table", register, "table_2")).text
    assert "元の表が新しくなっています" in page
    assert "新しいファイルが来ています" not in page
    akari.post(reverse("workspaces:recompute", args=(register.pk,)))
    after = _table(register).frame
    assert after.height == 320
    assert set(before["宛名番号"]) <= set(after["宛名番号"])


def test_a_case_from_elsewhere_gets_a_key_of_its_own(
    akari: Client, city: City, register: models.Case
) -> None:
    _make(akari, register)
    bundle = cases.read_bundle(services.bundle_of(register))
    other = services.import_bundle(city.other_group, bundle, actor=None)
    assert _table(other).frame.equals(_table(register).frame)
    assert keys.key_of(other) != keys.key_of(register)


def test_a_key_is_encrypted_where_data_at_rest_are(settings: Settings, case: models.Case) -> None:
    plain = keys.key_of(case)
    settings.DATA_KEY = bytes(range(32))
    assert keys.key_of(case) == plain
    CaseKey.objects.all().delete()
    sealed = keys.key_of(case)
    assert keys.key_of(case) == sealed
    assert sealed not in bytes(CaseKey.objects.get().key)


def test_only_one_of_two_tables_of_the_same_rows_is_published(
    akari: Client, register: models.Case
) -> None:
    _make(akari, register)
    said = {"title": "年齢", "side_1": "生年月日", "value": "=", "rule": "10未満", "do": "publish"}
    published = akari.post(_place("publish", register, "table_2"), said)
    assert published.headers["Location"] == _place("release", register, "release_1")
    refused = akari.post(_place("publish", register, "table_1"), said | {"side_1": "性別"})
    assert refused.status_code == 422
    assert "同じ人たちの表「減らした表」から、もう公開用の表を作っています" in refused.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (_said(title=""), "「新しい表の名前」を書いてください"),
        (_said(title="長" * 101), "100字までにしてください"),
        (_said(as_of=""), "「年齢を数える日」を書いてください"),
        (_said(as_of="いつか"), "日付で書いてください"),
        (_said({"氏名": ""}), "「氏名」を選んでください"),
        (_said({"氏名": "month"}), "「氏名」を選び直してください"),
        (_said(dict.fromkeys(WAYS, "keep")), "変える列を1つ以上"),
        (_said(dict.fromkeys(WAYS, "drop")), "すべての列を除くと"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(
    akari: Client, register: models.Case, said: dict[str, str], sentence: str
) -> None:
    answer = akari.post(_place("transform", register, "table_1"), said)
    assert answer.status_code == 422
    assert sentence in answer.text
