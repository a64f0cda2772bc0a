from django.urls import path

from tomoni.academy.cohorts.surveys import views

app_name = "surveys"
urlpatterns = [
    path("cohorts/<int:cohort_id>/surveys/", views.surveys, name="surveys"),
    path("cohorts/<int:cohort_id>/surveys/new/", views.open_survey, name="open"),
    path("cohorts/<int:cohort_id>/growth/", views.growth, name="growth"),
    path("surveys/<int:survey_id>/", views.reply, name="reply"),
    path("surveys/<int:survey_id>/result/", views.result, name="result"),
    path("surveys/<int:survey_id>/result.xlsx", views.download, name="download"),
    path("surveys/<int:survey_id>/close/", views.close, name="close"),
    path("surveys/<int:survey_id>/remind/", views.remind, name="remind"),
]
