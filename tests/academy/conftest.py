"""A small city that every page is tested in, and strict templates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
from django.test import Client
from pytest_django import Settings

from academy.strict_templates import strict_templates
from tomoni.academy.accounts import divisions
from tomoni.academy.accounts.models import Division, Municipality, User
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role

CURRICULUM = """\
id: short
version: 1
title: 政策立案型（短縮）
sessions:
- {number: 1, title: 目標と課題, hours: 3.5, agenda: [{minutes: 20, title: 前回のふり返り}],
   steps: [problem], homework: [problem]}
- {number: 2, title: 仮説, hours: 3, steps: [hypothesis, data, analysis]}
- {number: 3, title: 業務の流れと提案, hours: 3, steps: [flow, effect, proposal]}
steps:
- {id: problem, title: 目標・問題・課題, question: どの原因なら変えられますか。, page: worksheet,
   worksheets: [problem]}
- {id: hypothesis, title: 仮説, question: なぜ起きていますか。, page: worksheet}
- {id: data, title: 対象データ確認, question: 使えるデータはありますか。, page: data}
- {id: analysis, title: 分析, question: 事実は何と言っていますか。, page: analysis}
- {id: flow, title: 現状とあるべき姿, question: 仕事はどう流れていますか。, page: flow}
- {id: effect, title: 費用対効果, question: 見合いますか。, page: effect, worksheets: [assumptions]}
- {id: proposal, title: 提案書, question: 何を提案しますか。, page: proposal,
   worksheets: [proposal_text]}
worksheets:
- id: problem
  title: 課題シート
  fields:
  - {name: goal, label: 目標, type: long_text, required: true}
  - {name: gap, label: 問題, type: long_text}
- id: assumptions
  title: 前提
  fields:
  - {name: yen_per_hour, label: 1時間あたりの人件費, type: number, unit: 円, required: true}
  - {name: initial_yen, label: 導入の費用, type: number, unit: 円}
  - {name: yearly_yen, label: 1年の費用, type: number, unit: 円}
- id: proposal_text
  title: 提案書の本文
  fields:
  - {name: title, label: 題名, type: short_text, required: true}
  - {name: situation, label: 現状と課題, type: long_text}
  - {name: measures, label: 提案, type: long_text, required: true}
"""


@dataclass(frozen=True)
class City:
    """Akari and Botan work in one group, Daichi in the other; Chihiro in none.

    The manager, the guide (a lecturer) and the recorder have their parts in the first group only.
    """

    municipality: Municipality
    cohort: Cohort
    group: Group
    other_group: Group
    akari: User
    botan: User
    chihiro: User
    daichi: User
    lecturer: User
    secretariat: User
    reviewer: User
    auditor: User
    manager: User
    guide: User
    recorder: User


@pytest.fixture(autouse=True)
def _strict_templates() -> Iterator[None]:
    with strict_templates():
        yield


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def city(db: None) -> City:
    municipality = Municipality.objects.create(code="990001", name="あさひ市")
    health = divisions.open_division(municipality, name="生活衛生課")
    residents = divisions.open_division(municipality, name="市民課")
    cohort = Cohort.objects.create(
        municipality=municipality, number=1, title="データアカデミー第1期", curriculum="short@1",
        curriculum_text=CURRICULUM, starts_date=date(2026, 5, 1), ends_date=date(2026, 10, 31),
    )  # fmt: skip
    group = Group.objects.create(cohort=cohort, number=1, division=health, work="営業許可の更新")
    other = Group.objects.create(cohort=cohort, number=2, division=residents, work="転入の届出")
    person = partial(_person, cohort=cohort)
    return City(
        municipality=municipality, cohort=cohort, group=group, other_group=other,
        akari=person("akari", "あかり", division=health, group=group),
        botan=person("botan", "ぼたん", division=health, group=group),
        chihiro=person("chihiro", "ちひろ", division=residents),
        daichi=person("daichi", "だいち", division=residents, group=other),
        lecturer=person("kou", "こう", role=Role.LECTURER),
        secretariat=person("jun", "じゅん", division=residents, role=Role.SECRETARIAT),
        reviewer=person("shin", "しん", division=residents, role=Role.REVIEWER),
        auditor=person("mamoru", "まもる", division=residents, role=Role.AUDITOR),
        manager=person("kacho", "かちょう", division=health, group=group, role=Role.MANAGER),
        guide=person("michi", "みち", group=group, role=Role.LECTURER),
        recorder=person("eri", "えり", group=group, role=Role.RECORDER),
    )  # fmt: skip


@pytest.fixture
def client() -> Client:
    """Asks in Japanese, as the browsers of the city do."""
    return Client(headers={"accept-language": "ja"})


def _person(
    account_name: str,
    display_name: str,
    *,
    cohort: Cohort,
    division: Division | None = None,
    group: Group | None = None,
    role: Role | None = None,
) -> User:
    user = User(account_name=account_name, display_name=display_name, division=division)
    user.set_password(f"{account_name}-no-aikotoba")
    user.save()
    if group is not None:
        Membership.objects.create(user=user, group=group, role=role or Role.PARTICIPANT)
    elif role is not None:
        Membership.objects.create(user=user, cohort=cohort, role=role)
    return user
