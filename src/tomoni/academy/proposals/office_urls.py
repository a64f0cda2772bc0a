"""With which an office sets up its proposals: programmes, duties, calls."""

from django.urls import URLPattern, URLResolver, include, path

from tomoni.academy.proposals import call_views, duty_views, programme_views

_programme = [
    path("", programme_views.edition, name="programme"),
    path("revise/", programme_views.revise, name="revise_programme"),
    path("publish/", programme_views.publish, name="publish_programme"),
    path("drop/", programme_views.drop, name="drop_programme"),
    path("changes/", programme_views.changes, name="programme_changes"),
    path("programme.yaml", programme_views.download, name="download_programme"),
    path("upload/", programme_views.replace, name="replace_programme"),
    path("preview/<str:what>/", programme_views.preview, name="programme_preview"),
    path("parts/<str:part>/", programme_views.part, name="programme_part"),
]
_office: list[URLPattern | URLResolver] = [
    path("programmes/", programme_views.programmes, name="programmes"),
    path("programmes/upload/", programme_views.take_in, name="take_in_programme"),
    path("programmes/start/<str:shipped>/", programme_views.start, name="start_programme"),
    path("programmes/<str:name>/", include(_programme)),
    path("duties/", duty_views.duties, name="duties"),
    path("duties/<int:held_id>/take/", duty_views.take_duty, name="take_duty"),
    path("calls/", call_views.calls, name="calls"),
    path("calls/new/", call_views.new_call, name="new_call"),
    path("calls/<int:call_id>/", call_views.edit_call, name="edit_call"),
    path("calls/<int:call_id>/announce/", call_views.announce_call, name="announce_call"),
]
urlpatterns = [
    path("municipalities/<int:municipality_id>/proposals/", include(_office)),
    path("cohorts/<int:cohort_id>/duties/", duty_views.of_cohort, name="duties_of_cohort"),
]
