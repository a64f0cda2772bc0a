"""Certificates and badges of graduates, and whether a badge is right: the door to the engine."""

import json
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.cohorts.graduates import queries
from tomoni.academy.cohorts.graduates.keys import has_issuer_key, issuer_key
from tomoni.academy.cohorts.graduates.models import Graduate
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.cohorts.services import curriculum_of
from tomoni.engine import documents

DocumentsError = documents.DocumentsError
Badge = documents.Badge

BADGE_ENDING = "jwt"
"""Open Badges 3.0, chapter 5.1."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Checked:
    """What a badge that is as it was signed says.

    `issuer`: the municipality of this house whose key signed it, or None. `named`: whether it is
    the name that was asked for; None when none was.
    """

    badge: documents.Badge
    issuer: Municipality | None
    named: bool | None

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the key in groups of four, to be compared by eye."""
        key = self.badge.key
        return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


def certificate_of(graduate: Graduate) -> documents.Certificate:
    """What is certified of the graduate."""
    cohort = graduate.cohort
    curriculum = curriculum_of(cohort)
    return documents.Certificate(
        number=graduate.certificate_number,
        name=graduate.name,
        cohort=cohort.title,
        course=curriculum.title,
        sessions=len(curriculum.sessions),
        hours=sum(session.hours for session in curriculum.sessions),
        theme=graduate.theme,
        issuer=cohort.municipality.name,
        signatory=cohort.closing.signatory,
        issued_date=graduate.issued_date,
    )


def certificate_pdf(graduate: Graduate) -> bytes:
    """The certificate as a sheet of paper. Raises `DocumentsError("not-set")`."""
    return documents.certificate_pdf(certificate_of(graduate))


def badge_of(graduate: Graduate) -> bytes:
    """The graduate's badge. Raises `AccountsError("sealed-bytes")`."""
    key = issuer_key(graduate.cohort.municipality)
    return documents.sign_badge(certificate_of(graduate), uid=graduate.uid, key=key)


def all_certificates(cohort: Cohort) -> bytes:
    """Every graduate's certificate and badge as the bytes of a .zip."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as parcel:
        for graduate in queries.graduates_of(cohort).select_related("cohort__closing"):
            stem = file_stem(graduate)
            for ending, data in (
                ("pdf", certificate_pdf(graduate)),
                (BADGE_ENDING, badge_of(graduate)),
            ):
                parcel.writestr(ZipInfo(f"{stem}.{ending}", _EPOCH), data, ZIP_DEFLATED)
    return buffer.getvalue()


def file_stem(graduate: Graduate) -> str:
    """What the files of a graduate are called, without an ending."""
    return f"修了証 {graduate.certificate_number} {graduate.name}".replace("/", "／")


def public_key_of(municipality: Municipality) -> bytes:
    """The public half of the issuer's key as a JWK, to be given to whoever checks badges."""
    jwk = documents.issuer_jwk(issuer_key(municipality))
    return json.dumps(jwk, indent=2).encode()


def fingerprint_of(municipality: Municipality) -> str:
    """The fingerprint of the issuer's key."""
    return documents.key_fingerprint(documents.issuer_jwk(issuer_key(municipality)))


def check(data: bytes, *, name: str, now: datetime) -> Checked:
    """Reads and checks a badge. Raises `DocumentsError` with what is wrong with it."""
    badge = documents.check_badge(data, now=now)
    return Checked(
        badge=badge,
        issuer=_issuer(badge),
        named=_plain(badge.name) == _plain(name) if name else None,
    )


def _issuer(badge: documents.Badge) -> Municipality | None:
    if not badge.proves_issuer:
        return None
    for municipality in Municipality.objects.order_by("code"):
        if has_issuer_key(municipality) and fingerprint_of(municipality) == badge.key:
            return municipality
    return None


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
