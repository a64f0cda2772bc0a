from django.urls import path

from tomoni.academy.steps.data import views

app_name = "data"
_DATA = "cases/<int:case_id>/data/<slug:step_id>/"
urlpatterns = [
    path("cases/<int:case_id>/steps/<slug:step_id>/data/", views.step, name="step"),
    path(f"{_DATA}files/<slug:key>/", views.source, name="source"),
    path(f"{_DATA}tables/<slug:key>/", views.table, name="table"),
    path(f"{_DATA}tables/<slug:key>/table.<str:form>", views.download, name="download"),
]
