"""The certificate of a graduate: what it says, and the sheet of paper that says it."""

from datetime import date

from tomoni.engine.core import Value, japanese_date
from tomoni.engine.documents._setting import set_pdf


class Certificate(Value):
    """What is certified of one person.

    `hours`: of all sessions together; `issuer`: the municipality; `signatory`: who signs, by office
    and name, may be empty.
    """

    number: str
    name: str
    cohort: str
    course: str
    sessions: int
    hours: float
    theme: str = ""
    issuer: str
    signatory: str = ""
    issued_date: date

    @property
    def title(self) -> str:
        """What the certificate is called."""
        return f"{self.cohort} 修了証"

    @property
    def statement(self) -> str:
        """What it certifies, in one sentence."""
        return (
            f"{self.cohort}において、所定の課程（{self.course}、全{self.sessions}回・"
            f"{self.hours:g}時間）を修めたことを証します。"
        )


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as one sheet of A4, landscape: PDF/UA-1, equal bytes for equal input.

    Raises `DocumentsError("not-set")`.
    """
    said = certificate.model_dump(mode="json") | {
        "title": certificate.title,
        "statement": certificate.statement,
        "date": japanese_date(certificate.issued_date),
    }
    return set_pdf("certificate", data={"said": said})
