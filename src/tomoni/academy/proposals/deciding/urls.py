from django.urls import path

from tomoni.academy.proposals.deciding import (
    aftercare_views,
    number_views,
    result_views,
    views,
)

app_name = "deciding"
urlpatterns = [
    path("proposals/calls/<int:call_id>/decisions/", views.decisions, name="decisions"),
    path("proposals/calls/<int:call_id>/announce/", views.announce, name="announce"),
    path("proposals/calls/<int:call_id>/results/", result_views.results, name="results"),
    path(
        "proposals/calls/<int:call_id>/results.xlsx",
        result_views.results_workbook,
        name="results_workbook",
    ),
    path("proposals/calls/<int:call_id>/prizes/", result_views.prizes, name="prizes"),
    path("proposals/<int:proposal_id>/decision/", views.decide, name="decide"),
    path("proposals/<int:proposal_id>/verdict.docx", views.verdict_notice, name="verdict_notice"),
    path("proposals/<int:proposal_id>/prize/", result_views.give_prize, name="give_prize"),
    path("proposals/<int:proposal_id>/certificate/", result_views.certificate, name="certificate"),
    path("proposals/aftercare/", aftercare_views.aftercares, name="aftercares"),
    path("proposals/aftercare/<int:aftercare_id>/", aftercare_views.aftercare, name="aftercare"),
    path("proposals/aftercare/<int:aftercare_id>/finish/", aftercare_views.finish, name="finish"),
    path("proposals/statistics/<int:municipality_id>/", number_views.statistics, name="statistics"),
    path(
        "proposals/statistics/<int:municipality_id>/<slug:table>.xlsx",
        number_views.statistics_workbook,
        name="statistics_workbook",
    ),
]
