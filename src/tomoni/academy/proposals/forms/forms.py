"""What is asked when a form is brought in, and what was posted."""

from dataclasses import replace

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.proposals.forms.models import Kind
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require

Fields = tuple[FieldView, ...]
_LONGEST = {"short_text": 100}


def fields() -> Fields:
    """The name and the file."""
    return (
        FieldView(
            "title", _("様式の名前"), required=True,
            help=_("同じ名前の様式があれば、新しいファイルに置きかわります。"),
            good=_("職員提案書（様式第1号）"), bad=_("新しいフォルダーのファイル"),
        ),
        FieldView(
            "file", _("Word・Excel・PowerPoint のファイル"), "file", required=True,
            help=_(
                "書き込む場所に {{ 題名 }} のように名前を書いておきます。"
                "使える名前は「欄に書ける名前」の一覧にあります。"
            ),
            accept=",".join(f".{kind}" for kind in Kind.values),
            max_bytes=settings.MAX_UPLOAD_BYTES,
        ),
    )  # fmt: skip


def read(post: QueryDict, *, file_name: str) -> Fields:
    """The fields with what was posted, and what is wrong with it."""
    named = tuple(
        replace(each, value=file_name) if each.name == "file" else each for each in fields()
    )
    return tuple(
        each if each.type == "file" else fitting(each, longest=_LONGEST)
        for each in (require(each) for each in read_fields(post, fields=named))
    )


def text(asked: Fields, name: str) -> str:
    """What was answered."""
    return next(field.text for field in asked if field.name == name)
