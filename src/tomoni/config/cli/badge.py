"""`tomoni badge FILE`: whether a graduate's Open Badge is right, without any network."""

import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.text import Text

from tomoni.academy.ui.wording import error_sentence
from tomoni.config.cli import _files, _wording
from tomoni.config.cli._output import BLOCKED, GOOD, Output, json_option
from tomoni.config.errors import ConfigError
from tomoni.engine import documents

_MOST_BYTES = 200_000


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--issuer",
    "issuer_file",
    type=click.Path(path_type=Path),
    help="出した自治体の公開鍵（修了生名簿のページの「発行の鍵」）。その鍵で署名されたかを確かめる。",
)
@click.option("--name", help="その人の氏名。修了証の名前と同じかを確かめる。")
@json_option
def badge(file: Path, *, issuer_file: Path | None, name: str | None, as_json: bool) -> int:
    """デジタル修了証（Open Badges 3.0 の .jwt）が正しいかを確かめる。ネットワークは使わない。

    署名、期間、名前、出した自治体を見る。正しくなければ、終了コードは 1。
    """
    wanted = None if issuer_file is None else _fingerprint(issuer_file)
    data = _files.read_at_most(file, limit=_MOST_BYTES)
    try:
        found = documents.check_badge(data, now=datetime.now(UTC))
    except documents.DocumentsError as error:
        _wording.speak()
        sentence = f"正しくありません。{error_sentence(error)}"
        answer = {"right": False, "code": error.code, "sentence": sentence}
        Output(as_json).answer(answer, shown=Text(sentence))
        return BLOCKED
    issuer_fits = None if wanted is None else found.proves_issuer and found.key == wanted
    name_fits = None if name is None else _plain(name) == _plain(found.name)
    right = issuer_fits is not False and name_fits is not False
    sentence = _sentence(found, issuer_fits=issuer_fits, name_fits=name_fits)
    answer = {
        "right": right,
        "sentence": sentence,
        "issuer_fits": issuer_fits,
        "name_fits": name_fits,
        "badge": found.model_dump(mode="json"),
    }
    Output(as_json).answer(answer, shown=Text(sentence))
    return GOOD if right else BLOCKED


def _sentence(found: documents.Badge, *, issuer_fits: bool | None, name_fits: bool | None) -> str:
    whole = f"「{found.title}」（{found.name} さん、{found.issuer}、{found.issued_date:%Y-%m-%d}）"
    if issuer_fits is False:
        return f"書きかえられてはいませんが、渡された鍵で署名したものではありません：{whole}。"
    if name_fits is False:
        return f"書きかえられてはいませんが、名前がちがいます：{whole}。"
    if issuer_fits:
        return f"正しい修了証です。書きかえられていません：{whole}。"
    return (
        f"書きかえられていません：{whole}。出したのが本当に{found.issuer}かは、鍵の指紋を"
        f"見くらべるか、--issuer に公開鍵を渡して確かめてください：{found.key}"
    )


def _fingerprint(issuer_file: Path) -> str:
    """Of the key in a JWK file. Raises `ConfigError("not-a-public-key")`."""
    try:
        return documents.key_fingerprint(json.loads(issuer_file.read_bytes()))
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError("not-a-public-key") from error


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
