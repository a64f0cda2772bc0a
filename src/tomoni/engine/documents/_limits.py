"""How large a document may be: a page that never ends helps nobody and stops the server."""

from collections.abc import Mapping

from tomoni.engine.documents._document import Bullets, DataTable, Document, Figure
from tomoni.engine.documents._errors import DocumentsError

MOST = {
    "blocks": 2_000,
    "cells": 20_000,
    "traces": 500,
    "steps": 5_000,
    "characters": 1_000_000,
    "figure-bytes": 20_000_000,
}
_MARKED_CHARACTERS = 200_000


def check(document: Document, *, files: Mapping[str, bytes]) -> None:
    """Raise `DocumentsError("too-large")` with `what`, `count` and `most`."""
    for what, count in _counts(document, files=files).items():
        if count > MOST[what]:
            raise DocumentsError("too-large", what=what, count=count, most=MOST[what])


def _counts(document: Document, *, files: Mapping[str, bytes]) -> dict[str, int]:
    tables = [block for block in document.blocks if isinstance(block, DataTable)]
    lists = [block for block in document.blocks if isinstance(block, Bullets)]
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    return {
        "blocks": len(document.blocks) + sum(len(block.items) for block in lists),
        "cells": sum(len(table.columns) * (len(table.rows) + 1) for table in tables),
        "traces": len(document.traces),
        "steps": sum(len(trace.steps) + len(trace.sources) for trace in document.traces),
        "characters": len(document.model_dump_json()),
        "figure-bytes": sum(len(files.get(figure.file, b"")) for figure in figures),
    }


def check_text(text: str) -> None:
    """The same for a text in Markdown."""
    if len(text) > _MARKED_CHARACTERS:
        raise DocumentsError(
            "too-large", what="characters", count=len(text), most=_MARKED_CHARACTERS
        )
