"""The engine's case in the database: rows in, values out."""

from collections.abc import Iterable
from functools import partial

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from tomoni.academy.accounts import sealing
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.errors import WorkspacesError
from tomoni.engine import cases, core

_IN_ROW = 64 * 1024
"""Larger bytes go to the file storage."""


class ConflictError(Exception):
    """Somebody else has saved a version of the same artifact in the meantime."""


class DatabaseStore:
    """The engine's store on `Blob` rows."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}

    def read(self, digest: str) -> bytes:
        if digest not in self._known:
            self.fetch([digest])
        if digest not in self._known:
            erased = models.Blob.objects.filter(digest=digest).exclude(erased_at=None).exists()
            if erased:
                raise WorkspacesError("erased-bytes", digest=digest[:12])
            raise WorkspacesError("missing-bytes", digest=digest[:12])
        return self._known[digest]

    def fetch(self, digests: Iterable[str]) -> None:
        """Read many at once."""
        missing = set(digests) - self._known.keys()
        for blob in models.Blob.objects.filter(digest__in=missing, erased_at=None):
            self._known[blob.digest] = _bytes(blob)

    def write(self, data: bytes) -> str:
        """Hold the bytes until `keep`: what comes to nothing leaves nothing behind."""
        digest = core.sha256(data)
        self._known[digest] = data
        self._new[digest] = data
        return digest

    def keep(self) -> None:
        """Make rows of all that was written; call it in a transaction."""
        known = models.Blob.objects.filter(digest__in=self._new)
        erased = known.exclude(erased_at=None)
        for digest in erased.values_list("digest", flat=True):
            _blob(digest, self._new[digest]).save()
        missing = self._new.keys() - set(known.values_list("digest", flat=True))
        rows = [_blob(digest, self._new[digest]) for digest in missing]
        models.Blob.objects.bulk_create(rows, ignore_conflicts=True)
        self._new.clear()


def _blob(digest: str, data: bytes) -> models.Blob:
    blob = models.Blob(digest=digest, size=len(data), sealed=sealing.is_on())
    kept = sealing.seal(data, digest=digest)
    if len(data) <= _IN_ROW:
        blob.data = kept
    else:
        blob.file.save(digest, ContentFile(kept), save=False)
    return blob


def _bytes(blob: models.Blob) -> bytes:
    if blob.data is not None:
        kept = bytes(blob.data)
    else:
        with blob.file.open("rb") as stream:
            kept = stream.read()
    return sealing.unseal(kept, digest=blob.digest) if blob.sealed else kept


def seal_all() -> int:
    """Encrypts what was kept before there was a key; returns how many blobs."""
    count = 0
    for digest in models.Blob.objects.filter(sealed=False, erased_at=None).values_list(
        "digest", flat=True
    ):
        with transaction.atomic():
            old = models.Blob.objects.get(digest=digest)
            data, name = _bytes(old), old.file.name
            _blob(digest, data).save()
            if name:
                transaction.on_commit(partial(old.file.storage.delete, name))
        count += 1
    return count


def copy(case: cases.Case, *, source: cases.Store) -> None:
    """Keep every content and file of the case that another store holds."""
    target = DatabaseStore()
    for versions in case.versions.values():
        for version in versions:
            for digest in (version.content, *version.files.values()):
                target.write(source.read(digest))
    target.keep()


def load(row: models.Case) -> cases.Case:
    """The case as the engine knows it. Two queries."""
    artifacts = {artifact.pk: artifact for artifact in row.artifacts.all()}
    keys = {pk: artifact.key for pk, artifact in artifacts.items()}
    versions: dict[str, list[cases.Version]] = {}
    for version in models.Version.objects.filter(artifact__case=row).order_by("number"):
        key = keys[version.artifact_id]
        versions.setdefault(key, []).append(_version(version, key))
    return cases.Case(
        id=f"case-{row.pk}",
        title=row.title,
        curriculum=row.curriculum,
        artifacts={artifact.key: _artifact(artifact) for artifact in artifacts.values()},
        versions={key: tuple(found) for key, found in versions.items()},
    )


def save(
    row: models.Case, case: cases.Case, *, since: cases.Case | None = None, author_id: int | None
) -> None:
    """Add what the case has beyond `since`, the case as it was opened; call it in a transaction.

    The row's `revision` in the database goes up by one.
    Raises `ConflictError`; what others have changed in other artifacts since then stays.
    """
    old = since.artifacts if since else {}
    made = since.versions if since else {}
    rows = {artifact.key: artifact for artifact in row.artifacts.all()}
    try:
        for key, artifact in case.artifacts.items():
            if artifact != old.get(key):
                known = rows.get(key) if key in old else None
                rows[key] = _save_artifact(row, known, artifact)
        models.Version.objects.bulk_create(
            _row(version, rows[key], author_id)
            for key, versions in case.versions.items()
            for version in versions[len(made.get(key, ())) :]
        )
        models.Case.objects.filter(pk=row.pk).update(revision=F("revision") + 1)
    except IntegrityError as error:
        raise ConflictError from error


def _save_artifact(
    row: models.Case, known: models.Artifact | None, artifact: cases.Artifact
) -> models.Artifact:
    plan = None if artifact.plan is None else artifact.plan.model_dump(mode="json")
    if known is None:
        return models.Artifact.objects.create(
            case=row, key=artifact.id, kind=artifact.kind, title=artifact.title, plan=plan
        )
    if (known.title, known.plan) != (artifact.title, plan):
        known.title, known.plan = artifact.title, plan
        known.save(update_fields=["title", "plan"])
    return known


def _artifact(row: models.Artifact) -> cases.Artifact:
    return cases.Artifact.model_validate(
        {"id": row.key, "kind": row.kind, "title": row.title, "plan": row.plan}
    )


def _version(row: models.Version, key: str) -> cases.Version:
    return cases.Version.model_validate(
        {
            "artifact": key,
            "content": row.content_id,
            **{name: getattr(row, name) for name in _PLAIN},
            "made_at": timezone.localtime(row.made_at),
        }
    )


_PLAIN = (
    "number",
    "files",
    "quantities",
    "quotes",
    "references",
    "function",
    "parameters",
    "engine_version",
    "made_by",
    "made_at",
    "note",
)


def _row(
    version: cases.Version, artifact: models.Artifact, author_id: int | None
) -> models.Version:
    plain = version.model_dump(mode="json", include=set(_PLAIN) - {"made_at"})
    return models.Version(
        artifact=artifact,
        content_id=version.content,
        made_at=version.made_at,
        author_id=author_id,
        **plain,
    )
