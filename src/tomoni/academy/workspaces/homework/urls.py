from django.urls import path

from tomoni.academy.workspaces.homework import cohort_views, views

app_name = "homework"
_ITEM = "cases/<int:case_id>/homework/<int:number>/<slug:key>/"
urlpatterns = [
    path("cases/<int:case_id>/homework/", views.group, name="group"),
    path(_ITEM, views.item, name="item"),
    path(f"{_ITEM}hand-in/", views.hand_in, name="hand_in"),
    path(f"{_ITEM}remarks/<slug:mark>/", views.answer, name="answer"),
    path("cohorts/<int:cohort_id>/homework/", cohort_views.cohort, name="cohort"),
    path("cohorts/<int:cohort_id>/homework.xlsx", cohort_views.download, name="download"),
    path(
        "cohorts/<int:cohort_id>/homework/<int:number>/remind/",
        cohort_views.remind,
        name="remind",
    ),
]
