"""What went wrong, as one sentence that says what to do."""

import click
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from tomoni.config.errors import ConfigError
from tomoni.engine.core import TomoniError

gettext_noop = str
"""Marks a source string for the catalogue; Django's own reads the settings, which may be broken."""

ABORTED = gettext_noop("途中でやめました。")

SENTENCES = {
    "not-a-flag": gettext_noop("環境変数 %(name)s には 1 か 0 を入れてください。"),
    "not-a-number": gettext_noop("環境変数 %(name)s には 1 以上の整数を入れてください。"),
    "unknown-database": gettext_noop(
        "環境変数 %(name)s は sqlite:///ファイルの場所 の形で入れてください。"
    ),
    "port-taken": gettext_noop(
        "%(host)s の %(port)s 番はほかのプログラムが使っています。"
        "--port で別の番号を指定するか、そのプログラムを止めてください。"
    ),
    "migrations-missing": gettext_noop(
        "データベースの準備が%(count)s件残っています。"
        "先に tomoni manage migrate を実行してください。"
    ),
    "front-end-missing": gettext_noop(
        "画面の部品がまだ作られていません。先に make run か、frontend で npm run build を"
        "実行してください。"
    ),
}


def is_known(error: Exception) -> bool:
    """Whether the error is one that people can mend: not a mistake of the program."""
    return isinstance(error, TomoniError | OSError | click.ClickException | ImproperlyConfigured)


def code_of(error: Exception) -> str:
    """A short name of the error for machines."""
    if isinstance(error, TomoniError):
        return error.code
    if isinstance(error, click.ClickException):
        return "usage"
    return "file-system" if isinstance(error, OSError) else "unexpected"


def sentence(error: Exception) -> str:
    """The error for the reader."""
    if isinstance(error, TomoniError):
        return _of_code(error)
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError):
        return ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    return _words(gettext_noop(
        "思わぬところで止まりました（%(kind)s）。TOMONI_DEBUG=1 を付けて実行すると、"
        "止まった場所が出ます。"
    )) % {"kind": type(error).__name__}  # fmt: skip


def _of_code(error: TomoniError) -> str:
    if error.code in SENTENCES:
        return _words(SENTENCES[error.code]) % error.params
    return str(error)


def _words(text: str) -> str:
    try:
        return _(text)
    except ConfigError:  # the settings themselves cannot be read
        return text
