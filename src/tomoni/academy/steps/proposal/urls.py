from django.urls import path

from tomoni.academy.steps.proposal import views

app_name = "proposal"
_PROPOSAL = "cases/<int:case_id>/proposal/<slug:step_id>/"
urlpatterns = [
    path("cases/<int:case_id>/steps/<slug:step_id>/proposal/", views.step, name="step"),
    path(f"{_PROPOSAL}proposal.<str:form>", views.download, name="download"),
]
