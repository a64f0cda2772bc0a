"""A claim with the data it is held against, as one writes them in a file."""

from typing import Any

import yaml
from pydantic import Field, ValidationError

from tomoni.engine.core import Value
from tomoni.engine.evidence._claim import Claim
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._looks import Look


class ClaimFile(Value):
    """A claim, the file that is to answer it, and what `run` is told besides.

    `data` is the path of a table's file, `table` the number of the table in it, from 1.
    """

    claim: Claim
    data: str = ""
    table: int | None = Field(default=None, ge=1)
    source: str = ""
    """What the data are called in the fact sentence."""
    answers: dict[str, str] = {}
    ledger: tuple[Look, ...] = ()


class _Loader(yaml.SafeLoader):
    """Days stay as they are written: a claim holds ISO strings."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read_claim_file(data: bytes) -> ClaimFile:
    """A claim file from YAML; a claim alone is one too.

    Raises `EvidenceError("bad-claim-file")` with the field at fault.
    """
    try:
        given: Any = yaml.load(data, Loader=_Loader)  # noqa: S506 - a safe loader
        if isinstance(given, dict) and "claim" not in given:
            given = {"claim": given}
        return ClaimFile.model_validate(given)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise EvidenceError("bad-claim-file", field=place) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise EvidenceError("bad-claim-file", field="") from error
