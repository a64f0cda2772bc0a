"""What is written of materials, and the door to the engine's slides."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts import sealing
from tomoni.academy.accounts.models import User, entry
from tomoni.academy.cohorts.materials.intake import Received
from tomoni.academy.cohorts.materials.models import Kind, Material, MaterialVersion, ReadMark
from tomoni.academy.cohorts.models import Cohort
from tomoni.engine import cases, documents
from tomoni.engine.core import TomoniError as TomoniError
from tomoni.engine.core import sha256

NOTES = "notes"


@dataclass(frozen=True)
class Place:
    """What is said of a material as a whole, whatever its version."""

    number: int
    title: str
    step: str = ""
    for_lecturers: bool = False


@dataclass(frozen=True)
class Content:
    """What a version says; no `file`: the one of the version before stays."""

    text: str = ""
    file: Received | None = None
    alt: str = ""
    summary: str = ""


@transaction.atomic
def start_with(cohort: Cohort, *, sessions: Iterable[cases.Session]) -> None:
    """The materials and notes of a curriculum's sessions as first versions in a new cohort."""
    found = [
        (Material(cohort=cohort, number=session.number, **of), text)
        for session in sessions
        for of, text in _of_session(session)
    ]
    Material.objects.bulk_create(material for material, _text in found)
    now = timezone.now()
    MaterialVersion.objects.bulk_create(
        MaterialVersion(material=material, number=1, text=text, made_at=now)
        for material, text in found
    )


def _of_session(session: cases.Session) -> Iterable[tuple[dict[str, object], str]]:
    for each in session.materials:
        yield {
            "key": f"{session.number}_{each.id}", "kind": each.kind, "title": each.title[:100],
            "for_lecturers": each.for_lecturers,
        }, each.text  # fmt: skip
    if session.notes:
        yield {
            "key": f"{session.number}_{NOTES}", "kind": Kind.TEXT, "title": _("講師のメモ"),
            "for_lecturers": True,
        }, session.notes  # fmt: skip


@transaction.atomic
def add(cohort: Cohort, *, kind: Kind, place: Place, content: Content, actor: User) -> Material:
    """A new material with its first version."""
    material = Material.objects.create(cohort=cohort, kind=kind, **vars(place))
    _write(material, number=1, content=content, note="", actor=actor)
    return material


@transaction.atomic
def write(
    material: Material, *, place: Place, content: Content, base: int, actor: User, note: str = ""
) -> MaterialVersion | None:
    """What is said of the material now, and its next version where the content is another one.

    None when somebody has written a version after `base`: nothing is changed then.
    """
    newest = newest_of(Material.objects.select_for_update().get(pk=material.pk))
    if newest.number != base:
        return None
    for name, value in vars(place).items():
        setattr(material, name, value)
    material.save(update_fields=list(vars(place)))
    if _is_same(newest, content):
        _record(material, actor=actor, action="material-described", version=newest.number)
        return newest
    return _write(material, number=base + 1, content=content, note=note, actor=actor)


def newest_of(material: Material) -> MaterialVersion:
    """Its newest version with the text."""
    return MaterialVersion.objects.filter(material=material).latest("number")


def mark_read(version: MaterialVersion, *, user: User) -> None:
    """The person has it before their eyes."""
    ReadMark.objects.bulk_create([ReadMark(version=version, user=user)], ignore_conflicts=True)


def slides_of(text: str) -> tuple[documents.Slide, ...]:
    return documents.slides_of(text)


def notes_of(material: Material) -> str:
    """The notes of its session as they are now, in Markdown."""
    found = MaterialVersion.objects.newest().filter(
        material__cohort=material.cohort_id, material__key=f"{material.number}_{NOTES}"
    )
    return found.values_list("text", flat=True).first() or ""


