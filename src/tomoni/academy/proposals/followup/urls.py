from django.urls import path, register_converter

from tomoni.academy.proposals.followup import (
    confirm_views,
    indicator_views,
    office_views,
    summary_views,
    views,
)


class KindConverter:
    """Kinds of values that a person writes."""

    regex = "planned|actual"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "valuekind")

app_name = "followup"
_of = "proposals/<int:proposal_id>/followup"
_indicator = "proposals/indicators/<int:indicator_id>"
_list = "proposals/followups/<int:municipality_id>"
urlpatterns = [
    path(f"{_of}/", views.following, name="following"),
    path(f"{_of}/begin/", views.begin, name="begin"),
    path(f"{_of}/start/", views.start, name="start"),
    path(f"{_of}/milestones/new/", views.new_milestone, name="new_milestone"),
    path("proposals/milestones/<int:milestone_id>/", views.milestone, name="milestone"),
    path(f"{_of}/indicators/new/", indicator_views.new_indicator, name="new_indicator"),
    path(f"{_indicator}/", indicator_views.indicator, name="indicator"),
    path(
        f"{_indicator}/values.xlsx",
        indicator_views.indicator_workbook,
        name="indicator_workbook",
    ),
    path(f"{_indicator}/<valuekind:kind>/", indicator_views.new_value, name="new_value"),
    path("proposals/values/<int:value_id>/", indicator_views.correct_value, name="correct_value"),
    path(f"{_of}/confirm/", confirm_views.confirm, name="confirm"),
    path(f"{_of}/confirmations/<int:number>/", confirm_views.confirmation, name="confirmation"),
    path(
        f"{_of}/confirmations/<int:number>.docx",
        confirm_views.confirmation_word,
        name="confirmation_word",
    ),
    path(f"{_of}/summary/", summary_views.write_summary, name="write_summary"),
    path(
        "proposals/summaries/<int:summary_id>/approve/",
        summary_views.approve_summary,
        name="approve_summary",
    ),
    path(f"{_list}/", office_views.followings, name="followings"),
    path(f"{_list}.xlsx", office_views.followings_workbook, name="followings_workbook"),
]
