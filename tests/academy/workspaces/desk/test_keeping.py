import json
from base64 import b64encode
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from academy.conftest import City
from academy.whole_case import whole_case
from academy.workspaces.desk import samples
from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.workspaces import models, store
from tomoni.academy.workspaces.desk import auditing
from tomoni.academy.workspaces.desk.models import Action, Holding, Opening, Personal
from tomoni.academy.workspaces.errors import WorkspacesError
from tomoni.config import _environment as environment  # noqa: PLC2701 - the reader of the key
from tomoni.config.errors import ConfigError

KEY = bytes(range(32))


@pytest.fixture
def kept(city: City) -> Holding:
    return samples.holding(city, whole_case(city), key="file_1")


def _erase(client: Client, holding: Holding) -> str:
    answer = client.post(reverse("desk:erase", args=(holding.pk,)), follow=True)
    return answer.text


def test_an_erased_file_is_gone_and_its_hash_remains(
    client: Client, city: City, kept: Holding
) -> None:
    file, table = (
        models.Version.objects.get(artifact__case=kept.case, artifact__key=key)
        for key in ("file_1", "table_1")
    )
    client.force_login(city.akari)
    page = _erase(client, kept)
    assert file.files["a.csv"] in page
    assert "evidence_1" in page
    for digest in (file.files["a.csv"], table.content_id, *table.files.values()):
        blob = models.Blob.objects.get(digest=digest)
        assert (blob.data, blob.file.name) == (None, "")
        assert blob.erased_at is not None
    for address in (
        reverse("workspaces:file", args=(kept.case_id, "file_1", 1, "a.csv")),
        reverse("workspaces:version", args=(kept.case_id, "table_1", 1)),
    ):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "消去されました" in answer.text
    for name, *more in (
        ("workspaces:case",), ("data:step", "data"), ("data:source", "data", "file_1"),
        ("data:release", "data", "release_1"), ("analysis:step", "analysis"),
    ):  # fmt: skip
        shown = client.get(reverse(name, args=(kept.case_id, *more)))
        assert shown.status_code == 200, name
    bundle = client.get(reverse("workspaces:bundle", args=(kept.case_id,)), follow=True).text
    assert "消去されました" in bundle
    result = reverse("analysis:result", args=(kept.case_id, "analysis", "claim_1"))
    assert client.get(result).status_code == 200


def test_who_reviews_erases_nothing(client: Client, city: City, kept: Holding) -> None:
    client.force_login(city.reviewer)
    assert client.post(reverse("desk:erase", args=(kept.pk,))).status_code == 403
    kept.refresh_from_db()
    assert kept.erased_at is None


def test_what_another_case_uses_too_stays(client: Client, city: City, kept: Holding) -> None:
    file = models.Version.objects.get(artifact__case=kept.case, artifact__key="file_1")
    other = models.Case.objects.create(
        group=city.other_group, title="他", curriculum="short@1", curriculum_text=""
    )
    artifact = models.Artifact.objects.create(case=other, key="file_1", kind="source")
    models.Version.objects.create(
        artifact=artifact, number=1, content_id=file.content_id, files=file.files,
        made_at=file.made_at,
    )  # fmt: skip
    client.force_login(city.akari)
    assert "ほかの班も同じファイル" in _erase(client, kept)
    assert store.DatabaseStore().read(file.files["a.csv"])


def test_the_same_file_may_come_in_again(client: Client, city: City, kept: Holding) -> None:
    file = models.Version.objects.get(artifact__case=kept.case, artifact__key="file_1")
    digest = file.files["a.csv"]
    data = store.DatabaseStore().read(digest)
    client.force_login(city.akari)
    _erase(client, kept)
    with pytest.raises(WorkspacesError, match="erased-bytes"):
        store.DatabaseStore().read(digest)
    again = store.DatabaseStore()
    again.write(data)
    again.keep()
    assert store.DatabaseStore().read(digest) == data


def test_rows_of_persons_go_out_with_who_and_when(
    client: Client, city: City, kept: Holding
) -> None:
    client.force_login(city.akari)
    answer = client.get(reverse("workspaces:file", args=(kept.case_id, "file_1", 1, "a.csv")))
    with ZipFile(BytesIO(answer.content)) as parcel:
        assert parcel.namelist() == ["a.csv", "取扱い.txt"]
        said = parcel.read("取扱い.txt").decode("utf-8-sig")
    assert "あかり（生活衛生課）" in said
    assert "3B" in said
    opening = Opening.objects.get()
    assert (opening.user, opening.action, opening.use) == (city.akari, Action.DOWNLOADED, None)


