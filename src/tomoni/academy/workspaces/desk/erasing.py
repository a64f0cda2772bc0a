"""The end of keeping: the rows of a file are erased, and a certificate says what remains."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.desk.custody import ROWS
from tomoni.academy.workspaces.desk.models import Holding


@transaction.atomic
def erase(holding: Holding, *, actor: User) -> None:
    """Erases every version of the file and of its tables; bytes that others use stay theirs.

    The versions keep their SHA-256: a copy found elsewhere can still be recognised.
    """
    versions = _versions(holding)
    digests = {digest: label for version in versions for digest, label in _bytes_of(version)}
    shared = _used_elsewhere(digests, versions)
    now = timezone.now()
    for blob in models.Blob.objects.filter(digest__in=digests.keys() - shared):
        if blob.file:
            transaction.on_commit(partial(blob.file.storage.delete, str(blob.file.name)))
        blob.data, blob.file, blob.erased_at = None, "", now
        blob.save()
    holding.erased_at = now
    holding.certificate = {
        "by": actor.signature,
        "erased": [
            {"what": label, "sha256": digest}
            for digest, label in sorted(digests.items(), key=lambda each: each[1])
            if digest not in shared
        ],
        "shared": [{"what": digests[digest], "sha256": digest} for digest in sorted(shared)],
        "remains": _remains(holding),
    }
    holding.save()
    models.AuditEntry.objects.create(
        case=holding.case, actor=actor, action="erased", subject=holding.key
    )


def _versions(holding: Holding) -> list[models.Version]:
    """Every version of the file and of the tables made of it, however far."""
    rows = models.Artifact.objects.filter(case=holding.case, kind__in=ROWS)
    made, before = {holding.key}, 0
    while len(made) > before:
        before = len(made)
        made |= {row.key for row in rows if not made.isdisjoint(_inputs(row))}
    found = models.Version.objects.filter(artifact__case=holding.case, artifact__key__in=made)
    return list(found.select_related("artifact"))


def _inputs(artifact: models.Artifact) -> list[str]:
    return list((artifact.plan or {}).get("inputs", {}).values())


def _bytes_of(version: models.Version) -> list[tuple[str, str]]:
    """Digest and name of what holds rows: the files, and a table's account of its cells."""
    title = f"{version.artifact.title or version.artifact.key} v{version.number}"
    found = [(digest, f"{title} {name}") for name, digest in version.files.items()]
    if version.artifact.kind != "source":
        found.append((version.content_id, title))
    return found


def _used_elsewhere(digests: dict[str, str], versions: list[models.Version]) -> set[str]:
    others = models.Version.objects.exclude(pk__in=[version.pk for version in versions])
    used: set[str] = set()
    for content, files in others.values_list("content_id", "files").iterator():
        used |= digests.keys() & {content, *files.values()}
    return used


def _remains(holding: Holding) -> list[dict[str, Any]]:
    """What was made of the rows and stays: results and released tables, with their hash."""
    others = models.Version.objects.filter(artifact__case=holding.case).exclude(
        artifact__kind__in=ROWS
    )
    made = others.exclude(function=None).select_related("artifact").order_by("artifact", "number")
    return [
        {
            "what": f"{each.artifact.title or each.artifact.key} v{each.number}",
            "sha256": each.content_id,
        }
        for each in made
    ]
