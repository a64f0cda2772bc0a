"""What a form can ask of the case that a proposal quotes: its numbers, figures and their sources.

Everything is read from the very versions that the proposal was made from when it was sent.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from tomoni.academy.proposals.forms.names import PICTURES
from tomoni.academy.proposals.forms.values import Asked, Found
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.store import DatabaseStore
from tomoni.engine import documents
from tomoni.engine.core import Quantity, range_text, show

_NUMBERS = {
    "職員の時間": "staff_hours", "円": "yen", "市民の時間": "citizen_hours",
    "導入の費用": "initial_yen", "運用の費用": "yearly_yen", "取り戻す年数": "payback_years",
    "5年の差し引き": "five_year_balance_yen",
}  # fmt: skip
_FLOW_NUMBERS = {
    "現状の職員の時間": ("as_is_cost", "staff_hours"),
    "あるべき職員の時間": ("to_be_cost", "staff_hours"),
}
_BY_KIND = {
    "証拠の図": "evidence", "効果の図": "effect", "ロジックモデルの図": "logic_picture",
    "地図": "map",
}  # fmt: skip
_BY_KEY = {"現状の流れの図": "as_is_cost", "あるべき流れの図": "to_be_cost"}
_LONG_NAMES = {"円": "人件費に直した額"}
_NOT_MAIN = frozenset({"取り戻す年数", "5年の差し引き"})
_TRACE = ("数値", "値", "幅", "確かさ", "道すじ", "元のファイル", "保有課")
_NEAREST = 3
"""How many steps of a number's way are named: the whole way stands on its page."""
_Versions = Mapping[str, models.Version]


def find(asked: Asked) -> Found:
    """The values; nothing for a proposal that was written plainly."""
    version = asked.proposal.case_version
    if version is None:
        return Found()
    versions = _versions(version)
    store = DatabaseStore()
    document = _document(version, store=store)
    return Found(
        {
            **_numbers(versions),
            **_texts(document),
            "指標": _indicators(document),
            "数値の根拠": _numbered(_trace(each) for each in document.traces),
            "主な数値の根拠": _numbered(_main_traces(document, versions)),
            "事実": [{"文": alt} for _key, alt in _facts(document, versions)],
        },
        _pictures(version, document, versions=versions, store=store),
    )


def _document(version: models.Version, *, store: DatabaseStore) -> documents.Document:
    return documents.Document.model_validate_json(store.read(version.content_id))


def _versions(version: models.Version) -> _Versions:
    """The versions that the proposal was made from, by the key of their artifact."""
    wanted = Q(pk=None)
    for each in version.references.values():
        wanted |= Q(artifact__key=each["artifact"], number=each["version"])
    same_case = models.Version.objects.filter(artifact__case=version.artifact.case_id)
    return {each.artifact.key: each for each in same_case.filter(wanted).select_related("artifact")}


def _numbers(versions: _Versions) -> dict[str, Quantity | None]:
    return {
        label: _quantity(versions.get(key), name)
        for label, (key, name) in _places(versions).items()
    }


def _places(versions: _Versions) -> dict[str, tuple[str, str]]:
    """Where each number stands: the key of its artifact and its own name."""
    effects = (key for key, each in versions.items() if each.artifact.kind == "effect")
    effect = next(effects, "")
    return {label: (effect, name) for label, name in _NUMBERS.items()} | _FLOW_NUMBERS


def _quantity(version: models.Version | None, name: str) -> Quantity | None:
    given = version.quantities.get(name) if version is not None else None
    return None if given is None else Quantity.model_validate(given)


def _texts(document: documents.Document) -> dict[str, str]:
    """Each chapter under its heading, the first also as the summary, and all of them."""
    chapters: dict[str, list[str]] = {}
    title = ""
    for block in document.blocks:
        if isinstance(block, documents.Heading) and block.level == 1:
            title = block.text
        elif lines := list(_lines(block)):
            chapters.setdefault(title, []).extend(lines)
    texts = {title: "\n".join(lines) for title, lines in chapters.items()}
    whole = "\n\n".join(f"{title}\n{text}".strip() for title, text in texts.items())
    first = next(iter(texts.values()), "")
    chapters_by_name = {f"章「{title}」": text for title, text in texts.items() if title}
    return {"本文": whole, "要約": first} | chapters_by_name