def pdf_of(version: MaterialVersion) -> bytes:
    """Slides or a text as PDF. Raises `documents.DocumentsError`."""
    material = version.material
    if material.kind == Kind.SLIDES:
        return documents.slides_pdf(version.text, title=material.title)
    byline = _("%(cohort)s　第%(number)s回　第%(version)s版")
    said = {"cohort": material.cohort, "number": material.number, "version": version.number}
    return documents.text_pdf(version.text, title=material.title, byline=byline % said)


def bytes_of(version: MaterialVersion) -> bytes:
    """The file. Raises `AccountsError("sealed-bytes")`."""
    with version.file.open("rb") as stream:
        kept: bytes = stream.read()
    return sealing.unseal(kept, digest=version.digest) if version.sealed else kept


@transaction.atomic
def copy_materials(source: Cohort, target: Cohort, *, actor: User) -> int:
    """The newest version of all but the recordings, as the target's own; how many came over.

    Where the target has the same material, what is different becomes its next version. Bytes are
    shared, not copied: versions never change.
    """
    note = _("「%(cohort)s」から") % {"cohort": source}
    known = {_identity(each): each for each in target.materials.all()}
    newest = MaterialVersion.objects.newest().filter(material__cohort=source)
    wanted = newest.exclude(material__kind=Kind.RECORDING).order_by("material__number", "material")
    copied = 0
    for found in wanted.select_related("material"):
        same = known.get(_identity(found.material))
        copied += _copy(found, target=target, known=same, note=note)
    _record_copy(source, target, actor=actor, count=copied)
    return copied


def _identity(material: Material) -> tuple[str, ...]:
    """By what the same material is known in another cohort."""
    if material.key:
        return (material.key,)
    return (str(material.number), material.kind, material.title)


def _copy(found: MaterialVersion, *, target: Cohort, known: Material | None, note: str) -> bool:
    material, before = found.material, newest_of(known) if known else None
    material.cohort, material.pk = target, known.pk if known else None
    material.save()
    if before is not None and (before.text, before.digest) == (found.text, found.digest):
        return False
    found.pk, found.material = None, material
    found.number = before.number + 1 if before else 1
    found.note, found.made_at = note[:200], timezone.now()
    found.save(force_insert=True)
    return True


def _is_same(newest: MaterialVersion, content: Content) -> bool:
    said = (newest.text, newest.alt, newest.summary)
    return content.file is None and said == (content.text, content.alt, content.summary)


def _write(
    material: Material, *, number: int, content: Content, note: str, actor: User
) -> MaterialVersion:
    version = MaterialVersion(
        material=material, number=number, text=content.text, alt=content.alt,
        summary=content.summary, note=note, author=actor, made_by=actor.signature,
        made_at=timezone.now(),
    )  # fmt: skip
    if content.file is not None:
        _keep(version, content.file)
    elif number > 1:
        _keep_on(version, before=material.versions.get(number=number - 1))
    try:
        version.save()
    except IntegrityError:
        if content.file is not None:
            version.file.storage.delete(version.file.name or "")
        raise
    _record(material, actor=actor, action="material-written", version=number)
    return version


def _keep(version: MaterialVersion, file: Received) -> None:
    digest = sha256(file.data)
    version.file_name, version.media_type = file.name, file.media_type
    version.size, version.digest, version.sealed = len(file.data), digest, sealing.is_on()
    kept = sealing.seal(file.data, digest=digest)
    version.file.save(digest, ContentFile(kept), save=False)


def _keep_on(version: MaterialVersion, *, before: MaterialVersion) -> None:
    for name in ("file", "file_name", "media_type", "size", "digest", "sealed"):
        setattr(version, name, getattr(before, name))


def _record(material: Material, *, actor: User, action: str, version: int) -> None:
    cohort = material.cohort
    entry(
        cohort.municipality, actor=actor, action=action, subject=material.title,
        cohort=cohort.number, session=material.number, version=version,
    ).save()  # fmt: skip


def _record_copy(source: Cohort, target: Cohort, *, actor: User, count: int) -> None:
    entry(
        target.municipality, actor=actor, action="materials-copied", subject=target.title,
        source=source.title, count=count,
    ).save()  # fmt: skip
