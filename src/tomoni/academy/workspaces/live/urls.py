from django.urls import path

from tomoni.academy.workspaces.live import views

app_name = "live"
urlpatterns = [
    path("cases/<int:case_id>/worksheets/<slug:key>/live/", views.door, name="door"),
]
