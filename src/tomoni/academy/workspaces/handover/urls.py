from django.urls import path

from tomoni.academy.workspaces.handover import (
    check_views,
    next_views,
    reading_views,
    teaching_views,
)

app_name = "handover"
_TEACHING = "teaching/<int:teaching_id>/"
_COHORT = "cohorts/<int:cohort_id>/"
urlpatterns = [
    path("teaching/", teaching_views.all_teaching, name="all_teaching"),
    path(f"{_COHORT}teaching/", teaching_views.of_cohort, name="of_cohort"),
    path(f"{_COHORT}teaching/<int:teaching_id>/give/", teaching_views.give, name="give"),
    path(f"{_COHORT}teaching/<int:teaching_id>/take/", teaching_views.take, name="take"),
    path(f"{_COHORT}next/", next_views.next_cohort, name="next_cohort"),
    path("cases/<int:case_id>/teaching/", teaching_views.begin, name="begin"),
    path(_TEACHING, reading_views.teaching, name="teaching"),
    path(f"{_TEACHING}check/", check_views.check, name="check"),
    path(f"{_TEACHING}ask/", teaching_views.ask, name="ask"),
    path(f"{_TEACHING}approve/", teaching_views.approve, name="approve"),
    path(f"{_TEACHING}send-back/", teaching_views.send_back, name="send_back"),
    path(f"{_TEACHING}drop/", teaching_views.drop, name="drop"),
    path(f"{_TEACHING}bundle.zip", reading_views.bundle, name="bundle"),
    path(f"{_TEACHING}steps/<slug:step_id>/", reading_views.step, name="step"),
    path(f"{_TEACHING}trace/<str:name>/", reading_views.trace, name="trace"),
    path(f"{_TEACHING}pictures/<slug:key>/<str:name>", reading_views.picture, name="picture"),
    path(f"{_TEACHING}documents/<slug:key>.<str:form>", reading_views.document, name="document"),
    path("taken-over/", next_views.taken_over, name="taken_over"),
    path("taken-over/<int:held_id>/drafts/", next_views.adopt_drafts, name="adopt_drafts"),
]
