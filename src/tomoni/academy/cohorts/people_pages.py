"""What the pages about people share: whose people, the way back, who is meant."""

from datetime import date

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.accounts.queries import find_person
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import forms, queries
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import with_error

Fields = tuple[FieldView, ...]


def find_municipality(request: SignedInRequest, municipality_id: int) -> Municipality:
    """One whose people the person looks after; `Http404` for everybody else."""
    return get_object_or_404(queries.municipalities_run_by(request.user), pk=municipality_id)


def today() -> date:
    return timezone.localdate()


def people_crumbs(municipality: Municipality, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the first page to the people and further."""
    people = reverse("cohorts:people", args=(municipality.pk,))
    return [(_("自分の番"), "/"), (_("職員と所属"), people), *more]


def who_is(text: str, *, municipalities: list[Municipality]) -> tuple[User | None, str]:
    """Who is meant, or what is wrong with what was written."""
    found = find_person(text, municipalities=municipalities)
    if len(found) == 1:
        return found[0], ""
    if found:
        return None, _("当てはまる人が二人以上います。職員番号かアカウント名で書いてください。")
    return None, _("当てはまる人がいません。職員番号かアカウント名で書いてください。")


def person_named(
    fields: Fields, *, name: str, municipalities: list[Municipality]
) -> tuple[Fields, User | None]:
    """Who is meant by what was written at the field, or the fields with what is wrong there."""
    text = forms.text(fields, name)
    if not text:
        return fields, None
    user, wrong = who_is(text, municipalities=municipalities)
    return (with_error(fields, name=name, sentence=wrong) if wrong else fields), user
