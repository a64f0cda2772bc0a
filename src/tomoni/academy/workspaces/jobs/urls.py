from django.urls import path

from tomoni.academy.workspaces.jobs import views

app_name = "jobs"
urlpatterns = [
    path("cases/<int:case_id>/jobs/<int:job_id>/", views.job, name="job"),
    path("cases/<int:case_id>/jobs/<int:job_id>/cancel/", views.cancel, name="cancel"),
]
