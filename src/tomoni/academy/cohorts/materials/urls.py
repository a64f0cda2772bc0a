from django.urls import path

from tomoni.academy.cohorts.materials import views, writing_views

app_name = "materials"
_ONE = "materials/<int:material_id>/"
urlpatterns = [
    path("cohorts/<int:cohort_id>/materials/", views.on_shelf, name="shelf"),
    path("cohorts/<int:cohort_id>/materials/new/<slug:kind>/", writing_views.new, name="new"),
    path(_ONE, views.material, name="material"),
    path(f"{_ONE}edit/", writing_views.edit, name="edit"),
    path(f"{_ONE}versions/<int:number>/", views.version, name="version"),
    path(f"{_ONE}versions/<int:number>/file/", views.file, name="file"),
    path(f"{_ONE}versions/<int:number>/pdf/", views.pdf, name="pdf"),
]
