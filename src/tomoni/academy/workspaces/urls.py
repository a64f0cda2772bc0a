from django.urls import path

from tomoni.academy.workspaces import artifact_views, talk_views, views

app_name = "workspaces"
_ARTIFACT = "cases/<int:case_id>/artifacts/<slug:key>/"
urlpatterns = [
    path("", views.home, name="home"),
    path("groups/<int:group_id>/case/", views.of_group, name="of_group"),
    path("cases/<int:case_id>/", views.case, name="case"),
    path("cases/<int:case_id>/steps/<slug:step_id>/worksheet/", views.step, name="step"),
    path("cases/<int:case_id>/worksheets/<slug:key>/", views.worksheet, name="worksheet"),
    path("cases/<int:case_id>/worksheets/<slug:key>/draft/", views.draft, name="draft"),
    path("cases/<int:case_id>/worksheets/<slug:key>/drop/", views.drop, name="drop"),
    path("cases/<int:case_id>/worksheets/<slug:key>/merge/", views.merge, name="merge"),
    path("cases/<int:case_id>/recompute/", views.recompute, name="recompute"),
    path("cases/<int:case_id>/bundle.zip", artifact_views.bundle, name="bundle"),
    path("cases/<int:case_id>/trace/<str:name>/", artifact_views.trace, name="trace"),
    path(_ARTIFACT, artifact_views.artifact, name="artifact"),
    path(f"{_ARTIFACT}compare/", artifact_views.compare, name="compare"),
    path(f"{_ARTIFACT}<int:number>/", artifact_views.version, name="version"),
    path(f"{_ARTIFACT}<int:number>/comments/", talk_views.comment, name="comment"),
    path(f"{_ARTIFACT}<int:number>/files/<str:name>", artifact_views.file, name="file"),
    path("cases/<int:case_id>/comments/<int:comment_id>/", talk_views.settle, name="settle"),
    path("cases/<int:case_id>/comments/<int:comment_id>/reopen/", talk_views.reopen, name="reopen"),
]
