from django.urls import path

from tomoni.academy.proposals.forms import views

app_name = "forms"
_SHIPPED, _OWN = "proposals/forms/shipped/<slug:key>/", "proposals/forms/<int:form_id>/"
urlpatterns = [
    path("proposals/forms/", views.shelf, name="shelf"),
    path("proposals/forms/words/", views.words, name="words"),
    path("proposals/forms/new/", views.new, name="new"),
    path(_SHIPPED, views.shipped, name="shipped"),
    path(f"{_SHIPPED}file/", views.shipped_file, name="shipped-file"),
    path(f"{_SHIPPED}filled/<int:proposal_id>/", views.shipped_filled, name="shipped-filled"),
    path(_OWN, views.own, name="own"),
    path(f"{_OWN}file/", views.own_file, name="own-file"),
    path(f"{_OWN}filled/<int:proposal_id>/", views.own_filled, name="own-filled"),
    path(f"{_OWN}remove/", views.remove, name="remove"),
]
