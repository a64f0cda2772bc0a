from django.urls import URLPattern, URLResolver, include, path

from tomoni.academy.cohorts.curricula import opening_views, part_views, views

app_name = "curricula"
_one = [
    path("", views.curriculum, name="curriculum"),
    path("copy/", views.copy, name="copy"),
    path("revise/", views.revise, name="revise"),
    path("publish/", views.publish, name="publish"),
    path("drop/", views.drop, name="drop"),
    path("changes/", views.changes, name="changes"),
    path("curriculum.yaml", views.download, name="download"),
    path("upload/", views.replace, name="replace"),
    path("preview/<str:at>/", views.preview, name="preview"),
    path("parts/<str:at>/", part_views.part, name="part"),
    path("arrange/", part_views.arrange, name="arrange"),
]
_all: list[URLPattern | URLResolver] = [
    path("", views.curricula, name="curricula"),
    path("upload/", views.take_in, name="take_in"),
    path("<str:name>/", include(_one)),
]
urlpatterns = [
    path("cohorts/<int:cohort_id>/curricula/", views.of_cohort, name="of_cohort"),
    path("municipalities/<int:municipality_id>/curricula/", include(_all)),
    path(
        "municipalities/<int:municipality_id>/cohorts/new/", opening_views.new_cohort,
        name="new_cohort",
    ),
]  # fmt: skip
