from django.contrib.auth.decorators import login_not_required
from django.urls import path

from tomoni.academy.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("notices/<int:notice_id>/", views.notice, name="notice"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("me/", views.profile, name="profile"),
    path("sign-out/", login_not_required(views.sign_out), name="sign_out"),
]
