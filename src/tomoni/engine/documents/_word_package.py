"""What a Word file says about itself, and its bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordFile
from docx.opc.rel import Relationships
from docx.oxml.ns import qn

from tomoni.engine.core import FONT_FAMILY
from tomoni.engine.documents._layout import Layout

_SUBSTITUTES = "BIZ UDGothic,BIZ UDゴシック,Yu Gothic,游ゴシック,Meiryo"
_FONT_TABLE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">\
<w:font w:name="{FONT_FAMILY}"><w:altName w:val="{_SUBSTITUTES}"/><w:charset w:val="80"/>\
<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>"""
_LONGEST = 255


def describe(file: WordFile, *, layout: Layout) -> None:
    """Set title, authors and language, and drop what the empty file brought along.

    Machines without the font take the substitutes of the font table (BIZ UDGothic, Yu Gothic).
    """
    properties = file.core_properties
    properties.title = layout.title[:_LONGEST]
    properties.subject = layout.subtitle[:_LONGEST]
    properties.author = "、".join(layout.authors)[:_LONGEST]
    properties.language = "ja-JP"
    properties.comments = properties.keywords = properties.last_modified_by = ""
    core = file.part.package.core_properties._element
    for name in ("dcterms:created", "dcterms:modified"):
        for moment in core.findall(qn(name)):
            core.remove(moment)
    _drop(file.part.package.rels)
    _drop(file.part.rels)
    for part in file.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = _FONT_TABLE.encode()
    language = file.settings.element.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:val"), "ja-JP")
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def without_dates(data: bytes) -> bytes:
    """The same zip file with every entry dated 1980-01-01, the first day zip knows."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for entry in old.infolist():
            plain = ZipInfo(entry.filename, date_time=(1980, 1, 1, 0, 0, 0))
            plain.compress_type = ZIP_DEFLATED
            plain.create_system = 0
            new.writestr(plain, old.read(entry))
    return made.getvalue()


def _drop(relations: Relationships) -> None:
    """Leave out the parts of the empty file that belong to another look."""
    for key, relation in list(relations.items()):
        if relation.reltype.rpartition("/")[2] in {"thumbnail", "stylesWithEffects", "customXml"}:
            relations.pop(key)
