from django.urls import path

from tomoni.academy.steps.flow import views

app_name = "flow"
_FLOW = "cases/<int:case_id>/flow/<slug:step_id>/<slug:key>/"
urlpatterns = [
    path("cases/<int:case_id>/steps/<slug:step_id>/flow/", views.step, name="step"),
    path(f"{_FLOW}draft/", views.draft, name="draft"),
    path(f"{_FLOW}drop/", views.drop, name="drop"),
    path(f"{_FLOW}copy/", views.copy, name="copy"),
    path(f"{_FLOW}upload/", views.upload, name="upload"),
    path(f"{_FLOW}undo/", views.undo, name="undo"),
    path(f"{_FLOW}merge/", views.merge, name="merge"),
    path(f"{_FLOW}check/", views.check, name="check"),
    path(f"{_FLOW}picture.bpmn", views.picture, name="picture"),
    path(f"{_FLOW}download/<str:form>", views.download, name="download"),
]
