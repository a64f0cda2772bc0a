from datetime import timedelta
from threading import Event

import pytest
from django.utils import timezone

from academy.conftest import City
from academy.whole_case import whole_case
from academy.workspaces.jobs.samples import SUBJECT, plan, start
from tomoni.academy.workspaces import reading
from tomoni.academy.workspaces.errors import WorkspacesError
from tomoni.academy.workspaces.jobs import registry, rules, services, worker
from tomoni.academy.workspaces.jobs.models import Job, State
from tomoni.academy.workspaces.jobs.reading import view
from tomoni.academy.workspaces.jobs.reports import Report


def _claimed() -> Job:
    job = services.claim()
    assert job is not None
    return job


def _gone_quiet() -> None:
    """As if the process that is at it had said nothing for a minute."""
    Job.objects.update(beat_at=timezone.now() - timedelta(minutes=1))


def _versions(city: City) -> int:
    return len(reading.open_case(whole_case(city)).case.versions.get(SUBJECT, ()))


def _sentence(job: Job) -> str:
    job.refresh_from_db()
    return view(job).failure


def test_a_job_is_done_and_its_result_is_kept(city: City) -> None:
    job = start(city)
    worker.work_off()
    job.refresh_from_db()
    assert (job.state, job.tries, job.ended_at is None) == (State.DONE, 1, False)
    assert _versions(city) == 1


def test_the_same_is_begun_once_at_a_time(city: City) -> None:
    first = start(city)
    assert start(city, actor=city.botan) == first
    assert rules.may_start(city.botan, row=first.case, subject=SUBJECT) is not None
    worker.work_off()
    assert rules.may_start(city.botan, row=first.case, subject=SUBJECT) is None
    assert start(city) != first


def test_a_person_has_a_few_jobs_at_a_time(city: City) -> None:
    row = whole_case(city)
    for number in range(rules.MOST_OPEN):
        assert rules.may_start(city.akari, row=row, subject="more") is None
        start(city, subject=f"run_{number}")
    assert rules.may_start(city.akari, row=row, subject="more") is not None
    assert rules.may_start(city.botan, row=row, subject="more") is None


def test_one_that_waits_is_cancelled_at_once(city: City) -> None:
    job = start(city)
    services.cancel(job, actor=city.botan)
    assert services.claim() is None
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_one_that_runs_stops_at_its_next_step_and_keeps_nothing(city: City) -> None:
    start(city)
    job = _claimed()
    report = Report(job)
    services.cancel(job, actor=city.akari)
    report.beat()
    worker.perform(job, report=report)
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert _versions(city) == 0


def test_progress_is_written_down_with_each_beat(city: City) -> None:
    start(city)
    job = _claimed()
    report = Report(job)
    report.progress(3, 30)
    report.beat()
    job.refresh_from_db()
    assert (job.done, job.total, report.cancelled()) == (3, 30, False)


def test_a_process_that_has_to_end_gives_its_job_back(city: City) -> None:
    start(city)
    job, leaving = _claimed(), Event()
    leaving.set()
    worker.perform(job, report=Report(job, leaving=leaving))
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.WAITING, 0)
    worker.work_off()
    assert _versions(city) == 1


def test_one_whose_process_is_gone_is_tried_again(city: City) -> None:
    start(city)
    lost = _claimed()
    assert services.reap() == 0
    _gone_quiet()
    assert services.reap() == 1
    worker.work_off()
    lost.refresh_from_db()
    assert (lost.state, lost.tries) == (State.DONE, 2)


def test_one_that_is_lost_again_and_again_fails_with_a_sentence(city: City) -> None:
    job = start(city)
    for _ in range(services.MOST_TRIES):
        _claimed()
        _gone_quiet()
        services.reap()
    assert services.claim() is None
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "やり直しても終わりませんでした" in _sentence(job)


def test_one_that_was_to_be_cancelled_when_its_process_went_is_not_tried_again(city: City) -> None:
    start(city)
    job = _claimed()
    services.cancel(job, actor=city.akari)
    _gone_quiet()
    services.reap()
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_a_process_that_wakes_up_late_keeps_nothing(city: City) -> None:
    start(city)
    late = _claimed()
    _gone_quiet()
    services.reap()
    now_at_it = _claimed()
    worker.perform(late, report=Report(late))
    assert _versions(city) == 0
    worker.perform(now_at_it, report=Report(now_at_it))
    assert _versions(city) == 1


def test_what_goes_wrong_is_said_in_words(city: City) -> None:
    start(city, parameters=plan(lanes={"市長室": {}}))
    job = _claimed()
    worker.perform(job, report=Report(job))
    assert "「市長室」が、業務フローの中にありません" in _sentence(job)
    assert _versions(city) == 0


def test_a_kind_that_nobody_knows_fails(city: City) -> None:
    job = start(city, kind="of-old")
    worker.work_off()
    assert "of-old" in _sentence(job)


def test_a_mistake_of_the_program_ends_the_job_and_not_the_worker(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(_job: Job, _report: Report) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(registry._registered, "broken", work)
    job = start(city, kind="broken", subject="broken")
    other = start(city)
    worker.work_off()
    assert "思いがけないこと" in _sentence(job)
    other.refresh_from_db()
    assert other.state == State.DONE


def test_only_registered_work_is_done() -> None:
    with pytest.raises(WorkspacesError, match="unknown-job"):
        registry.work_of("of-old")
