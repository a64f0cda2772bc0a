"""Signing in and out, and one's own password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts import divisions, notices
from tomoni.academy.accounts.forms import OwnPasswordForm, SignInForm
from tomoni.academy.accounts.requests import SignedInRequest


class SignInView(LoginView):
    """Who is signed in already goes on to where they were going."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """What was written for a day that has come holds from the first person's coming on."""
        divisions.settle_all(today=timezone.localdate())
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {"fields": form.views(), "problems": form.problems()}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Who the person is here, and a password of their own."""
    posted = request.POST if request.method == "POST" else None
    form = OwnPasswordForm(request.user, posted)
    if posted is not None and form.is_valid():
        form.save()
        update_session_auth_hash(request, request.user)
        messages.success(request, _("パスワードを変えました。"))
        return redirect("accounts:profile")
    values = {"fields": form.views(), "crumbs": [(_("自分の番"), "/"), (_("自分の情報"), "")]}
    status = 422 if form.errors else 200
    return render(request, "accounts/profile.html", values, status=status)


@require_GET
def notice(request: SignedInRequest, notice_id: int) -> HttpResponse:
    """What a notice tells of: opening it is reading it."""
    found = get_object_or_404(request.user.notices, pk=notice_id)
    notices.read(request.user.notices.filter(pk=found.pk, read_at=None))
    return redirect(found.url)


@require_POST
def read_notices(request: SignedInRequest) -> HttpResponse:
    notices.read(notices.unread(request.user))
    return redirect("/")


sign_in = SignInView.as_view()
sign_out = LogoutView.as_view()
