"""Writing a version by hand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from tomoni.engine.cases._errors import bad_content
from tomoni.engine.cases._graph import Case, Reference, Version, record
from tomoni.engine.cases._kinds import kind_of
from tomoni.engine.cases._quotes import quotes_in
from tomoni.engine.cases._store import Store, write_content
from tomoni.engine.core import Quantity


def revise(
    case: Case,
    artifact_id: str,
    *,
    content: Any,
    store: Store,
    made_by: str,
    made_at: datetime,
    files: Mapping[str, bytes] | None = None,
    quantities: Mapping[str, Quantity] | None = None,
    references: Mapping[str, Reference] | None = None,
    note: str = "",
) -> Case:
    """The case with a new version of an artifact that people write.

    `content` is plain JSON values and is checked against the model of the artifact's kind.
    Raises `CasesError`: `bad-content`, and those of `record`.
    """
    kind = kind_of(case.artifact(artifact_id))
    clean = kind.clean(content)
    try:
        version = Version(
            artifact=artifact_id,
            number=len(case.versions.get(artifact_id, ())) + 1,
            content=write_content(clean, store=store),
            files={name: store.write(data) for name, data in (files or {}).items()},
            quantities=dict(quantities or {}),
            quotes=quotes_in(clean),
            references=dict(references or {}),
            made_by=made_by,
            made_at=made_at,
            note=note,
        )
    except ValidationError as error:  # the name of a file or of a number
        raise bad_content(error) from error
    return record(case, version)
