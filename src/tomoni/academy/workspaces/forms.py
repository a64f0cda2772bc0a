"""Forms: they check what was typed and nothing else."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """One comment, or an answer to one. A phrase that was chosen stands before what was typed."""

    text = forms.CharField(
        max_length=4000,
        required=False,
        error_messages={"max_length": _("コメントは4,000字までにしてください。")},
    )
    phrase = forms.CharField(max_length=40, required=False)
    field = forms.CharField(max_length=64, required=False)
    row = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    parent = forms.IntegerField(min_value=1, required=False)


@dataclass(frozen=True)
class Said:
    """A comment that was not taken: what was typed, about which field, and why not."""

    text: str
    field: str
    errors: tuple[str, ...]
