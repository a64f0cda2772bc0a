import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from academy.conftest import City
from tomoni.academy.accounts import services
from tomoni.academy.accounts.models import Division


def test_a_new_person_can_be_recognised_by_the_password(city: City) -> None:
    person = services.add_person("fumi", display_name="ふみ", password="fumi-no-aikotoba")
    assert person.check_password("fumi-no-aikotoba")
    assert str(person) == "ふみ"


@pytest.mark.parametrize("account_name", ["akari", "", "あ か り", "a" * 61])
def test_an_account_name_is_one_word_that_nobody_has(city: City, account_name: str) -> None:
    with pytest.raises(ValidationError):
        services.add_person(account_name, display_name="ふみ", password="fumi-no-aikotoba")


def test_a_person_has_a_place_unless_from_outside(city: City) -> None:
    assert city.akari.place == "あさひ市 生活衛生課"
    assert city.lecturer.place == ""


def test_a_division_has_one_name_in_its_municipality(city: City) -> None:
    with pytest.raises(IntegrityError):
        Division.objects.create(municipality=city.municipality, name="市民課")
