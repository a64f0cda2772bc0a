"""Every address, app by app. `tests/academy/test_access.py` says who may open which."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("gallery/", include("tomoni.academy.ui.urls")),
    path("", include("tomoni.academy.accounts.urls")),
    path("", include("tomoni.academy.cohorts.urls")),
    path("", include("tomoni.academy.cohorts.calendar.urls")),
    path("", include("tomoni.academy.cohorts.calls.urls")),
    path("", include("tomoni.academy.cohorts.curricula.urls")),
    path("", include("tomoni.academy.cohorts.graduates.urls")),
    path("", include("tomoni.academy.cohorts.materials.urls")),
    path("", include("tomoni.academy.cohorts.surveys.urls")),
    path("", include("tomoni.academy.workspaces.urls")),
    path("", include("tomoni.academy.workspaces.desk.urls")),
    path("", include("tomoni.academy.workspaces.handover.urls")),
    path("", include("tomoni.academy.workspaces.homework.urls")),
    path("", include("tomoni.academy.workspaces.jobs.urls")),
    path("", include("tomoni.academy.workspaces.lecturing.urls")),
    path("", include("tomoni.academy.workspaces.live.urls")),
    path("", include("tomoni.academy.workspaces.overview.urls")),
    path("", include("tomoni.academy.steps.data.urls")),
    path("", include("tomoni.academy.steps.analysis.urls")),
    path("", include("tomoni.academy.steps.flow.urls")),
    path("", include("tomoni.academy.steps.effect.urls")),
    path("", include("tomoni.academy.steps.proposal.urls")),
    path("", include("tomoni.academy.proposals.urls")),
    path("", include("tomoni.academy.proposals.budget.urls")),
    path("", include("tomoni.academy.proposals.deciding.urls")),
    path("", include("tomoni.academy.proposals.followup.urls")),
    path("", include("tomoni.academy.proposals.forms.urls")),
    path("", include("tomoni.academy.proposals.reviewing.urls")),
]
