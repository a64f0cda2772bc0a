from django.urls import path

from tomoni.academy.steps.effect import views, write_views

app_name = "effect"
_STEP = "cases/<int:case_id>/steps/<slug:step_id>/effect/"
_WRITTEN = f"{_STEP}<slug:key>/"
_FILES = "cases/<int:case_id>/effect/<slug:step_id>/"
urlpatterns = [
    path(_STEP, views.step, name="step"),
    path(f"{_STEP}logic_model/live/", write_views.live, name="live"),
    path(f"{_STEP}logic_model/picture.svg", write_views.picture, name="picture"),
    path(f"{_STEP}logic_model/begin/", write_views.begin, name="begin"),
    path(_WRITTEN, write_views.write, name="write"),
    path(f"{_WRITTEN}draft/", write_views.draft, name="draft"),
    path(f"{_WRITTEN}drop/", write_views.drop, name="drop"),
    path(f"{_WRITTEN}merge/", write_views.merge, name="merge"),
    path(f"{_FILES}effect.<str:form>", views.download, name="download"),
    path(f"{_FILES}<slug:part>.<str:form>", views.download_part, name="download_part"),
]
