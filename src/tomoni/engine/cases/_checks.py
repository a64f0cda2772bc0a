"""What a case still lacks before others may rely on it."""

from collections.abc import Iterator

from tomoni.engine.cases._bundle import Bundle
from tomoni.engine.cases._graph import Case, Version
from tomoni.engine.cases._quotes import broken_quotes, strings_in, typed_numbers
from tomoni.engine.cases._staleness import stale
from tomoni.engine.cases._store import content_of
from tomoni.engine.cases._worksheets import WorksheetContent, missing_fields
from tomoni.engine.core import Finding, Grade, Place, Severity


def check(bundle: Bundle) -> tuple[Finding, ...]:
    """Everything stale, unmade, missing or without a source in the case.

    Codes: `stale`, `unmade`, `unknown-quote`, `broken-quote`, `missing-field` and
    `unknown-worksheet` (errors), `orphan-number`, `exploring-number` and `missing-worksheet`
    (warnings). The place names the artifact as its sheet.
    """
    return (
        *_made(bundle.case),
        *quoted(bundle.case),
        *_worksheets(bundle),
        *_texts(bundle),
    )


def _made(case: Case) -> Iterator[Finding]:
    for key, causes in stale(case).items():
        yield _finding("stale", Severity.ERROR, key, causes=", ".join(causes))
    for key, artifact in case.artifacts.items():
        if artifact.plan is not None and case.head(key) is None:
            yield _finding("unmade", Severity.ERROR, key)


def quoted(case: Case) -> Iterator[Finding]:
    """Quotes of what nobody has made, and of what was only found while exploring."""
    for key, head in _written(case):
        for quote in head.quotes:
            source, _, quantity = quote.partition(".")
            found = case.head(source)
            if source in case.artifacts and found is None:
                continue
            if found is None or (quantity and quantity not in found.quantities):
                yield _finding("unknown-quote", Severity.ERROR, key, quote=quote)
                continue
            number = found.quantities.get(quantity)
            if number is not None and number.grade is Grade.EXPLORED:
                yield _finding("exploring-number", Severity.WARNING, key, quote=quote)


def _worksheets(bundle: Bundle) -> Iterator[Finding]:
    known = {worksheet.id for worksheet in bundle.curriculum.worksheets}
    filled = set()
    for key, head in _written(bundle.case):
        if bundle.case.artifacts[key].kind != "worksheet":
            continue
        content = WorksheetContent.model_validate(content_of(head, store=bundle.store))
        filled.add(content.worksheet)
        if content.worksheet not in known:
            yield _finding("unknown-worksheet", Severity.ERROR, key, worksheet=content.worksheet)
            continue
        for field in missing_fields(content, curriculum=bundle.curriculum):
            yield _finding("missing-field", Severity.ERROR, key, field=field.label)
    for worksheet in bundle.curriculum.worksheets:
        if worksheet.id not in filled:
            yield _finding("missing-worksheet", Severity.WARNING, worksheet.id)


def _texts(bundle: Bundle) -> Iterator[Finding]:
    """Numbers typed into a text that a document is made from, and quotes that are none."""
    texts = document_texts(bundle.case)
    for key, head in _written(bundle.case):
        if key in texts:
            for text in strings_in(content_of(head, store=bundle.store)):
                for number in typed_numbers(text):
                    yield _finding("orphan-number", Severity.WARNING, key, seen=number)
                for quote in broken_quotes(text):
                    yield _finding("broken-quote", Severity.ERROR, key, seen=quote)


def document_texts(case: Case) -> frozenset[str]:
    """Keys of the texts that documents are made from."""
    return frozenset(
        source
        for artifact in case.artifacts.values()
        if artifact.kind == "document" and artifact.plan is not None
        for source in artifact.plan.inputs.values()
    )


def _written(case: Case) -> Iterator[tuple[str, Version]]:
    for key, artifact in case.artifacts.items():
        head = case.head(key)
        if artifact.plan is None and head is not None:
            yield key, head


def _finding(
    code: str, severity: Severity, artifact: str, *, seen: str = "", **params: str
) -> Finding:
    return Finding(
        code=code, severity=severity, place=Place(sheet=artifact), seen=seen, params=params
    )
