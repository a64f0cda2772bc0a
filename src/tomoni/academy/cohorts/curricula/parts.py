"""The parts of a curriculum, each with its address: what is edited on one page.

`sessions.2`, `sessions.2.slides` (a material), `steps.problem`, `worksheets.problem`,
`worksheets.problem.goal` (a field), `skills`, `title`. A curriculum is held here as plain values.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.errors import CohortsError
from tomoni.engine import cases
from tomoni.engine.core import canonical_json, sha256

Content = dict[str, Any]
IDENTITIES = {
    "sessions": "number", "materials": "id", "steps": "id", "worksheets": "id", "fields": "name",
}  # fmt: skip
INNER = {"sessions": "materials", "worksheets": "fields"}
WHOLE = ("title", "skills")
"""Parts that are one entry of the curriculum."""
DIGEST = 16


def content_of(curriculum: cases.Curriculum) -> Content:
    """Its plain values, all of them."""
    content: Content = curriculum.model_dump(mode="json")
    return content


def spot(content: Content, at: str) -> tuple[list[Content], int]:
    """The list a part stands in, and its place there. Raises `CohortsError("part-gone")`."""
    name, *keys = at.split(".")
    within, found = content, None
    for key in keys:
        entries: list[Content] = within.get(name, []) if name in IDENTITIES else []
        known = [str(entry[IDENTITIES[name]]) for entry in entries]
        if key not in known:
            raise CohortsError("part-gone")
        found = entries, known.index(key)
        within, name = entries[known.index(key)], INNER.get(name, "")
    if found is None:
        raise CohortsError("part-gone")
    return found


def part(content: Content, at: str) -> Any:
    """The plain values of a part. Raises `CohortsError("part-gone")`."""
    if at in WHOLE:
        return content[at]
    entries, place = spot(content, at)
    return entries[place]


def kind_of(at: str) -> str:
    """Which form a part has: title, skills, session, material, step, worksheet or field."""
    name, *keys = at.split(".")
    kinds = {
        ("title", 0): "title", ("skills", 0): "skills", ("sessions", 1): "session",
        ("sessions", 2): "material", ("steps", 1): "step", ("worksheets", 1): "worksheet",
        ("worksheets", 2): "field",
    }  # fmt: skip
    found = kinds.get((name, len(keys)))
    if found is None:
        raise CohortsError("part-gone")
    return found


def base_of(content: Content, at: str = "") -> str:
    """What a page says of the part it shows; another one means that somebody has changed it."""
    return sha256(canonical_json(part(content, at) if at else content))[:DIGEST]


def titles(content: Content) -> dict[str, str]:
    """Every part by its address, in words."""
    found = {"title": content["title"], "skills": _("スキル")}
    found |= {"sessions": _("回"), "steps": _("手順"), "worksheets": _("ワークシート")}
    for session in content["sessions"]:
        at = f"sessions.{session['number']}"
        found[at] = _("第%(number)s回 %(title)s") % session
        for each in session["materials"]:
            found[f"{at}.{each['id']}"] = f"{found[at]} › {each['title']}"
    for step in content["steps"]:
        found[f"steps.{step['id']}"] = _("手順 %(title)s") % step
    for sheet in content["worksheets"]:
        at = f"worksheets.{sheet['id']}"
        found[at] = sheet["title"]
        for field in sheet["fields"]:
            found[f"{at}.{field['name']}"] = f"{sheet['title']} › {field['label']}"
    return found


def add(content: Content, at: str) -> str:
    """A new part at the end of a list (`steps`, `sessions.2.materials`); its address."""
    *above, name = at.split(".")
    owner = part(content, ".".join(above)) if above else content
    if name not in NEW or name not in owner:
        raise CohortsError("part-gone")
    entries: list[Content] = owner[name]
    key = free_key(name, (str(each[IDENTITIES[name]]) for each in entries))
    entries.append(NEW[name](key))
    return ".".join((*(above or [name]), key))


def move(content: Content, at: str, *, by: int) -> None:
    """Change places with the part before (-1) or after (1); at the end of the list it stays."""
    entries, place = spot(content, at)
    other = place + by
    if 0 <= other < len(entries):
        entries[place], entries[other] = entries[other], entries[place]
    tidy(content)


def remove(content: Content, at: str) -> None:
    """Take the part out, and whatever named it."""
    entries, place = spot(content, at)
    del entries[place]
    tidy(content)


def tidy(content: Content) -> None:
    """Number the sessions in their order, and drop names of what is no longer there."""
    for number, session in enumerate(content["sessions"], start=1):
        session["number"] = number
    steps = {each["id"] for each in content["steps"]}
    worksheets = {each["id"] for each in content["worksheets"]}
    for step in content["steps"]:
        step["worksheets"] = [each for each in step["worksheets"] if each in worksheets]
    for session in content["sessions"]:
        session["steps"] = [each for each in session["steps"] if each in steps]
        session["homework"] = [each for each in session["homework"] if each in worksheets]
    drop_checks(content)


def drop_checks(content: Content) -> None:
    """Take out the checks of the first review that look at a field that is no longer there."""
    for sheet in content["worksheets"]:
        sheet["checks"] = [each for each in sheet["checks"] if _stands(each, sheet["fields"])]


def _stands(check: Content, fields: list[Content]) -> bool:
    """Whether the fields that a check of the first review looks at are still there."""
    columns = {field["name"]: {each["name"] for each in field["columns"]} for field in fields}
    name, _, column = check["field"].partition(".")
    beside = columns.get(name, set()) if column else columns.keys()
    there = name in columns and (not column or column in columns[name])
    return there and (not check["other"] or check["other"] in beside)


def free_key(name: str, taken: Iterable[str]) -> str:
    """A name that no entry of the list has yet; sessions are numbered."""
    known, stem = set(taken), name.removesuffix("s")
    number = len(known) + 1
    while (str(number) if name == "sessions" else f"{stem}_{number}") in known:
        number += 1
    return str(number) if name == "sessions" else f"{stem}_{number}"


def _new_field(key: str) -> Content:
    return _plain(cases.Field(name=key, label=_("新しい欄"), type=cases.FieldType.LONG_TEXT))


def _new_worksheet(key: str) -> Content:
    field = cases.Field(name="field_1", label=_("新しい欄"), type=cases.FieldType.LONG_TEXT)
    return _plain(cases.Worksheet(id=key, title=_("新しいワークシート"), fields=(field,)))


def _new_step(key: str) -> Content:
    return _plain(cases.Step(id=key, title=_("新しい手順"), question="", page="worksheet"))


def _new_session(key: str) -> Content:
    return _plain(cases.Session(number=int(key), title=_("新しい回"), hours=3))


def _new_material(key: str) -> Content:
    return _plain(cases.Material(id=key, title=_("新しい資料"), kind="slides", text=_("# 題名")))


def _plain(value: Any) -> Content:
    content: Content = value.model_dump(mode="json")
    return content


NEW: dict[str, Callable[[str], Content]] = {
    "sessions": _new_session,
    "materials": _new_material,
    "steps": _new_step,
    "worksheets": _new_worksheet,
    "fields": _new_field,
}
