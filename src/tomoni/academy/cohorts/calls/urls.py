from django.urls import include, path

from tomoni.academy.cohorts.calls import application_views, selection_views, views

app_name = "calls"
_application = [
    path("", application_views.application, name="application"),
    path("edit/", application_views.edit_application, name="edit_application"),
    path("withdraw/", application_views.withdraw, name="withdraw"),
    path("approval/", application_views.approval, name="approval"),
    path("in-person/", selection_views.in_person, name="in_person"),
    path("decision/", selection_views.decide, name="decide"),
    path("move/", selection_views.move, name="move"),
]
_call = [
    path("", views.call, name="call"),
    path("edit/", views.edit, name="edit"),
    path("announce/", views.announce, name="announce"),
    path("close/", views.close, name="close"),
    path("apply/", application_views.apply, name="apply"),
    path("applications/", selection_views.applications, name="applications"),
    path("applications.xlsx", selection_views.download, name="download"),
    path("results/", selection_views.announce_results, name="announce_results"),
]
urlpatterns = [
    path("cohorts/<int:cohort_id>/call/", views.of_cohort, name="of_cohort"),
    path("calls/", views.calls, name="calls"),
    path("calls/<int:call_id>/", include(_call)),
    path("calls/applications/<int:application_id>/", include(_application)),
]
