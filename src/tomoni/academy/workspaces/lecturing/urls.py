from django.urls import path

from tomoni.academy.workspaces.lecturing import phrase_views, views

app_name = "lecturing"
_COHORT = "cohorts/<int:cohort_id>/lecturing/"
_ITEM = f"{_COHORT}queue/<int:case_id>/<slug:key>/"
urlpatterns = [
    path(_COHORT, views.all_groups, name="screen"),
    path(f"{_COHORT}groups.xlsx", views.download, name="download"),
    path(f"{_COHORT}queue/", views.waiting, name="queue"),
    path(f"{_COHORT}compare/", views.compare, name="compare"),
    path(_ITEM, views.item, name="item"),
    path(f"{_ITEM}looked/", views.looked, name="looked"),
    path("phrases/", phrase_views.listed, name="phrases"),
    path("phrases/new/", phrase_views.new, name="new_phrase"),
    path("phrases/<int:phrase_id>/", phrase_views.edit, name="phrase"),
    path("phrases/<int:phrase_id>/drop/", phrase_views.drop, name="drop_phrase"),
]
