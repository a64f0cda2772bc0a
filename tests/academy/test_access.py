"""Every address is in one table: who may open it. A new page that is not there fails.

Each row names the page, who gets it, and how its address is filled in. Everybody else gets 404;
who has not signed in gets the sign-in page.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from scripts import permissions

from academy.cohorts import people
from academy.conftest import City
from academy.whole_case import whole_case
from academy.workspaces.desk import samples as desk
from tomoni.academy.accounts import notices
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.jobs import services as jobs

EVERYBODY = (
    "akari botan manager guide recorder daichi lecturer secretariat reviewer auditor chihiro"
)
STAFF = "akari botan manager daichi secretariat reviewer auditor chihiro"
GROUP = "akari botan manager guide recorder lecturer secretariat reviewer"
COHORT = f"{GROUP} daichi auditor"
SECRETARIAT = "secretariat"
NOBODY = ""
OPEN = "open"
"""Also to those who have not signed in."""


@dataclass(frozen=True)
class Access:
    """Who gets an answer other than 404 from the page."""

    people: str
    arguments: Callable[[City], tuple[object, ...]] = lambda city: ()
    method: str = "get"
    query: Mapping[str, str] = field(default_factory=dict)


def _key(make: Callable[[City], Model]) -> Callable[[City], tuple[object, ...]]:
    return lambda city: (make(city).pk,)


_cohort = _key(lambda city: city.cohort)
_group = _key(lambda city: city.group)
_municipality = _key(lambda city: city.municipality)
_record, _request = _key(desk.record), _key(desk.request)


def _notice(city: City) -> tuple[object, ...]:
    notices.send([city.akari], code="role-given", url="/", place="第1期")
    return (city.akari.notices.get().pk,)


def _case(city: City) -> tuple[object, ...]:
    return (whole_case(city).pk,)


def _artifact(city: City) -> tuple[object, ...]:
    return (*_case(city), "assumptions")


def _version(city: City) -> tuple[object, ...]:
    return (*_artifact(city), 1)


def _comment(city: City) -> tuple[object, ...]:
    version = models.Version.objects.get(
        artifact__case=whole_case(city), artifact__key="assumptions"
    )
    return (*_case(city), services.comment(version, actor=city.lecturer, text="?").pk)


def _holding(city: City) -> tuple[object, ...]:
    return (desk.holding(city, whole_case(city), key="file_1").pk,)


def _use(city: City) -> tuple[object, ...]:
    return (desk.use(city, whole_case(city), key="file_1").pk,)


def _job(city: City) -> tuple[object, ...]:
    job = jobs.start(
        whole_case(city), actor=city.akari, kind="flow-trial", subject="as_is_run", parameters={},
        page="/",
    )  # fmt: skip
    return (*_case(city), job.pk)


def _step(name: str, *more: str) -> Callable[[City], tuple[object, ...]]:
    return lambda city: (*_case(city), name, *more)


CLAIM = ("analysis", "claim_1")
MAP = ("analysis", "map_1")
FLOW = ("flow", "as_is")
LOGIC = ("effect", "logic_model")
TABLE = {
    "analysis:answer": Access(GROUP, _step(*CLAIM), method="post"),
    "analysis:chart": Access(GROUP, _step(*CLAIM, "json")),
    "analysis:change_map": Access(GROUP, _step(*MAP)),
    "analysis:claim": Access(GROUP, _step(*CLAIM)),
    "analysis:count": Access(GROUP, _step("analysis", "count_1")),
    "analysis:download": Access(GROUP, _step(*CLAIM, "xlsx")),
    "analysis:draft": Access(GROUP, _step(*CLAIM), method="post", query={"base": "1"}),
    "analysis:drop": Access(GROUP, _step(*CLAIM), method="post"),
    "analysis:exploring": Access(GROUP, _step("analysis", "answer_1")),
    "analysis:exploring_download": Access(GROUP, _step("analysis", "answer_1", "xlsx")),
    "analysis:map": Access(GROUP, _step(*MAP)),
    "analysis:map_correct": Access(GROUP, _step(*MAP), method="post"),
    "analysis:map_download": Access(GROUP, _step(*MAP, "xlsx")),
    "analysis:map_picture": Access(GROUP, _step(*MAP, "map", "svg")),
    "analysis:new": Access(GROUP, _step("analysis"), method="post"),
    "analysis:new_exploring": Access(GROUP, _step("analysis")),
    "analysis:new_map": Access(GROUP, _step("analysis")),
    "analysis:new_count": Access(GROUP, _step("analysis")),
    "analysis:result": Access(GROUP, _step(*CLAIM)),
    "analysis:screening": Access(GROUP, _step("analysis")),
    "analysis:step": Access(GROUP, _step("analysis")),
    "data:boundaries": Access(GROUP, _step("data", "boundaries_1")),
    "data:boundaries_picture": Access(GROUP, _step("data", "boundaries_1")),
    "data:cells": Access(GROUP, _step("data", "table_1"), query={"row": "1"}),
    "data:change": Access(GROUP, _step("data", "table_1")),
    "data:correct": Access(GROUP, _step("data", "table_1")),
    "data:download": Access(GROUP, _step("data", "table_1", "xlsx")),
    "data:recipe": Access(GROUP, _step("data", "table_1")),
    "data:source": Access(GROUP, _step("data", "file_1")),
    "data:step": Access(GROUP, _step("data")),
    "data:table": Access(GROUP, _step("data", "table_1")),
    "data:publish": Access(GROUP, _step("data", "table_1")),
    "data:transform": Access(GROUP, _step("data", "table_1")),
    "data:release": Access(GROUP, _step("data", "release_1")),
    "data:release_download": Access(GROUP, _step("data", "release_1", "xlsx")),
    "desk:apply": Access(GROUP, _holding),
    "desk:ask": Access(STAFF),
    "desk:audit": Access(STAFF),
    "desk:catalogue": Access(STAFF),
    "desk:certificate": Access(GROUP, _holding),
    "desk:close": Access(STAFF, _request, method="post"),
    "desk:edit": Access(STAFF, _record),
    "desk:erase": Access(GROUP, _holding, method="post"),
    "desk:holding": Access(GROUP, _holding),
    "desk:new": Access(STAFF),
    "desk:record": Access(STAFF, _record),
    "desk:remind": Access(STAFF, _request, method="post"),
    "desk:request": Access(STAFF, _request),
    "desk:requests": Access(STAFF),
    "desk:use": Access(GROUP, _use),
    "desk:uses": Access(STAFF),
    "desk:withdraw": Access(GROUP, _use, method="post"),
    "effect:begin": Access(GROUP, _step("effect"), method="post"),
    "effect:download": Access(GROUP, _step("effect", "xlsx")),
    "effect:download_part": Access(GROUP, _step("effect", "years", "xlsx")),
    "effect:draft": Access(GROUP, _step(*LOGIC), method="post", query={"base": "1"}),
    "effect:drop": Access(GROUP, _step(*LOGIC), method="post"),
    "effect:live": Access(GROUP, _step("effect")),
    "effect:merge": Access(GROUP, _step(*LOGIC)),
    "effect:picture": Access(GROUP, _step("effect")),
    "effect:step": Access(GROUP, _step("effect")),
    "effect:write": Access(GROUP, _step(*LOGIC)),
    "flow:compare": Access(GROUP, _step("flow")),
    "flow:compare_download": Access(GROUP, _step("flow", "xlsx")),
    "flow:begin": Access(GROUP, _step(*FLOW), method="post"),
    "flow:copy": Access(GROUP, _step("flow", "to_be"), method="post"),
    "flow:download": Access(GROUP, _step(*FLOW, "xlsx")),
    "flow:draft": Access(GROUP, _step(*FLOW), method="post", query={"base": "1"}),
    "flow:draw": Access(GROUP, _step(*FLOW), method="post", query={"base": "1"}),
    "flow:drop": Access(GROUP, _step(*FLOW), method="post"),
    "flow:image": Access(GROUP, _step(*FLOW, "svg")),
    "flow:marked": Access(GROUP, _step(*FLOW)),
    "flow:merge": Access(GROUP, _step(*FLOW)),
    "flow:paper": Access(GROUP, _step(*FLOW)),
    "flow:picture": Access(GROUP, _step(*FLOW)),
    "flow:read": Access(GROUP, _step(*FLOW), method="post", query={"base": "1"}),
    "flow:step": Access(GROUP, _step("flow")),
    "flow:trial": Access(GROUP, _step(*FLOW)),
    "flow:trial_download": Access(GROUP, _step(*FLOW, "xlsx")),
    "flow:undo": Access(GROUP, _step(*FLOW), method="post"),
    "flow:upload": Access(GROUP, _step(*FLOW), method="post"),
    "jobs:cancel": Access(GROUP, _job, method="post"),
    "jobs:job": Access(GROUP, _job),
    "proposal:download": Access(GROUP, _step("proposal", "html")),
    "proposal:step": Access(GROUP, _step("proposal")),
    "accounts:notice": Access("akari", _notice),
    "accounts:profile": Access(EVERYBODY),
    "accounts:read_notices": Access(EVERYBODY, method="post"),
    "accounts:sign_in": Access(OPEN),
    "accounts:sign_out": Access(OPEN, method="post"),
    "cohorts:abolish_division": Access(SECRETARIAT, people.at_division),
    "cohorts:add_person": Access(SECRETARIAT, _municipality),
    "cohorts:change_division": Access(SECRETARIAT, people.at_division),
    "cohorts:cohort": Access(COHORT, _cohort),
    "cohorts:confirm": Access(SECRETARIAT, people.at_roster, method="post"),
    "cohorts:division": Access(SECRETARIAT, people.at_division),
    "cohorts:divisions": Access(SECRETARIAT, _municipality),
    "cohorts:drop_roster": Access(SECRETARIAT, people.at_roster, method="post"),
    "cohorts:edit_person": Access(SECRETARIAT, people.at_person),
    "cohorts:hand_in": Access(SECRETARIAT, _municipality),
    "cohorts:leave": Access(SECRETARIAT, people.at_person),
    "cohorts:let_in": Access(SECRETARIAT, _cohort),
    "cohorts:open_division": Access(SECRETARIAT, _municipality),
    "cohorts:password": Access(SECRETARIAT, people.at_person, method="post"),
    "cohorts:people": Access(SECRETARIAT, _municipality),
    "cohorts:people_record": Access(SECRETARIAT, _municipality),
    "cohorts:person": Access(SECRETARIAT, people.at_person),
    "cohorts:readers": Access(GROUP, _group),
    "cohorts:recall_division": Access(SECRETARIAT, people.at_division, method="post"),
    "cohorts:roles": Access(SECRETARIAT, _cohort),
    "cohorts:roster": Access(SECRETARIAT, people.at_roster),
    "cohorts:take_role": Access(SECRETARIAT, people.at_role, method="post"),
    "cohorts:template": Access(SECRETARIAT, _municipality),
    "set_language": Access(OPEN, method="post"),
    "ui:gallery": Access(NOBODY),
    "ui:sample-chart": Access(NOBODY),
    "ui:sample-draft": Access(NOBODY, method="post"),
    "ui:sample-flow": Access(NOBODY),
    "ui:sample-upload": Access(NOBODY, method="post"),
    "workspaces:artifact": Access(GROUP, _artifact),
    "workspaces:bundle": Access(GROUP, _case),
    "workspaces:case": Access(GROUP, _case),
    "workspaces:comment": Access(GROUP, _version, method="post"),
    "workspaces:compare": Access(GROUP, _artifact, query={"left": "1", "right": "1"}),
    "workspaces:draft": Access(GROUP, _artifact, method="post", query={"base": "1"}),
    "workspaces:drop": Access(GROUP, _artifact, method="post"),
    "workspaces:file": Access(GROUP, lambda city: (*_case(city), "file_1", 1, "a.csv")),
    "workspaces:home": Access(EVERYBODY),
    "workspaces:merge": Access(GROUP, _artifact),
    "workspaces:of_group": Access(GROUP, _group),
    "workspaces:recompute": Access(GROUP, _case, method="post"),
    "workspaces:settle": Access(GROUP, _comment, method="post"),
    "workspaces:step": Access(GROUP, lambda city: (*_case(city), "problem")),
    "workspaces:trace": Access(GROUP, lambda city: (*_case(city), "assumptions.yen_per_hour")),
    "workspaces:version": Access(GROUP, _version),
    "workspaces:worksheet": Access(GROUP, _artifact),
}


def _names(resolver: URLResolver, *, prefix: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield f"{prefix}{each.name}"
        else:
            yield from _names(
                each, prefix=f"{prefix}{each.namespace}:" if each.namespace else prefix
            )


def _ask(client: Client, *, name: str, city: City) -> int:
    access = TABLE[name]
    address = reverse(name, args=access.arguments(city))
    answer: HttpResponse = getattr(client, access.method)(address, dict(access.query))
    return answer.status_code


def test_every_person_of_the_table_stands_for_a_role_of_the_reference_page() -> None:
    assert sorted([*permissions.PEOPLE, "botan"]) == sorted(EVERYBODY.split())


def test_every_address_is_in_the_table() -> None:
    assert sorted(_names(get_resolver())) == sorted(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_has_not_signed_in_gets_the_sign_in_page(client: Client, city: City, name: str) -> None:
    access = TABLE[name]
    address = reverse(name, args=access.arguments(city))
    answer = getattr(client, access.method)(address)
    sign_in = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': address}, safe='/')}"
    assert (answer.headers.get("Location") == sign_in) is (access.people != OPEN)


@pytest.mark.parametrize("name", sorted(TABLE))
@pytest.mark.parametrize("person", EVERYBODY.split())
def test_outsiders_find_nothing(client: Client, city: City, name: str, person: str) -> None:
    allowed = TABLE[name].people
    client.force_login(getattr(city, person))
    status = _ask(client, name=name, city=city)
    assert (status != 404) is (allowed == OPEN or person in allowed.split())
    assert status < 500


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_row_leads_to_the_page_it_names(city: City, name: str) -> None:
    address = reverse(name, args=TABLE[name].arguments(city))
    assert resolve(address).view_name == name
