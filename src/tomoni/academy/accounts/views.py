"""Signing in and out."""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView

from tomoni.academy.accounts.forms import SignInForm


class SignInView(LoginView):
    """Who is signed in already goes on to where they were going."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {"fields": form.views(), "problems": form.problems()}


sign_in = SignInView.as_view()
sign_out = LogoutView.as_view()
