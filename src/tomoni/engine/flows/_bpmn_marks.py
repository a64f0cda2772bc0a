"""Our own extension elements in a BPMN file: what BPMN has no place for."""

from collections.abc import Container, Mapping
from typing import Any

from lxml import etree

from tomoni.engine.core import Grade
from tomoni.engine.flows._bpmn_names import OURS
from tomoni.engine.flows._flow import END, Gate, Minutes, Next, Often, Step, Volume, Waste
from tomoni.engine.flows._xml import say


def mark_step(step: Step, *, known: Container[str], place: int | None) -> etree._Element:
    """What BPMN has no place for, as an extension element.

    That is the step's own place in the table, if the file is to say it, and ways to steps that are
    not `known`.
    """
    element = etree.Element(f"{{{OURS}}}step", nsmap={"tomoni": OURS})
    say(element, id=step.id, place=_whole(place), grade=step.grade.value)
    for name, gate in (("split", step.split), ("join", step.join)):
        say(element, **({} if gate is Gate.ONE else {name: gate.value}))
    name = step.name if step.name != " ".join(step.name.split()) else ""
    say(element, name=name, uses=step.uses, saidBy=step.said_by, note=step.note)
    say(element, wastes=" ".join(waste.value for waste in step.wastes))
    for tag, minutes in (("minutes", step.minutes), ("wait", step.wait)):
        if minutes:
            say(etree.SubElement(element, f"{{{OURS}}}{tag}"), **_numbers(minutes.model_dump()))
    if step.often:
        often = etree.SubElement(element, f"{{{OURS}}}often")
        say(often, per=step.often.per.value, **_numbers({"times": step.often.times}))
    for number, way in enumerate(step.next):
        if way.to not in known and way.to != END:
            mark = mark_way(way, place=number)
            mark.set("to", way.to)
            element.append(mark)
    return element


def mark_way(way: Next, *, place: int | None, whole: bool = False) -> etree._Element:
    """Condition, share and place of a way as an extension element.

    `whole`: it is said of the whole way, whatever stands on its other lines and gateways.
    """
    element = etree.Element(f"{{{OURS}}}way", nsmap={"tomoni": OURS})
    share = {} if way.share is None else _numbers({"share": way.share})
    say(element, place=_whole(place), condition=way.condition, **share)
    say(element, whole="true" if whole else "")
    return element


def _whole(number: int | None) -> str:
    return "" if number is None else str(number)


def mark_volume(volume: Volume) -> etree._Element:
    """The cases a year as an extension element."""
    element = etree.Element(f"{{{OURS}}}volume", nsmap={"tomoni": OURS})
    say(element, **_numbers({name: getattr(volume, name) for name in ("value", "low", "high")}))
    say(element, quote=volume.quote, grade=volume.grade.value, saidBy=volume.said_by)
    return element


def _numbers(values: Mapping[str, float | None]) -> dict[str, str]:
    return {name: repr(value) for name, value in values.items() if value is not None}


def values_of(mark: etree._Element) -> dict[str, Any]:
    """What the extension of a step says, by the names of `Step`. Raises `ValueError`."""
    often = mark.find(f"{{{OURS}}}often")
    return {
        "minutes": _minutes(mark, "minutes"),
        "wait": _minutes(mark, "wait"),
        "often": None if often is None else Often.model_validate(_texts(often, "times", "per")),
        "wastes": tuple(map(Waste, mark.get("wastes", "").split())),
        "uses": mark.get("uses", ""),
        "grade": Grade(mark.get("grade", Grade.ESTIMATE)),
        "said_by": mark.get("saidBy", ""),
        "note": mark.get("note", ""),
    }


def _texts(element: etree._Element, *names: str) -> dict[str, str | None]:
    return {name: element.get(name) for name in names}


def _minutes(mark: etree._Element, name: str) -> Minutes | None:
    element = mark.find(f"{{{OURS}}}{name}")
    if element is None:
        return None
    return Minutes.model_validate(_texts(element, "low", "likely", "high"))


def volume_of(element: etree._Element) -> Volume:
    """The cases a year in their extension. Raises `ValueError`."""
    numbers = _texts(element, "value", "low", "high")
    return Volume.model_validate(
        {
            **numbers,
            "quote": element.get("quote", ""),
            "grade": element.get("grade", Grade.ESTIMATE),
            "said_by": element.get("saidBy", ""),
        }
    )
