import pytest
from django.test import Client

from academy.conftest import City
from academy.steps.data.files import CHILDREN, PERMITS_FILE, page_of, posted, workbook
from tomoni.academy.workspaces import models, services


@pytest.fixture
def case(city: City) -> models.Case:
    """The case of Akari's and Botan's group, with nothing in it."""
    return services.start_case(city.group, title="営業許可の更新", actor=city.akari)


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client


@pytest.fixture
def filled(akari: Client, case: models.Case) -> models.Case:
    answer = akari.post(page_of(case), posted(PERMITS_FILE))
    assert answer.status_code == 302
    return case


@pytest.fixture
def children(akari: Client, case: models.Case) -> models.Case:
    """The case with the table of the day nurseries in it."""
    answer = akari.post(page_of(case), posted(workbook(CHILDREN), name="保育4月.xlsx"))
    assert answer.status_code == 302
    return case
