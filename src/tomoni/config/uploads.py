"""A file over the limit is dropped while it streams in: memory and disk stay as they were."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from tomoni.academy.ui.uploads import TOO_LARGE


class UploadLimit(FileUploadHandler):
    """Skips a file over `MAX_UPLOAD_BYTES` and says so in `request.META[TOO_LARGE]`.

    The rest of the form arrives as it was sent, so the page can answer with a sentence.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._received += len(raw_data)
        if self._received > settings.MAX_UPLOAD_BYTES and self.request is not None:
            self.request.META[TOO_LARGE] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
