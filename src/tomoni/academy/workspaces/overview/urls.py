from django.urls import path

from tomoni.academy.workspaces.overview import views

app_name = "overview"
_REPORT = "municipalities/<int:municipality_id>/report/<int:year>/"
urlpatterns = [
    path("cohorts/<int:cohort_id>/overview/", views.overview, name="overview"),
    path(_REPORT, views.report, name="report"),
    path(f"{_REPORT}report.xlsx", views.workbook, name="workbook"),
    path(f"{_REPORT}report.docx", views.word, name="word"),
]
