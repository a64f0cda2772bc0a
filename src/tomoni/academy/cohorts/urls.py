from django.urls import path

from tomoni.academy.cohorts import views

app_name = "cohorts"
urlpatterns = [
    path("cohorts/<int:cohort_id>/", views.cohort, name="cohort"),
]
