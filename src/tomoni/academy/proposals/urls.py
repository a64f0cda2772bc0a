from django.urls import URLPattern, URLResolver, include, path

from tomoni.academy.proposals import (
    intake_views,
    office_urls,
    proposal_views,
    register_views,
    writing_views,
)

app_name = "proposals"
_proposal = [
    path("", proposal_views.proposal, name="proposal"),
    path("write/", writing_views.write, name="write"),
    path("draft/", writing_views.draft, name="draft"),
    path("check/", writing_views.check, name="check"),
    path("send/", writing_views.send, name="send"),
    path("withdraw/", proposal_views.withdraw, name="withdraw"),
    path("figures/<str:file>", proposal_views.figure, name="figure"),
    path("again/", proposal_views.again, name="again"),
    path("accept/", intake_views.accept, name="accept"),
    path("give-back/", intake_views.give_back, name="give_back"),
    path("refuse/", intake_views.refuse_proposal, name="refuse"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(office_urls)),
    path("proposals/", proposal_views.home, name="home"),
    path("proposals/register/", register_views.register, name="register"),
    path("proposals/register.xlsx", register_views.download, name="register_download"),
    path("proposals/calls/<int:call_id>/begin/", writing_views.begin, name="begin"),
    path("proposals/<int:proposal_id>/", include(_proposal)),
]
