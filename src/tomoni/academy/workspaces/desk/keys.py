"""The secret of a case, with which its pseudonyms are made: outside of the case itself."""

import secrets

from tomoni.academy.accounts import sealing
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.desk.models import CaseKey
from tomoni.engine import cases

_BYTES = 32


def is_needed(case: cases.Case) -> bool:
    """Whether anything of the case is made with it."""
    plans = (artifact.plan for artifact in case.artifacts.values())
    return any(plan is not None and plan.function == "privacy.transform" for plan in plans)


def fresh() -> bytes:
    """A new secret that nobody else has."""
    return secrets.token_bytes(_BYTES)


def keep(row: models.Case, key: bytes) -> CaseKey:
    """Keeps the secret of a case unless it has one already; what is kept counts."""
    kept = sealing.seal(key, digest=_name(row))
    return CaseKey.objects.get_or_create(case=row, defaults={"key": kept})[0]


def key_of(row: models.Case) -> bytes:
    """The secret of the case, made on first use. Raises `AccountsError("sealed-bytes")`."""
    kept = CaseKey.objects.filter(case=row).first() or keep(row, fresh())
    data = bytes(kept.key)
    return data if len(data) == _BYTES else sealing.unseal(data, digest=_name(row))


def _name(row: models.Case) -> str:
    return f"case-key-{row.pk}"
