"""What is written of surveys, each with its audit row, and their results as a workbook."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User, entry
from tomoni.academy.cohorts import workbooks
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.cohorts.services import curriculum_of
from tomoni.academy.cohorts.surveys import queries, results, rules
from tomoni.academy.cohorts.surveys.models import Kind, Reply, Survey
from tomoni.engine import cases


def skills_of(cohort: Cohort) -> tuple[cases.Skill, ...]:
    """The rubric of the cohort's curriculum; empty when it has none."""
    return curriculum_of(cohort).skills


def session_choices(cohort: Cohort) -> tuple[tuple[str, str], ...]:
    """The sessions of the cohort, by number."""
    return tuple(
        (
            str(session.number),
            _("第%(number)s回 %(title)s") % {"number": session.number, "title": session.title},
        )
        for session in curriculum_of(cohort).sessions
    )


@transaction.atomic
def open_survey(
    cohort: Cohort, *, kind: Kind, number: int, closes_date: date, actor: User
) -> Survey:
    """A survey that everybody who takes part is told of.

    Raises `CohortsError`: survey-held, no-skills.
    """
    if kind != Kind.SESSION and not skills_of(cohort):
        raise CohortsError("no-skills")
    survey, is_new = Survey.objects.get_or_create(
        cohort=cohort, kind=kind, number=number, defaults={"closes_date": closes_date}
    )
    if not is_new:
        raise CohortsError("survey-held")
    _write(survey, "survey-opened", actor=actor)
    _tell(survey, queries.asked_people(cohort), code="survey-opened")
    return survey


@transaction.atomic
def reply(survey: Survey, *, actor: User, values: Mapping[str, str], today: date) -> None:
    """The person's reply, instead of the one before. Raises `CohortsError("survey-closed")`."""
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    if not held.is_open(today):
        raise CohortsError("survey-closed")
    Reply.objects.update_or_create(survey=held, user=actor, defaults={"values": dict(values)})


@transaction.atomic
def close(survey: Survey, *, actor: User) -> None:
    """Nobody replies any more; a survey that is closed stays as it is."""
    if Survey.objects.filter(pk=survey.pk, closed_at=None).update(closed_at=timezone.now()):
        _write(survey, "survey-closed", actor=actor)


@transaction.atomic
def remind(survey: Survey, *, actor: User) -> int:
    """Tell everybody who has not replied; how many they are. Nobody is named to the asker."""
    missing = queries.asked_people(survey.cohort).exclude(replies__survey=survey)
    _tell(survey, missing, code="survey-waits")
    _write(survey, "survey-reminded", actor=actor)
    return missing.count()


def result(survey: Survey, *, today: date) -> list[results.Question]:
    """The replies, counted; for skills after the training, those from before it above them."""
    skills = skills_of(survey.cohort)
    shown = [(str(survey), _values(survey))]
    if survey.kind == Kind.AFTER:
        before = survey.cohort.surveys.filter(kind=Kind.BEFORE).first()
        values = _values(before) if before else []
        if before and rules.may_see_result(before, count=len(values), today=today) is None:
            shown.insert(0, (str(before), values))
    return results.counted(shown, questions=results.asked(survey.kind, skills=skills))


def texts(survey: Survey) -> list[tuple[str, list[str]]]:
    return results.texts(_values(survey)) if survey.kind == Kind.SESSION else []


def workbook(found: Sequence[results.Question], *, title: str) -> bytes:
    """One row a question, survey and level, as an Excel workbook."""
    rows = [
        (question.title, strip.label, piece.level, piece.words, piece.count, strip.count)
        for question in found
        for strip in question.strips
        for piece in strip.pieces
    ]
    headings = (
        _("問い"),
        _("アンケート"),
        _("段階"),
        _("選んだ答え"),
        _("人数"),
        _("回答の数"),
    )
    return workbooks.workbook(title, headings=headings, rows=rows)


def _values(survey: Survey) -> list[dict[str, str]]:
    return list(survey.replies.values_list("values", flat=True))


def _tell(survey: Survey, people: QuerySet[User], *, code: str) -> None:
    notices.send(people, code=code, url=survey.get_absolute_url(), survey=str(survey))


def _write(survey: Survey, action: str, *, actor: User) -> None:
    municipality = survey.cohort.municipality
    entry(municipality, actor=actor, action=action, subject=str(survey)).save()
