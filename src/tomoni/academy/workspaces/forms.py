"""Forms: they check what was typed and nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """One comment, or an answer to one."""

    text = forms.CharField(
        max_length=4000,
        error_messages={
            "required": _("コメントを書いてから送ってください。"),
            "max_length": _("コメントは4,000字までにしてください。"),
        },
    )
