import pytest
from django.test import Client

from academy.conftest import City
from academy.steps.analysis.samples import PERMITS
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models, services


@pytest.fixture
def case(city: City) -> models.Case:
    """The case of Akari's and Botan's group, with nothing in it."""
    return services.start_case(city.group, title="営業許可の更新", actor=city.akari)


@pytest.fixture
def permits(city: City, case: models.Case) -> models.Case:
    """The case with one table of 200 permits, 140 of which end in four months."""
    about = {"purpose": "更新の案内を送る時期を決めるため", "title": "許可一覧"}
    taking.take_in(case, actor=city.akari, data=PERMITS, file_name="permits.csv", about=about)
    return case


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client
