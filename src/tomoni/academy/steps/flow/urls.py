from django.urls import path

from tomoni.academy.steps.flow import (
    begin_views,
    compare_views,
    live_views,
    paper_views,
    trial_views,
    views,
)

app_name = "flow"
_FLOW = "cases/<int:case_id>/flow/<slug:step_id>/<slug:key>/"
urlpatterns = [
    path("cases/<int:case_id>/steps/<slug:step_id>/flow/", views.step, name="step"),
    path(f"{_FLOW}draft/", views.draft, name="draft"),
    path(f"{_FLOW}drop/", views.drop, name="drop"),
    path(f"{_FLOW}copy/", begin_views.copy, name="copy"),
    path(f"{_FLOW}begin/", begin_views.begin, name="begin"),
    path(f"{_FLOW}upload/", begin_views.upload, name="upload"),
    path(f"{_FLOW}undo/", views.undo, name="undo"),
    path(f"{_FLOW}merge/", views.merge, name="merge"),
    path(f"{_FLOW}draw/", live_views.draw, name="draw"),
    path(f"{_FLOW}read/", live_views.read, name="read"),
    path(f"{_FLOW}picture.bpmn", views.picture, name="picture"),
    path(f"{_FLOW}download/<str:form>", views.download, name="download"),
    path(f"{_FLOW}paper/", paper_views.sheet, name="paper"),
    path(f"{_FLOW}image.<str:form>", paper_views.picture, name="image"),
    path(f"{_FLOW}marked.svg", compare_views.marked, name="marked"),
    path(f"{_FLOW}trial/", trial_views.trial, name="trial"),
    path(f"{_FLOW}trial/download/<str:form>", trial_views.download, name="trial_download"),
    path("cases/<int:case_id>/flow/<slug:step_id>/compare/", compare_views.compare, name="compare"),
    path(
        "cases/<int:case_id>/flow/<slug:step_id>/compare/sheet.<str:form>",
        compare_views.download,
        name="compare_download",
    ),
]
