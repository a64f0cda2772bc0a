"""What draws maps and puts names right."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.analysis import conditions, map_forms
from tomoni.academy.steps.analysis.map_desk import MESHES, STEM, MapDesk
from tomoni.academy.steps.data import reading as data
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import Opened
from tomoni.academy.workspaces.store import ConflictError as ConflictError
from tomoni.engine import cases
from tomoni.engine.core import TomoniError as TomoniError

LEAVE_OUT = "-"
_PLACES = {
    "count-without-denominator": "denominator",
    "rate-without-denominator": "denominator",
    "several-rates": "rate",
    "no-rows": "area_column",
    "not-a-mesh": "area_column",
    "no-areas": "area_column",
    "no-values": "fewest",
    "wrong-breaks": "given",
    "not-a-number": "count",
    "negative-count": "count",
    "outside-japan": "longitude",
}


def place_of(error: TomoniError) -> str:
    """The question at which an error is shown."""
    return _PLACES.get(error.code, "title")


def draw(row: models.Case, desk: MapDesk, *, actor: User, values: Mapping[str, Any]) -> str:
    """The map drawn and kept; its key.

    Raises `TomoniError` where it cannot be drawn, `ConflictError`: then nothing is kept.
    """
    drawn: list[str] = []

    def grow(opened: Opened) -> cases.Case:
        key = desk.key or data.next_key(opened.case.artifacts, STEM)
        drawn.append(key)
        plan = cases.Plan(
            function="maps.draw",
            inputs=inputs_of(desk, values=values),
            parameters=parameters_of(desk, values=values),
        )
        artifact = cases.Artifact(id=key, kind="map", title=values["title"], plan=plan)
        return _made(opened, cases.place(opened.case, artifact), key, actor=actor)

    services.change(row, actor=actor, action="map-drawn", subject=desk.key or STEM, grow=grow)
    return drawn[-1]


def correct(row: models.Case, *, actor: User, key: str, said: Mapping[str, str]) -> None:
    """Which area a name is of, as a person says; the map is drawn anew.

    `said`: name → code, `LEAVE_OUT` for no area of this map, empty for nothing said. Raises as
    `draw` does.
    """

    def grow(opened: Opened) -> cases.Case:
        artifact = opened.case.artifact(key)
        assert artifact.plan is not None  # noqa: S101 - a map is always drawn by plan
        known = {**artifact.plan.parameters.get("chosen", {}), **said}
        chosen = {
            name: "" if code == LEAVE_OUT else code
            for name, code in known.items()
            if name not in said or said[name]
        }
        parameters = {**artifact.plan.parameters, "chosen": chosen}
        plan = artifact.plan.model_copy(update={"parameters": parameters})
        case = cases.place(opened.case, artifact.model_copy(update={"plan": plan}))
        return _made(opened, case, key, actor=actor)

    services.change(row, actor=actor, action="map-corrected", subject=key, grow=grow)


def _made(opened: Opened, case: cases.Case, key: str, *, actor: User) -> cases.Case:
    done = services.recomputed(opened, case, actor=actor, only={key})
    for error in done.failed.values():
        raise error
    return done.case


def inputs_of(desk: MapDesk, *, values: Mapping[str, Any]) -> dict[str, str]:
    """What the map is made of; meshes need no boundaries."""
    found = {"table": desk.inputs["table"]} if values["kind"] != "points" else {}
    if desk.inputs["boundaries"] != MESHES:
        found["boundaries"] = desk.inputs["boundaries"]
    if values["kind"] == "people":
        found["people"] = desk.inputs["people"]
    if _has_points(desk, values):
        found["points"] = desk.inputs["points"]
    return found


def _has_points(desk: MapDesk, values: Mapping[str, Any]) -> bool:
    return bool(desk.inputs["points"] and values["longitude"] and values["latitude"])


def parameters_of(desk: MapDesk, *, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is typed, as the parameters of `maps.draw`."""
    measures = []
    if values["kind"] != "points":
        measures = [_measure(desk, values, title=values["first_title"], rows=values["filters"])]
    if measures and values["second_title"]:
        second = _measure(desk, values, title=values["second_title"], rows=values["second_filters"])
        other = {"count": values["second_count"], "denominator": values["second_denominator"]}
        measures.append({**second, **{name: column for name, column in other.items() if column}})
    style = {
        "how": values["how"],
        "classes": values["classes"],
        "fewest": values["fewest"],
        "given": list(map_forms.breaks(values["given"])) if values["how"] == "given" else [],
    }
    parameters: dict[str, Any] = {
        "title": values["title"],
        "unit": values["unit"] or unit_of(values),
        "area_column": values["area_column"],
        "measures": measures,
        "per": float(values["per"]),
        "style": style,
        "chosen": dict(desk.chosen),
    }
    if values["kind"] == "people":
        columns = {"area_column": values["people_area"], "column": values["people_column"]}
        parameters["people"] = columns
    if _has_points(desk, values):
        parameters["points"] = {name: values[name] for name in map_forms.POINTS}
    return parameters


def _measure(
    desk: MapDesk, values: Mapping[str, Any], *, title: str, rows: list[Mapping[str, Any]]
) -> dict[str, Any]:
    """Of a kind only what it is made of: what else was typed for another kind is left."""
    kind, table = values["kind"], desk.table
    assert table is not None  # noqa: S101 - the form is only shown with a table
    made: dict[str, Any] = {"title": title, "filters": conditions.filters_of(rows, table=table)}
    if kind == "fits":
        return made | {"fits": conditions.filters_of(values["fits"], table=table)}
    if kind == "stated":
        return made | {"rate": values["rate"], "denominator": values["denominator"]}
    if kind == "km2":
        return made | {"count": values["count"], "per_km2": True}
    if kind == "people":
        return made | {"count": values["count"]}
    return made | {"count": values["count"], "denominator": values["denominator"]}


def unit_of(values: Mapping[str, Any]) -> str:
    """The unit in words where none is typed."""
    if values["kind"] == "km2":
        return _("1km²あたりの件数")
    if values["per"] == "100" or values["kind"] in {"fits", "points"}:
        return "％"
    of = values["people_column"] if values["kind"] == "people" else values["denominator"]
    per = {"1000": _("千"), "10000": _("1万"), "100000": _("10万")}[values["per"]]
    return _("%(of)s%(per)sあたり") % {"of": of, "per": per}
