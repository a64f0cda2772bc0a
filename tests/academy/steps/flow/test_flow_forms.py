import pytest
from django.http import QueryDict

from academy.steps.flow.samples import AS_IS, posted, row_of
from tomoni.academy.steps.flow import forms

CHOICES = {"quotes": [], "grades": ["実測", "推定"], "lane_kinds": ["職員", "市民"]}


def read(**changes: str) -> dict[str, object]:
    post = QueryDict(mutable=True)
    post.update(posted(**changes))  # type: ignore[arg-type]
    return forms.read(post, like=forms.fields({}, **CHOICES))  # type: ignore[arg-type]


def test_a_posted_form_is_read_with_numbers_as_numbers() -> None:
    values = read()
    assert values["volume_value"] == 1000
    assert row_of(values, "1")["likely"] == 15
    assert len(values["steps"]) == len(AS_IS)  # type: ignore[arg-type]


def test_what_is_no_number_stays_as_it_was_typed() -> None:
    values = read(**{"steps-0-likely": "十分くらい", "volume_value": "たくさん"})
    assert row_of(values, "1")["likely"] == "十分くらい"
    assert values["volume_value"] == "たくさん"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("volume_value", "たくさん", "数字で書いてください"),
        ("volume_value", -1, "0 以上"),
        ("volume_low", 2000, "より多くなっています"),
        ("volume_high", 500, "より少なくなっています"),
    ],
)
def test_a_volume_that_cannot_be_is_marked(name: str, value: object, sentence: str) -> None:
    values = {"volume_value": 1000, name: value}
    found = forms.fields(values, **CHOICES)  # type: ignore[arg-type]
    assert sentence in found[name].errors[0]
    assert forms.wrong_volume(values)


def test_a_volume_with_its_ends_in_order_is_taken() -> None:
    values = {"volume_value": 1000, "volume_low": 900, "volume_high": 1000}
    assert not forms.wrong_volume(values)
    assert not forms.wrong_volume({})
