"""Numbers and figures quoted in text, and numbers typed in by hand."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tomoni.engine.core import Quantity, Value, show
from tomoni.engine.documents import Number, Orphan, Span, Text

_QUOTE = re.compile(
    r"\{\{\s*(?P<artifact>[a-z][a-z0-9_]*)(?:\.(?P<quantity>[a-z][a-z0-9_]*))?"
    r"\s*(?:\|\s*(?P<display>[^{}|]*?)\s*)?\}\}"
)
_TYPED = re.compile(
    r"(?:約|およそ)?[0-9０-９][0-9０-９,，.．]*\s*"
    r"(?:百万円|千円|万円|億円|円|件|人|時間|分|秒|％|%|パーセント|ポイント|回|枚|通|世帯|倍|割|台|か所)"
    r"(?!あたり|当たり|ずつ|の[123１２３])"
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


def quotes_in(content: Any) -> tuple[str, ...]:  # noqa: ANN401
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
    return tuple(span.text for span in resolve(text, quantities={}) if isinstance(span, Orphan))


def resolve(text: str, *, quantities: Mapping[str, Quantity]) -> tuple[Span, ...]:
    """The text as spans: words, quoted numbers with unit and rounding, numbers without a source.

    `quantities` are named `artifact.quantity`. A quote that names nothing known stays as it is
    written, as an `Orphan`, so that nobody overlooks it.
    """
    spans: list[Span] = []
    end = 0
    for match in _QUOTE.finditer(text):
        spans.extend(_words(text[end : match.start()]))
        quote = _quote(match)
        quantity = quantities.get(quote.name)
        if quantity is not None:
            shown = show(quantity, quote.display)
            spans.append(Number(text=shown, name=quote.name, grade=quantity.grade.value))
        elif quantities:
            spans.append(Orphan(text=match[0]))
        end = match.end()
    return (*spans, *_words(text[end:]))


def strings_in(content: Any) -> Iterator[str]:  # noqa: ANN401
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
        display=match["display"] or "",
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
