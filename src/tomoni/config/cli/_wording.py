"""What went wrong, as one sentence that says what to do."""

import errno

import click
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from tomoni.academy.ui import wording
from tomoni.config.errors import ConfigError
from tomoni.engine.core import TomoniError

gettext_noop = str
"""Marks a source string for the catalogue; Django's own reads the settings, which may be broken."""

ABORTED = gettext_noop("途中でやめました。何も変えていません。")

SENTENCES = {
    "not-a-data-key": gettext_noop(
        "環境変数 %(name)s には、32バイトを Base64 で書いたファイルの場所を入れてください。"
    ),
    "not-a-flag": gettext_noop("環境変数 %(name)s には 1 か 0 を入れてください。"),
    "not-a-number": gettext_noop("環境変数 %(name)s には 1 以上の整数を入れてください。"),
    "unknown-database": gettext_noop(
        "環境変数 %(name)s は sqlite:///ファイルの場所 の形で入れてください。"
    ),
    "unknown-tables-backend": gettext_noop(
        "環境変数 %(name)s には duckdb か spark か postgresql://… を入れてください。"
    ),
    "port-taken": gettext_noop(
        "%(host)s の %(port)s 番はほかのプログラムが使っています。"
        "--port か --live-port で別の番号を指定するか、そのプログラムを止めてください。"
    ),
    "migrations-missing": gettext_noop(
        "データベースの準備が%(count)s件残っています。"
        "先に tomoni manage migrate を実行してください。"
    ),
    "front-end-missing": gettext_noop(
        "画面の部品がまだ作られていません。先に make run か、frontend で npm run build を"
        "実行してください。"
    ),
    "example-missing": gettext_noop(
        "見本のケース「%(name)s」が見つかりません。"
        "リポジトリの examples フォルダを確かめてください。"
    ),
    "target-taken": gettext_noop(
        "書き出し先「%(path)s」には、ほかのものが入っています。"
        "空のフォルダか、前に同じコマンドで書き出したフォルダを指定してください。"
    ),
    "target-inside": gettext_noop(
        "書き出し先「%(path)s」は、ケースのフォルダの中です。外のフォルダを指定してください。"
    ),
    "no-steps": gettext_noop(
        "「%(file)s」に業務フローの表が見つかりません。"
        "見出しに「誰が」「何をする」のある表にしてください。"
    ),
    "unknown-sheet": gettext_noop(
        "「%(ending)s」の表は書けません。書き出すファイルの名前の終わりを .csv か .xlsx にして"
        "ください。"
    ),
    "unknown-picture": gettext_noop(
        "「%(ending)s」という形では描けません。名前の終わりを .bpmn か .svg にしてください。"
    ),
    "unknown-table-file": gettext_noop(
        "「%(ending)s」という形では書き出せません。名前の終わりを .parquet、.csv、.xlsx のどれかに"
        "するか、フォルダを指定してください。"
    ),
    "unknown-release-file": gettext_noop(
        "「%(ending)s」という形では書き出せません。名前の終わりを .json、.csv、.xlsx のどれかに"
        "してください。"
    ),
    "table-not-chosen": gettext_noop(
        "表が%(count)s個あるので、一つのファイルには書けません。--table 1 のように番号で選ぶか、"
        "フォルダを指定してください。"
    ),
    "no-such-table": gettext_noop("%(number)s番の表はありません。表は%(count)s個です。"),
    "not-a-workbook-name": gettext_noop(
        "印を付けた写しは .xlsx で書き出します（「%(ending)s」ではなく）。"
        "名前の終わりを .xlsx にしてください。"
    ),
    "data-missing": gettext_noop(
        "データのファイルが分かりません。主張のファイルに data を書くか、"
        "--data で指定してください。"
    ),
    "unknown-chart-file": gettext_noop(
        "「%(ending)s」という形では図を書き出せません。名前の終わりを .svg か .png にしてください。"
    ),
    "cases-missing": gettext_noop(
        "1年に何件あるかが分かりません。--cases 1200 のように件数を指定してください。"
    ),
    "bad-settings": gettext_noop(
        "設定のファイルの「%(where)s」が読めません。書き方を確かめてください。"
    ),
    "not-a-moment": gettext_noop(
        "--at には 2027-03-10T17:00:00+09:00 のように、時差まで書いてください。"
    ),
    "not-a-public-key": gettext_noop("--issuer には、公開鍵のファイル（JWK）を指定してください。"),
    "not-made": gettext_noop(
        "「%(artifact)s」はまだ作られていません（%(why)s）。tomoni case check で足りないものが"
        "分かります。"
    ),
}

_OF_FILES = {
    errno.ENOENT: gettext_noop("「%(path)s」が見つかりません。名前と場所を確かめてください。"),
    errno.EISDIR: gettext_noop("「%(path)s」はフォルダです。ファイルを指定してください。"),
    errno.ENOTDIR: gettext_noop("「%(path)s」の途中の名前がフォルダではありません。"),
    errno.EACCES: gettext_noop("「%(path)s」を読み書きする許可がありません。"),
    errno.EPERM: gettext_noop("「%(path)s」を読み書きする許可がありません。"),
    errno.ENOSPC: gettext_noop("空き容量が足りません。要らないものを消してください。"),
    errno.ENAMETOOLONG: gettext_noop("ファイルの名前が長すぎます。"),
}


def speak() -> None:
    """Let texts be asked for where no site is set up: the sources serve, no settings are read."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    elif not apps.ready:
        settings.USE_I18N = False


def aborted() -> str:
    """What is said after Ctrl+C."""
    speak()
    return _(ABORTED)


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
    speak()
    if isinstance(error, ConfigError):
        return _(SENTENCES[error.code]) % error.params
    if isinstance(error, TomoniError):
        return wording.error_sentence(error)
    if isinstance(error, click.ClickException):
        return _of_usage(error)
    if isinstance(error, OSError):
        return _of_files(error)
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    return _(
        "思わぬところで止まりました（%(kind)s）。TOMONI_DEBUG=1 を付けて実行すると、"
        "止まった場所が出ます。"
    ) % {"kind": type(error).__name__}


def _of_usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "tomoni"
    return _("使い方が違います：%(why)s「%(command)s --help」で使い方が見られます。") % {
        "why": _why(error),
        "command": command,
    }


def _why(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _("%(name)s がありません。") % {"name": _called(error.param)}
    if isinstance(error, click.NoSuchOption):
        return _("%(name)s という指定はありません。") % {"name": error.option_name}
    if isinstance(error, click.exceptions.NoSuchCommand):
        return _("%(name)s というコマンドはありません。") % {"name": error.command_name}
    return f"{error.format_message()} "


def _called(param: click.Parameter) -> str:
    is_option = isinstance(param, click.Option)
    return max(param.opts, key=len) if is_option else param.human_readable_name


def _of_files(error: OSError) -> str:
    if error.errno in _OF_FILES:
        return _(_OF_FILES[error.errno]) % {"path": error.filename or "－"}
    return "：".join(str(part) for part in (error.filename, error.strerror or error) if part)
