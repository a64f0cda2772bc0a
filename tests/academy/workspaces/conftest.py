import pytest

from academy.conftest import City
from tomoni.academy.workspaces import models, services


@pytest.fixture
def case(city: City) -> models.Case:
    """The case of Akari's and Botan's group, with nothing in it."""
    return services.start_case(city.group, title="営業許可の更新", actor=city.akari)
