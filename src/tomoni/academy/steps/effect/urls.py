from django.urls import path

from tomoni.academy.steps.effect import views

app_name = "effect"
urlpatterns = [
    path("cases/<int:case_id>/steps/<slug:step_id>/effect/", views.step, name="step"),
    path(
        "cases/<int:case_id>/effect/<slug:step_id>/effect.<str:form>",
        views.download,
        name="download",
    ),
]
