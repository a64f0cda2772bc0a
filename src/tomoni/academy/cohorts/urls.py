from django.urls import path

from tomoni.academy.cohorts import views

app_name = "cohorts"
urlpatterns = [
    path("", views.home, name="home"),
    path("cohorts/<int:cohort_id>/", views.cohort, name="cohort"),
    path("groups/<int:group_id>/", views.group, name="group"),
]
