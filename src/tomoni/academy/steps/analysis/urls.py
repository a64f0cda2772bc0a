from django.urls import path

from tomoni.academy.steps.analysis import count_views, views

app_name = "analysis"
_ANALYSIS = "cases/<int:case_id>/analysis/<slug:step_id>/"
_CLAIM = f"{_ANALYSIS}claims/<slug:key>/"
_RESULT = f"{_ANALYSIS}results/<slug:key>/"
urlpatterns = [
    path("cases/<int:case_id>/steps/<slug:step_id>/analysis/", views.step, name="step"),
    path(f"{_ANALYSIS}claims/", views.new, name="new"),
    path(_CLAIM, views.claim, name="claim"),
    path(f"{_CLAIM}draft/", views.draft, name="draft"),
    path(f"{_CLAIM}drop/", views.drop, name="drop"),
    path(_RESULT, views.result, name="result"),
    path(f"{_RESULT}answers/", views.answer, name="answer"),
    path(f"{_RESULT}table.<str:form>", views.download, name="download"),
    path(f"{_ANALYSIS}counts/", count_views.new, name="new_count"),
    path(f"{_ANALYSIS}counts/<slug:key>/", count_views.count, name="count"),
]
