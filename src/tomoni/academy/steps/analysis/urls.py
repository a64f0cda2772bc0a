from django.urls import path

from tomoni.academy.steps.analysis import (
    count_views,
    exploring_views,
    map_views,
    screening_views,
    views,
)

app_name = "analysis"
_ANALYSIS = "cases/<int:case_id>/analysis/<slug:step_id>/"
_CLAIM = f"{_ANALYSIS}claims/<slug:key>/"
_RESULT = f"{_ANALYSIS}results/<slug:key>/"
_MAP = f"{_ANALYSIS}maps/<slug:key>/"
urlpatterns = [
    path("cases/<int:case_id>/steps/<slug:step_id>/analysis/", views.step, name="step"),
    path(f"{_ANALYSIS}claims/", views.new, name="new"),
    path(_CLAIM, views.claim, name="claim"),
    path(f"{_CLAIM}draft/", views.draft, name="draft"),
    path(f"{_CLAIM}drop/", views.drop, name="drop"),
    path(_RESULT, views.result, name="result"),
    path(f"{_RESULT}answers/", views.answer, name="answer"),
    path(f"{_RESULT}chart.<str:form>", views.chart, name="chart"),
    path(f"{_RESULT}table.<str:form>", views.download, name="download"),
    path(f"{_ANALYSIS}exploring/", exploring_views.new, name="new_exploring"),
    path(f"{_ANALYSIS}exploring/<slug:key>/", exploring_views.question, name="exploring"),
    path(
        f"{_ANALYSIS}exploring/<slug:key>/table.<str:form>",
        exploring_views.download,
        name="exploring_download",
    ),
    path(f"{_ANALYSIS}screening/", screening_views.screen, name="screening"),
    path(f"{_ANALYSIS}counts/", count_views.new, name="new_count"),
    path(f"{_ANALYSIS}counts/<slug:key>/", count_views.count, name="count"),
    path(f"{_ANALYSIS}maps/", map_views.new, name="new_map"),
    path(_MAP, map_views.show, name="map"),
    path(f"{_MAP}change/", map_views.change, name="change_map"),
    path(f"{_MAP}areas/", map_views.correct, name="map_correct"),
    path(f"{_MAP}table.<str:form>", map_views.download, name="map_download"),
    path(f"{_MAP}<slug:what>.<str:form>", map_views.picture, name="map_picture"),
]
