"""Files that came with a form."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

TOO_LARGE = "tomoni.upload_too_large"
"""Set in `request.META` by the upload handler that dropped a file over the limit."""


def files_of(request: HttpRequest) -> "dict[str, UploadedFile[Any]]":
    """The files by the name of their field."""
    found = ((name, request.FILES.get(name)) for name in request.FILES)
    return {name: upload for name, upload in found if isinstance(upload, UploadedFile)}


def too_large(request: HttpRequest) -> str | None:
    """What to do about a file that was over the limit; None when there was none."""
    if not request.META.get(TOO_LARGE):
        return None
    sentence = _(
        "ファイルが大きすぎます。%(limit)s MBまでのファイルにしてください。"
        "使わない列やシートを消すと小さくなります。"
    )
    return sentence % {"limit": f"{settings.MAX_UPLOAD_BYTES / 1_000_000:g}"}