def _lines(block: documents.Block) -> Iterable[str]:
    match block:
        case documents.Heading():
            yield block.text
        case documents.Paragraph():
            yield "".join(span.text for span in block.spans)
        case documents.Bullets():
            for item in block.items:
                yield "・" + "".join(span.text for span in item)


def _indicators(document: documents.Document) -> list[dict[str, str]]:
    """The rows of the table of indicators, where the proposal places the logic model."""
    for block in document.blocks:
        if isinstance(block, documents.DataTable) and block.columns[0].text == "指標":
            names = ("名前", "現在値", "目標値", "時期")
            return [
                dict(
                    zip(names, ("".join(span.text for span in cell) for cell in row), strict=False)
                )
                for row in block.rows
            ]
    return []


def _main_traces(document: documents.Document, versions: _Versions) -> Iterable[dict[str, str]]:
    """A row for each number that is offered as a field, also where the text does not quote it."""
    traces = {trace.name: trace for trace in document.traces}
    for label, (key, name) in _places(versions).items():
        if label in _NOT_MAIN:
            continue
        quantity = _quantity(versions.get(key), name)
        trace = traces.get(f"{key}.{name}")
        said = _LONG_NAMES.get(label, label)
        if trace is not None:
            yield _trace(trace) | {"数値": said}
        elif quantity is not None:
            yield dict.fromkeys(_TRACE, "") | {
                "数値": said,
                "値": show(quantity),
                "幅": range_text(quantity),
                "確かさ": quantity.grade.value,
                "道すじ": versions[key].artifact.title or key,
            }


def _numbered(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return [{"番号": str(number)} | row for number, row in enumerate(rows, start=1)]


def _trace(trace: documents.TraceEntry) -> dict[str, str]:
    titles = list(dict.fromkeys(step.title for step in trace.steps))
    way = " ← ".join(titles[:_NEAREST])
    more = len(titles) - _NEAREST
    files = (
        each.file_name + (f"（{each.rows:,}行）" if each.rows is not None else "")
        for each in trace.sources
    )
    said = (
        trace.label or trace.name, trace.shown, trace.range, trace.grade,
        f"{way} ← ほか{more}" if more > 0 else way, "\n".join(files),
        "、".join(sorted({each.owner for each in trace.sources if each.owner})),
    )  # fmt: skip
    return dict(zip(_TRACE, said, strict=True))


def _figures(document: documents.Document) -> list[documents.Figure]:
    return [block for block in document.blocks if isinstance(block, documents.Figure)]


def _artifact_of(figure: documents.Figure, versions: _Versions) -> str:
    """A figure's file begins with the key of the artifact that drew it."""
    fitting = [key for key in versions if figure.file.startswith(f"{key}-")]
    return max(fitting, key=len, default="")


def _facts(document: documents.Document, versions: _Versions) -> Iterable[tuple[str, str]]:
    for figure in _figures(document):
        key = _artifact_of(figure, versions)
        if key and versions[key].artifact.kind == "evidence":
            yield key, figure.alt


def _pictures(
    version: models.Version, document: documents.Document, *, versions: _Versions,
    store: DatabaseStore,
) -> dict[str, tuple[bytes, str]]:  # fmt: skip
    store.fetch(version.files.values())
    found: dict[str, tuple[bytes, str]] = {}
    for number, figure in enumerate(_figures(document), start=1):
        if figure.file not in version.files:
            continue
        picture = (store.read(version.files[figure.file]), figure.alt or figure.caption)
        key = _artifact_of(figure, versions)
        kind = versions[key].artifact.kind if key else ""
        names = [name for name, each in _BY_KEY.items() if each == key]
        names += [name for name, each in _BY_KIND.items() if each == kind]
        for name in (*names, f"図{number}"):
            if name in PICTURES:
                found.setdefault(name, picture)
    return found
