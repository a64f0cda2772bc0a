"""The OMG's XML schema of BPMN 2.0, as the package of bpmn-js brings it."""

from pathlib import Path

from lxml import etree

_FOLDER = Path(__file__).parents[3] / "frontend/node_modules/bpmn-moddle/resources/bpmn/xsd"


def schema() -> etree.XMLSchema:
    """BPMN20.xsd with the schemas it includes."""
    return etree.XMLSchema(etree.parse(_FOLDER / "BPMN20.xsd"))


def faults(data: bytes, known: etree.XMLSchema) -> list[str]:
    """What in a file is against the schema."""
    try:
        known.assertValid(etree.fromstring(data))
    except etree.DocumentInvalid as error:
        return [str(error)]
    return []
