"""Numbers and figures quoted in text, and numbers typed in by hand."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tomoni.engine.core import Quantity, Value, show
from tomoni.engine.documents import Number, Orphan, Span, Text

_QUOTE = re.compile(
    r"\{\{\s*(?P<artifact>[a-z][a-z0-9_]*)(?:\.(?P<quantity>[a-z][a-z0-9_]*))?"
    r"\s*(?:\|(?P<display>[^{}|]*))?\}\}"
)
_BRACES = re.compile(r"\{\{[^{}]*\}\}")
_DIGITS = (
    r"[0-9０-９][0-9０-９,，.．]*(?:[十百千万億兆]+[0-9０-９][0-9０-９,，.．]*)*[十百千万億兆]*"
)
_UNITS = (
    "円|件|人|名|時間|分|秒|％|%|パーセント|ポイント|回|枚|通|部|冊|個|本|台|世帯|施設|団体|倍|割|"
    "か所|ヶ所|カ所|箇所"
)
# Not the ordinal (第1回, 2回目), not the time of day (10時30分), not a fraction or a rate.
_TYPED = re.compile(
    rf"(?<![0-9０-９,，.．時第十百千万億兆])(?:約|およそ)?[▲△]?(?:{_DIGITS}\s*[～〜~]\s*)?{_DIGITS}\s*"
    rf"(?:{_UNITS})(?!あたり|当たり|ずつ|目|の[0-9０-９])"
)


class Quote(Value):
    """One `{{ artifact.quantity | display }}`; without a quantity it places the figure."""

    artifact: str
    quantity: str = ""
    display: str = ""

    @property
    def name(self) -> str:
        """`artifact.quantity`, or `artifact` for a figure."""
        return f"{self.artifact}.{self.quantity}" if self.quantity else self.artifact


def quotes_in(content: Any) -> tuple[str, ...]:
    """Names of all that plain JSON values quote, sorted, each once."""
    return tuple(sorted({quote.name for text in strings_in(content) for quote in quotes(text)}))


def quotes(text: str) -> tuple[Quote, ...]:
    """The quotes of a text in their order."""
    return tuple(_quote(match) for match in _QUOTE.finditer(text))


def figure_line(line: str) -> Quote | None:
    """The quote of a line that only places a figure, else None."""
    match = _QUOTE.fullmatch(line.strip())
    return _quote(match) if match and not match["quantity"] else None


def typed_numbers(text: str) -> tuple[str, ...]:
    """Numbers with a unit that are written out, not quoted: 出典なし."""
    found = (span for part in _BRACES.split(text) for span in _words(part))
    return tuple(span.text for span in found if isinstance(span, Orphan))


def broken_quotes(text: str) -> tuple[str, ...]:
    """What stands in double braces and is not written as a quote, e.g. `{{ 効果 }}`."""
    return tuple(found for found in _BRACES.findall(text) if not _QUOTE.fullmatch(found))


def resolve(text: str, *, quantities: Mapping[str, Quantity]) -> tuple[Span, ...]:
    """The text as spans: words, quoted numbers with unit and rounding, numbers without a source.

    `quantities` are named `artifact.quantity`. Double braces that name nothing known stay as they
    are written, as an `Orphan`, so that nobody overlooks them.
    """
    spans: list[Span] = []
    end = 0
    for braces in _BRACES.finditer(text):
        spans.extend(_words(text[end : braces.start()]))
        spans.append(_resolved(braces[0], quantities))
        end = braces.end()
    return (*spans, *_words(text[end:]))


def _resolved(braces: str, quantities: Mapping[str, Quantity]) -> Span:
    match = _QUOTE.fullmatch(braces)
    quote = _quote(match) if match else None
    quantity = quantities.get(quote.name) if quote else None
    if quote is None or quantity is None:
        return Orphan(text=braces)
    shown = show(quantity, quote.display)
    return Number(text=shown, name=quote.name, grade=quantity.grade.value)


def strings_in(content: Any) -> Iterator[str]:
    """Every string in plain JSON values."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from strings_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from strings_in(value)


def _quote(match: re.Match[str]) -> Quote:
    return Quote(
        artifact=match["artifact"],
        quantity=match["quantity"] or "",
        display=(match["display"] or "").strip(),
    )


def _words(text: str) -> Iterator[Span]:
    end = 0
    for match in _TYPED.finditer(text):
        if match.start() > end:
            yield Text(text=text[end : match.start()])
        yield Orphan(text=match[0])
        end = match.end()
    if end < len(text):
        yield Text(text=text[end:])
