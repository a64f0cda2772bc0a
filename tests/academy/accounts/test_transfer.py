"""What a staff list changes: one person a test, and all or nothing."""

from datetime import date

import pytest
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries

from academy.cohorts.people import DAY, csv, everybody, numbered, roster, xlsx
from academy.conftest import City
from tomoni.academy.accounts import divisions, seats, staff
from tomoni.academy.accounts.changes import Kind, Transfer
from tomoni.academy.accounts.models import Division, PeopleEntry, User
from tomoni.academy.accounts.words import reason
from tomoni.academy.cohorts import giving

TODAY = date(2026, 5, 1)


def _transfer(city: City, data: bytes, *, whole: bool = False, grow: bool = False) -> Transfer:
    return giving.transfer_of(roster(city, data, whole=whole, grow=grow))


def _done(city: City, data: bytes, *, whole: bool = False, grow: bool = False) -> Transfer:
    kept = roster(city, data, whole=whole, grow=grow)
    done = giving.confirm(kept, seen=giving.transfer_of(kept).fingerprint, today=TODAY)
    assert done is not None
    return done


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("00101,あかり,生活衛生課,主事", "unchanged"),
        ("101,あか り,生活衛生課,主事", "unchanged"),
        ("00101,あかり,,主事", "unchanged"),
        ("00101,あかり,市民課,主事", "moved"),
        ("00101,あかり,生活衛生課,係長", "moved"),
        ("00101,山本 あかり,生活衛生課,主事", "renamed"),
        ("00101,山本 あかり,市民課,係長", "moved renamed"),
        ("00201,ふみ,市民課,主査", "added"),
    ],
)
def test_a_line_says_what_becomes_of_a_person(city: City, line: str, kinds: str) -> None:
    numbered(city)
    (change,) = _transfer(city, csv(line)).changes
    assert " ".join(change.kinds) == kinds


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((",ふみ,市民課,主査",), "number-missing"),
        (("00201,,市民課,主査",), "name-missing"),
        (("00201,ふみ,市民課,主査", "201,ふみ,生活衛生課,主査"), "number-twice"),
        (("00101,鈴木 次郎,生活衛生課,主事",), "number-of-another"),
        (("00201,ふみ,,主査",), "place-missing"),
        (("00201,ふみ,秘密の課,主査",), "place-unknown"),
        (("00201,ふみ,庶務係,主査",), "place-ambiguous"),
        (("00201,ふ み！＃,市民課,主査", "0 0,ほか,市民課,"), "account-taken"),
        ((f"00201,{'長' * 101},市民課,主査",), "too-long"),
    ],
)  # fmt: skip
def test_a_line_that_is_not_understood_says_why_and_what_to_do(
    city: City, lines: tuple[str, ...], code: str
) -> None:
    numbered(city)
    for parent in (city.group.division, city.other_group.division):
        divisions.open_division(city.municipality, name="庶務係", parent=parent)
    unclear = _transfer(city, csv(*lines)).of(Kind.UNCLEAR)
    assert {change.reason for change in unclear} == {code}
    for sentence in reason(unclear[0]):
        assert "%s" not in sentence
    assert reason(unclear[0])[1].endswith("。")


def test_an_ambiguous_place_is_where_the_person_is_already(city: City) -> None:
    numbered(city)
    for parent in (city.group.division, city.other_group.division):
        section = divisions.open_division(city.municipality, name="庶務係", parent=parent)
    seats.post_to(city.daichi, division=section, post="主事", day=date(2025, 4, 1))
    (change,) = _transfer(city, csv("00104,だいち,庶務係,主事")).changes
    assert change.kinds == (Kind.UNCHANGED,)


def test_who_is_not_in_a_whole_list_has_left_and_in_a_part_of_it_stays(city: City) -> None:
    data = everybody(city, chihiro="")
    assert not _transfer(city, data).of(Kind.LEFT)
    (left,) = _transfer(city, data, whole=True).of(Kind.LEFT)
    assert left.name == "ちひろ"


def test_a_person_whose_line_is_not_understood_does_not_leave(city: City) -> None:
    data = everybody(city, chihiro="00103,ちひろ,秘密の課,主事", daichi=",だいち,市民課,主事")
    transfer = _transfer(city, data, whole=True)
    assert not transfer.of(Kind.LEFT)
    assert len(transfer.of(Kind.UNCLEAR)) == 2


def test_nobody_removes_their_own_account(city: City) -> None:
    missing = _transfer(city, everybody(city, secretariat=""), whole=True)
    assert [change.reason for change in missing.of(Kind.UNCLEAR)] == ["self-missing"]
    data = xlsx(("職員番号", "氏名", "区分"), ("00105", "じゅん", "退職"), ("00104", "だいち", ""))
    kept = giving.hand_in(
        city.municipality, data=data, file_name="a.xlsx", day=DAY, whole=False, grow=False,
        actor=city.secretariat,
    )  # fmt: skip
    assert giving.transfer_of(kept).changes[0].reason == "self-left"


