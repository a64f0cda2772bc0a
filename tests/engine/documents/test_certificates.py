"""A certificate is one sheet of A4, landscape, that says what is certified of whom."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from engine.documents.issuers import CERTIFICATE
from tomoni.engine import documents


def _text(certificate: documents.Certificate) -> str:
    pages = PdfReader(BytesIO(documents.certificate_pdf(certificate))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_certificate_is_one_sheet_of_a4_landscape() -> None:
    pages = PdfReader(BytesIO(documents.certificate_pdf(CERTIFICATE))).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (842, 595)


def test_it_says_who_finished_what_and_when() -> None:
    said = _text(CERTIFICATE)
    for part in ("修了証書", "青木翔太", "第1-003号", "21.5時間", "令和9年3月17日", "ともに市"):
        assert part in said
    assert "窓口の混雑をなくしたい" in said


def test_without_a_theme_or_a_signatory_nothing_is_left_open() -> None:
    assert "テーマ" not in _text(CERTIFICATE.model_copy(update={"theme": ""}))
    signed = CERTIFICATE.model_copy(update={"signatory": "ともに市長　見本太郎"})
    assert "見本太郎" in _text(signed)


def test_equal_certificates_give_equal_sheets() -> None:
    first = documents.certificate_pdf(CERTIFICATE)
    other = CERTIFICATE.model_copy(update={"issued_date": date(2027, 3, 18)})
    assert documents.certificate_pdf(CERTIFICATE) == first
    assert documents.certificate_pdf(other) != first


def test_a_long_name_and_a_rare_letter_still_stand_on_one_sheet() -> None:
    long = CERTIFICATE.model_copy(
        update={
            "name": "髙﨑 ジョナサン＝マクシミリアン・アレクサンダー三世",
            "theme": "長い題" * 40,
        }
    )
    assert len(PdfReader(BytesIO(documents.certificate_pdf(long))).pages) == 1
