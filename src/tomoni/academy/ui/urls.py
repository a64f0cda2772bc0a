from django.urls import path

from tomoni.academy.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("flow.bpmn", views.sample_flow, name="sample-flow"),
    path("chart/", views.sample_chart, name="sample-chart"),
    path("draft/", views.sample_draft, name="sample-draft"),
    path("upload/", views.sample_upload, name="sample-upload"),
]
