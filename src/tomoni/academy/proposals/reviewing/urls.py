from django.urls import path

from tomoni.academy.proposals.reviewing import (
    office_views,
    opinion_views,
    paper_pages,
    review_views,
)

app_name = "reviewing"
_PROPOSAL = "proposals/<int:proposal_id>/"
_REVIEW = "reviews/<int:assignment_id>/"
_CALL = "proposal-calls/<int:call_id>/committee"
_ASSIGNED = f"{_PROPOSAL}reviewers/<int:assignment_id>/"
urlpatterns = [
    path(f"{_PROPOSAL}opinions/", office_views.opinions, name="opinions"),
    path(f"{_PROPOSAL}opinions/<int:opinion_id>/remind/", office_views.remind, name="remind"),
    path("opinions/<int:opinion_id>/", opinion_views.opinion, name="opinion"),
    path(f"{_PROPOSAL}comments/", opinion_views.comments, name="comments"),
    path(f"{_PROPOSAL}comments/<int:comment_id>/hide/", opinion_views.hide, name="hide"),
    path(f"{_PROPOSAL}reviewers/", office_views.reviewers, name="reviewers"),
    path(f"{_ASSIGNED}remind/", office_views.remind_reviewer, name="remind_reviewer"),
    path(f"{_ASSIGNED}release/", office_views.release, name="release"),
    path(f"{_PROPOSAL}go-on/", office_views.go_on, name="go_on"),
    path(f"{_PROPOSAL}score-again/", office_views.again, name="again"),
    path(_REVIEW, review_views.review, name="review"),
    path(f"{_REVIEW}draft/", review_views.draft, name="draft"),
    path(f"{_REVIEW}conflict/", review_views.conflict, name="conflict"),
    path(f"{_PROPOSAL}scores/", review_views.scores, name="scores"),
    path(f"{_PROPOSAL}scores/discuss/", review_views.discuss, name="discuss"),
    path(f"{_PROPOSAL}scores/minutes.docx", review_views.word, name="word"),
    path(f"{_PROPOSAL}numbers/<str:name>/", paper_pages.trace, name="trace"),
    path(f"{_PROPOSAL}copy.<str:form>", paper_pages.copy, name="copy"),
    path(f"{_CALL}/", paper_pages.committee, name="committee"),
    path(f"{_CALL}.xlsx", paper_pages.committee_download, name="committee_download"),
]
