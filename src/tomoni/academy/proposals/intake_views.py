"""What the office does with a proposal that came in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.proposals import intake, pages, proposal_forms, rules
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors
from tomoni.academy.ui.wording import error_sentence


@require_POST
def accept(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find_in_register(request, proposal_id)
    refuse(rules.may_take_in(request.user, proposal=found))
    try:
        intake.accept(found, actor=request.user)
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    else:
        said = _("受け付けました。受付番号は%(number)sです。提案者に知らせました。")
        messages.success(request, said % {"number": found.number})
    return redirect(found)


@require_http_methods(["GET", "POST"])
def give_back(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find_in_register(request, proposal_id)
    refuse(rules.may_take_in(request.user, proposal=found))
    fields = proposal_forms.give_back_fields()
    if request.method == "POST":
        fields = proposal_forms.read(request.POST, fields=fields, whole=True)
        if not has_errors(fields):
            words = proposal_forms.text(fields, "reason")
            try:
                intake.give_back(found, words=words, actor=request.user)
            except ProposalsError as error:
                messages.error(request, error_sentence(error))
                return redirect(found)
            messages.success(request, _("提案者に戻しました。書き直して、もう一度送られてきます。"))
            return redirect("proposals:register")
    return form_page(
        request, fields=fields, title=_("提案者に戻す"), button=_("戻す"),
        back=found.get_absolute_url(),
        crumbs=pages.crumbs((found.title, found.get_absolute_url())),
        lead=_("戻した提案は下書きになり、台帳から消えます。締め切りを過ぎていても、送り直せます。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def refuse_proposal(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find_in_register(request, proposal_id)
    refuse(rules.may_take_in(request.user, proposal=found))
    fields = proposal_forms.refusal_fields(found)
    if request.method == "POST":
        fields = proposal_forms.read(request.POST, fields=fields, whole=True)
        if not has_errors(fields):
            text = proposal_forms.text
            try:
                intake.refuse(
                    found, ground=text(fields, "ground"), reason=text(fields, "reason"),
                    actor=request.user,
                )  # fmt: skip
            except ProposalsError as error:
                messages.error(request, error_sentence(error))
            else:
                messages.success(request, _("受理しないことを記録し、提案者に知らせました。"))
            return redirect(found)
    return form_page(
        request, fields=fields, title=_("受理しない"), button=_("受理しない"),
        back=found.get_absolute_url(),
        crumbs=pages.crumbs((found.title, found.get_absolute_url())),
        lead=_("書き足せば受け付けられるものは、「提案者に戻す」を選んでください。"),
    )  # fmt: skip