def test_a_file_never_becomes_less_protected_by_a_newer_version(city: City, kept: Holding) -> None:
    samples.holding(city, kept.case, key="file_1", personal=Personal.NONE)
    kept.refresh_from_db()
    assert kept.personal == Personal.PERSONAL
    samples.holding(city, kept.case, key="file_1", personal=Personal.SENSITIVE)
    kept.refresh_from_db()
    assert kept.personal == Personal.SENSITIVE


@pytest.mark.parametrize(
    ("moment", "unusual"),
    [
        (datetime(2026, 11, 24, 1, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 22, 1, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 1, 0, tzinfo=UTC), True),
    ],
    ids=["10 o'clock", "18 o'clock", "a Sunday", "Labour Thanksgiving Day"],
)
def test_what_lies_outside_office_hours_is_unusual(moment: datetime, *, unusual: bool) -> None:
    assert auditing.is_unusual(moment) is unusual


def test_the_auditor_sees_who_was_refused(client: Client, city: City, kept: Holding) -> None:
    client.force_login(city.reviewer)
    client.get(reverse("workspaces:version", args=(kept.case_id, "table_1", 1)))
    assert client.get(reverse("desk:audit")).status_code == 403
    assert "利用の記録" not in client.get(reverse("desk:catalogue")).text
    client.force_login(city.auditor)
    assert "利用の記録" in client.get(reverse("desk:catalogue")).text
    page = client.get(reverse("desk:audit")).text
    assert "断られたのに1回開こうとした" in page
    assert "しん" in page


def test_what_is_kept_is_encrypted_with_a_key(settings: Settings, db: None) -> None:
    settings.DATA_KEY = KEY
    data = "宛名番号,氏名".encode() * 10_000
    kept = store.DatabaseStore()
    digests = [kept.write(data), kept.write(b"small"), kept.write(b"")]
    kept.keep()
    for blob in models.Blob.objects.all():
        stored = bytes(blob.data) if blob.data is not None else Path(blob.file.path).read_bytes()
        assert "宛名番号".encode() not in stored
        assert stored != b"small"
    assert [store.DatabaseStore().read(each) for each in digests] == [data, b"small", b""]
    settings.DATA_KEY = KEY[::-1]
    with pytest.raises(AccountsError, match="sealed-bytes"):
        store.DatabaseStore().read(digests[0])
    settings.DATA_KEY = None
    with pytest.raises(AccountsError, match="sealed-bytes"):
        store.DatabaseStore().read(digests[1])


def test_a_key_that_comes_later_encrypts_what_was_there(settings: Settings, db: None) -> None:
    data = b"x" * 100_000
    kept = store.DatabaseStore()
    digest = kept.write(data)
    kept.keep()
    plain = models.Blob.objects.get().file.name
    settings.DATA_KEY = KEY
    assert store.seal_all() == 1
    assert store.seal_all() == 0
    blob = models.Blob.objects.get()
    assert blob.sealed
    assert blob.file.name != plain
    assert store.DatabaseStore().read(digest) == data


def test_a_key_is_32_bytes_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "key"
    for text in ("", "short", json.dumps("x"), b64encode(KEY[:16]).decode()):
        place.write_text(text)
        monkeypatch.setenv("SOME_KEY", str(place))
        environment.data_key.cache_clear()
        with pytest.raises(ConfigError, match="not-a-data-key"):
            environment.data_key("SOME_KEY")
    place.write_text(b64encode(KEY).decode() + "\n")
    environment.data_key.cache_clear()
    assert environment.data_key("SOME_KEY") == KEY
    environment.data_key.cache_clear()


def test_erasing_leaves_no_file_behind(
    client: Client,
    city: City,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    kept = store.DatabaseStore()
    digest = kept.write(b"y" * 100_000)
    kept.keep()
    name = str(models.Blob.objects.get(digest=digest).file.name)
    case = whole_case(city)
    artifact = models.Artifact.objects.create(case=case, key="file_2", kind="source")
    version = models.Version.objects.get(artifact__case=case, artifact__key="file_1")
    models.Version.objects.create(
        artifact=artifact, number=1, content_id=version.content_id, files={"b.csv": digest},
        made_at=version.made_at,
    )  # fmt: skip
    client.force_login(city.akari)
    with django_capture_on_commit_callbacks(execute=True):
        _erase(client, samples.holding(city, case, key="file_2"))
    assert not default_storage.exists(name)