def test_who_has_no_number_is_known_by_name_and_given_one(city: City) -> None:
    done = _done(city, csv("00103,ちひろ,市民課,"))
    assert done.changes[0].kinds == (Kind.CORRECTED,)
    city.chihiro.refresh_from_db()
    assert city.chihiro.staff_number == "00103"
    User.objects.create(account_name="c2", display_name="ぼたん", division=city.botan.division)
    (change,) = _transfer(city, csv("00102,ぼたん,生活衛生課,")).changes
    assert change.reason == "same-name-twice"


def test_a_list_is_made_to_hold_whole(city: City) -> None:
    numbered(city)
    _done(
        city,
        csv("00101,山本 あかり,市民課,係長", "00201,ふみ,生活衛生課,主査", "00202,,市民課,"),
    )
    city.akari.refresh_from_db()
    fumi = User.objects.get(staff_number="00201")
    assert (city.akari.display_name, str(city.akari.division), city.akari.post) == (
        "山本 あかり", "市民課", "係長",
    )  # fmt: skip
    assert [
        (str(each.division), each.post, each.until_date) for each in city.akari.postings.all()
    ] == [("生活衛生課", "主事", DAY), ("市民課", "係長", None)]
    assert (fumi.account_name, str(fumi.division), fumi.post) == ("00201", "生活衛生課", "主査")
    assert not fumi.has_usable_password()
    by_her = PeopleEntry.objects.filter(actor=city.secretariat)
    assert list(by_her.values_list("action", "subject", "actor")) == [
        ("roster-taken", "", city.secretariat.pk),
        ("added", "00201", city.secretariat.pk),
        ("moved", "akari", city.secretariat.pk),
    ]


def test_who_comes_back_has_the_old_account_again(city: City) -> None:
    numbered(city)
    giving.leave(city.chihiro, day=date(2025, 4, 1), actor=city.secretariat)
    (change,) = _done(city, csv("00103,ちひろ,生活衛生課,主査")).changes
    assert change.kinds == (Kind.RETURNED,)
    city.chihiro.refresh_from_db()
    assert (city.chihiro.is_active, city.chihiro.left_date) == (True, None)
    assert str(city.chihiro.division) == "生活衛生課"


def test_a_list_may_bring_divisions_that_are_not_there_yet(city: City) -> None:
    transfer = _done(
        city,
        csv("00201,ふみ,福祉部 介護課 認定係,主査", "00202,はる,福祉部 介護課,課長"),
        grow=True,
    )
    assert transfer.new_places == (
        ("福祉部",), ("福祉部", "介護課"), ("福祉部", "介護課", "認定係"),
    )  # fmt: skip
    fumi = User.objects.get(staff_number="00201")
    assert (str(fumi.division), str(fumi.section)) == ("介護課", "認定係")
    assert divisions.tree_on(city.municipality, day=DAY)[-1].path == "福祉部 介護課 認定係"


def test_what_was_seen_is_what_is_done(city: City) -> None:
    numbered(city)
    kept = roster(city, csv("00103,ちひろ,生活衛生課,主査"))
    seen = giving.transfer_of(kept).fingerprint
    User.objects.filter(pk=city.chihiro.pk).update(post="係長")
    assert giving.confirm(kept, seen=seen, today=TODAY) is None
    city.chihiro.refresh_from_db()
    assert city.chihiro.post == "係長"
    assert not PeopleEntry.objects.filter(actor=city.secretariat).exists()


@pytest.mark.django_db(transaction=True)
def test_a_list_that_fails_half_way_changes_nothing(city: City) -> None:
    numbered(city)
    data = csv("00201,ふみ,新しい課,主査", "00101,あかり,市民課,係長")
    transfer = _transfer(city, data, grow=True)
    User.objects.create(account_name="00201", display_name="さき")
    with pytest.raises(IntegrityError):
        staff.take_over(city.municipality, transfer, day=DAY, actor=city.secretariat)
    assert not Division.objects.filter(name="新しい課").exists()
    assert not PeopleEntry.objects.filter(actor=city.secretariat).exists()


def test_a_list_of_a_thousand_takes_few_queries(
    city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    kept = roster(city, csv(*(f"{n:05d},職員 {n},市民課,主事" for n in range(1000, 2000))))
    with django_assert_max_num_queries(50):
        giving.confirm(kept, seen=giving.transfer_of(kept).fingerprint, today=TODAY)
    assert User.objects.filter(division=city.other_group.division).count() > 1000


def test_the_list_itself_is_gone_once_it_is_confirmed(city: City) -> None:
    _done(city, csv("00201,ふみ,市民課,主査"))
    assert not city.municipality.rosters.exists()
