from django.urls import include, path

from tomoni.academy.proposals.budget import finance_views, views

app_name = "budget"
_request = [
    path("", views.request_page, name="request"),
    path("edit/", views.edit, name="edit"),
    path("assess/", finance_views.assess, name="assess"),
    path("lines.xlsx", views.lines_workbook, name="lines_workbook"),
    path("take/<slug:step>/", views.take, name="take"),
]
_YEAR = "proposals/budget/years/<int:municipality_id>/<int:fiscal_year>"
urlpatterns = [
    path("proposals/<int:proposal_id>/budget/begin/", views.begin, name="begin"),
    path("proposals/budget/<int:request_id>/", include(_request)),
    path(f"{_YEAR}/", finance_views.year, name="year"),
    path(f"{_YEAR}.xlsx", finance_views.year_workbook, name="year_workbook"),
]
