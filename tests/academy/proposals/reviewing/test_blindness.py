"""Nothing that a reviewer is served before the verdict tells who proposes.

Every address that can be reached from the proposal's page is opened, every file is unpacked, and
each byte is looked through: names, accounts, staff numbers, addresses, divisions.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote, urljoin

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from academy.conftest import City
from academy.proposals import samples
from academy.proposals.reviewing import people
from tomoni.academy.proposals import blind, submitting
from tomoni.academy.proposals import services as proposals
from tomoni.academy.proposals.blind import PERSON, PLACE, Mask
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.reviewing import judging, services
from tomoni.academy.proposals.reviewing.models import Assignment
from tomoni.academy.proposals.stages import Action

_LINK = re.compile(r'(?:href|src|action|hx-get|data-[a-z-]*url)="([^"#]+)')
_WITHIN = (
    "/proposals/",
    "/proposal-calls/",
    "/reviews/",
    "/opinions/",
    "/notices/",
    "/cases/",
    "/groups/",
)
_DIVISION = "ほしみ衛生課"
_MOST = 400


def _tell(city: City) -> dict[str, str]:
    """What tells who proposes, and what it is."""
    words = {}
    for person in (city.akari, city.botan):
        words[person.display_name] = "name"
        words[person.account_name] = "account"
        words[person.staff_number] = "staff number"
        words[person.email] = "e-mail"
    words[_DIVISION] = "division"
    words["健康センター"] = "what the division was called before"
    return words


@pytest.fixture
def told(city: City) -> dict[str, str]:
    """The proposers with all that could tell them, written into the proposal wherever it goes."""
    city.akari.email, city.akari.staff_number = "hana.yamamoto@asahi.example", "730155"
    city.botan.email, city.botan.staff_number = "botan@asahi.example", "730156"
    city.akari.save()
    city.botan.save()
    city.group.division.standings.update(name="健康センター")
    city.group.division.name = _DIVISION
    city.group.division.save()
    return _tell(city)


@pytest.fixture
def assignment(city: City, told: dict[str, str]) -> Assignment:
    """A proposal out of a case that names its proposers, under review by three people."""
    proposal = samples.from_case(city, send=False)
    spoken = "、".join(told) + "、アカリ、ＡＫＡＲＩ、ｱｶﾘ、あ か り"
    proposal.title = f"あかりの案（{_DIVISION}）{spoken}"[:200]
    proposal.values = {**proposal.values, "situation": f"{spoken}が調べた。"}
    proposal.save()
    submitting.send(proposal, actor=city.akari)
    samples.go_on(proposal, actor=city.secretariat)
    opinion = people.asked(city, proposal)
    services.write_opinion(
        opinion, stance="partly", text=f"{spoken}に聞いた。", actor=people.owner(city)
    )
    proposals.act(proposal, Action.GO_ON, actor=city.secretariat, reason=f"{spoken}に確かめた")
    found = people.assigned(city, proposal)
    people.send(found[0], "reviewer")
    people.send(found[2], "daichi")
    return found[1]


def test_no_byte_served_to_a_reviewer_tells_who_proposes(
    client: Client, city: City, told: dict[str, str], assignment: Assignment
) -> None:
    proposal = assignment.proposal
    client.force_login(city.chihiro)
    found = dict(_crawl(client, proposal))
    assert _leaks(found, told) == []
    kinds = {address.partition("?")[0].rpartition(".")[2] for address in found}
    assert {"docx", "pdf"} <= kinds
    assert [each for each in found if "/numbers/" in each]
    assert PERSON in found[proposal.get_absolute_url()]


def test_a_page_of_scores_discussion_and_minutes_tells_nothing(
    client: Client, city: City, told: dict[str, str], assignment: Assignment
) -> None:
    people.send(assignment, "chihiro")
    judging.discuss(assignment.proposal, text="あかりの課の話。", actor=city.secretariat)
    client.force_login(city.chihiro)
    found = dict(_crawl(client, assignment.proposal))
    assert _leaks(found, told) == []
    assert [each for each in found if each.endswith("minutes.docx")]


def test_names_are_there_after_the_verdict(
    client: Client, city: City, told: dict[str, str], assignment: Assignment
) -> None:
    proposal = assignment.proposal
    people.send(assignment, "chihiro")
    proposals.act(proposal, Action.GO_ON, actor=city.secretariat)
    proposals.act(proposal, Action.DECIDE, actor=city.secretariat, verdict="partly", reason="よい")
    client.force_login(city.chihiro)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert [word for word in ("あかり", _DIVISION) if word not in page] == []


def test_a_reviewer_by_duty_gets_nothing_of_the_case(
    client: Client, city: City, assignment: Assignment
) -> None:
    version = assignment.proposal.case_version
    assert version is not None
    case = version.artifact.case
    client.force_login(city.chihiro)
    closed = [
        reverse("workspaces:case", args=(case.pk,)),
        reverse("workspaces:trace", args=(case.pk, "effect.staff_hours")),
        reverse("workspaces:bundle", args=(case.pk,)),
        reverse("workspaces:of_group", args=(city.group.pk,)),
    ]
    assert [client.get(url).status_code for url in closed] == [404] * len(closed)
    linked = " ".join(text for _address, text in _crawl(client, assignment.proposal))
    assert f"/cases/{case.pk}/" not in linked


def test_the_owning_division_reads_without_names_too(
    client: Client, city: City, told: dict[str, str], assignment: Assignment
) -> None:
    opinion = assignment.proposal.opinions.get()
    client.force_login(people.owner(city))
    page = client.get(reverse("reviewing:opinion", args=(opinion.pk,)))
    own = page.content.decode().partition("review-side")[0]
    assert [word for word in told if word in own] == []
    notices = client.get("/notices/").content.decode() if _exists(client, "/notices/") else ""
    assert [word for word in told if word in notices] == []


@pytest.mark.parametrize(
    "written",
    [
        "あかり",
        "アカリ",
        "ｱｶﾘ",
        "あ か り",
        "あか\u200bり",
        "akari",
        "AKARI",
        "ａｋａｒｉ",
        "akari_2026.csv",
    ],
)
def test_a_name_is_found_in_whatever_letters_it_is_written(written: str) -> None:
    mask = Mask({"あかり": PERSON, "akari": PERSON})
    assert mask.text(f"前 {written} 後").startswith(f"前 {PERSON}")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("1001", "21001件"),
        ("1001", "1001.5"),
        ("1001", "a1001f"),
        ("kou", "koubai"),
        ("eisei1", "eisei12"),
    ],
)
def test_a_number_or_a_short_account_in_something_longer_stays(word: str, text: str) -> None:
    assert Mask({word: PERSON}).text(text) == text


def test_old_forms_of_letters_and_half_width_marks_are_the_same() -> None:
    mask = Mask({"髙﨑": PERSON, "ガバ課": PLACE})
    assert mask.text("高崎さんとｶﾞﾊﾞ課") == f"{PERSON}さんと{PLACE}"


def test_a_family_name_of_one_letter_goes_before_a_title_only(city: City) -> None:
    city.akari.display_name = "林 あかり"
    city.akari.save()
    mask = Mask(blind.hidden_words(samples.sent(city)))
    assert mask.text("林さんは林道を見た。") == f"{PERSON}は林道を見た。"


def test_what_stands_above_the_division_is_hidden_and_others_are_not(city: City) -> None:
    mask = Mask(blind.hidden_words(samples.from_case(city)))
    assert mask.text("生活衛生課と市民課") == f"{PLACE}と市民課"


def _exists(client: Client, address: str) -> bool:
    return client.get(address).status_code == 200


def _leaks(found: dict[str, str], told: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (address, kind, text[max(text.find(word) - 60, 0) : text.find(word) + 40])
        for address, text in found.items()
        for word, kind in told.items()
        if word in text
    ]


def _crawl(client: Client, proposal: Proposal) -> Iterator[tuple[str, str]]:
    """Every address that is reached, and all that it says."""
    ahead = [proposal.get_absolute_url(), "/", "/notices/", reverse("proposals:home")]
    ahead.append(f"{reverse('proposals:home')}?q=あかり")
    seen = set(ahead)
    for address in ahead:
        answer = client.get(address)
        if answer.status_code in {404, 405, 403}:
            continue
        assert answer.status_code in {200, 302}, address
        text = _text_of(answer)
        yield address, text
        for link in _LINK.findall(text) if "html" in answer.get("Content-Type", "") else ():
            there = urljoin(address, link.replace("&amp;", "&"))
            if there not in seen and there.startswith(_WITHIN):
                seen.add(there)
                ahead.append(there)
        assert len(ahead) < _MOST


def _text_of(answer: HttpResponseBase) -> str:
    """Headers and body; a file with all that is packed in it."""
    headers = " ".join(f"{name}: {value}" for name, value in answer.items())
    data = getattr(answer, "content", b"") or b"".join(getattr(answer, "streaming_content", ()))
    return "\n".join([unquote(headers), *_unpacked(data)])


def _unpacked(data: bytes) -> Iterator[str]:
    yield data.decode(errors="replace")
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            for name in parcel.namelist():
                yield name
                yield from _unpacked(parcel.read(name))
                yield re.sub(r"<[^>]+>", "", parcel.read(name).decode(errors="replace"))
    if data[:5] == b"%PDF-":
        reader = PdfReader(io.BytesIO(data))
        yield str(reader.metadata)
        yield re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))


def test_all_staff_read_the_proposal_and_its_comments_without_names(
    client: Client, city: City, told: dict[str, str]
) -> None:
    spoken = "、".join(told)
    values = {**samples.VALUES, "measures": f"{spoken}が行う。"}
    proposal = samples.at_stage(city, "comments", "whole_chain", title=spoken, values=values)
    proposal.proposers.add(city.botan)
    services.comment(proposal, text=f"{spoken}に賛成。", actor=city.botan)
    today = timezone.localdate()
    services.go_on(proposal, reason="出そろった", actor=city.secretariat, today=today)
    client.force_login(city.daichi)
    page = client.get(reverse("reviewing:comments", args=(proposal.pk,))).content.decode()
    assert "に賛成。" in page
    assert [word for word in told if word in page] == []


def test_the_masks_of_many_proposals_are_those_of_each(city: City) -> None:
    both = [samples.from_case(city), samples.sent(city, actor=city.chihiro)]
    assert blind.words_of(both) == {each.pk: blind.hidden_words(each) for each in both}
    assert set(blind.hidden_words(both[1])) == {"chihiro", "ちひろ", "市民課"}
