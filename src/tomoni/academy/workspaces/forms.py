"""Forms: they check what was typed and nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tomoni.academy.workspaces.models import Comment


class CommentForm(forms.ModelForm[Comment]):
    """One comment, or an answer to one."""

    class Meta:
        model = Comment
        fields = ("text",)
        error_messages = {
            "text": {
                "required": _("コメントを書いてから送ってください。"),
                "max_length": _("コメントは4,000字までにしてください。"),
            }
        }
