"""A programme as plain values, part by part: what is edited on one page.

A draft may lack something; what stands in it always has the shape of a programme.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import yaml

from tomoni.academy.proposals import programme, programme_checks
from tomoni.academy.ui.wording.programmes import PARTS as PARTS

Content = dict[str, Any]
Values = Mapping[str, Any]
Rows = list[dict[str, Any]]
YES = "○"
_DIGEST = 16
_DAY = re.compile(r"(\d{1,2})[-/月.](\d{1,2})日?")
_STEMS = {"categories": "category"}
_WORDS = ("label", "type", "help", "good", "bad")


def content_of(text: str) -> Content:
    """The plain values of an edition's text, with everything that may be left out in a file."""
    content: Content = programme.plain(text)
    if programme.mistakes(content):
        return content
    read = programme.Programme.model_validate(content)
    whole: Content = read.model_dump(mode="json", by_alias=True)
    return whole


def text_of(content: Content) -> str:
    """The values as a YAML text."""
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)


def base_of(content: Content, part: str = "") -> str:
    """What a page says of what it shows; another one means that somebody has changed it."""
    shown = values_of(content, part) if part else content
    written = json.dumps(shown, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:_DIGEST]


def values_of(content: Content, part: str) -> dict[str, Any]:
    """What stands in the form of a part."""
    if part == "title":
        hides = "yes" if content["hides_names"] else "no"
        return {"title": content["title"], "hides_names": hides}
    if part == "rubric":
        return _rubric_values(content["rubric"])
    if part == "notices":
        return {**dict.fromkeys(programme_checks.NOTICES, ""), **content["notices"]}
    return {part: [_ROWS[part][0](row, content) for row in content[part]]}


def write(content: Content, part: str, values: Values) -> None:
    """Put what was written into the part."""
    if part == "title":
        content["title"] = values["title"]
        content["hides_names"] = values["hides_names"] == "yes"
    elif part == "rubric":
        content["rubric"] = _rubric(values)
    elif part == "notices":
        content["notices"] = {name: text for name, text in values.items() if text}
    else:
        _write_rows(content, part, rows=values[part])


def titles(content: Content) -> dict[str, str]:
    """The categories by their id."""
    return {each["id"]: each["title"] for each in content["categories"]}


def day_words(text: str) -> str:
    """`8-1` as 8月1日; what is no day as it is."""
    found = _DAY.fullmatch(text)
    return f"{int(found[1])}月{int(found[2])}日" if found else text


def _day(text: str) -> str:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    return f"{int(found[1])}-{int(found[2])}" if found else text


def _write_rows(content: Content, part: str, *, rows: Rows) -> None:
    key = "name" if part == "fields" else "id"
    names = _names([row["name"] for row in rows], stem=_STEMS.get(part, part.removesuffix("s")))
    before = {each[key]: each for each in content[part]}
    made = _ROWS[part][1]
    pairs = list(zip(names, rows, strict=True))
    content[part] = [{key: name} | made(row, before.get(name, {}), content) for name, row in pairs]
    if part == "fields":
        for category in content["categories"]:
            asked = _asked(category["id"])
            category["fields"] = [name for name, row in pairs if row.get(asked) == YES]


def _names(given: Iterable[str], *, stem: str) -> list[str]:
    """The names as they were given; who has none gets one that is free."""
    listed = list(given)
    taken, names = {name for name in listed if name}, []
    for name in listed:
        number = 1
        while not name:
            offered = f"{stem}_{number}"
            name, number = ("" if offered in taken else offered), number + 1
        taken.add(name)
        names.append(name)
    return names


def _asked(category: str) -> str:
    return f"of_{category}"


def _category_row(each: Content, content: Content) -> Content:
    who = {f"who_{one.value}": YES if one in each["who"] else "" for one in programme.Who}
    return {"title": each["title"], **who, "name": each["id"]}


def _category(row: Content, before: Content, content: Content) -> Content:
    who = [one.value for one in programme.Who if row[f"who_{one.value}"] == YES]
    fields = before.get("fields", [each["name"] for each in content["fields"]])
    return {"title": row["title"], "who": who, "fields": fields}


def _field_row(each: Content, content: Content) -> Content:
    asked = {
        _asked(one["id"]): YES if each["name"] in one["fields"] else ""
        for one in content["categories"]
    }
    required = YES if each["required"] else ""
    words = {name: each[name] for name in _WORDS}
    return {**words, "required": required, **asked, "name": each["name"]}


def _field(row: Content, before: Content, content: Content) -> Content:
    words = {name: row[name] for name in _WORDS}
    return words | {"required": row["required"] == YES}


def _stage_row(each: Content, content: Content) -> Content:
    kept = {name: each[name] for name in ("title", "kind", "days", "reviewers")}
    return kept | {"named": YES if each["named"] else "", "name": each["id"]}


def _stage(row: Content, before: Content, content: Content) -> Content:
    kept = {name: row[name] for name in ("kind", "title", "days")}
    return kept | {"reviewers": row["reviewers"] or 1, "named": row["named"] == YES}


def _budget_row(each: Content, content: Content) -> Content:
    days = {name: day_words(each[name]) for name in ("from", "until")}
    return {"title": each["title"], **days, "name": each["id"]}


def _budget(row: Content, before: Content, content: Content) -> Content:
    return {"title": row["title"], "from": _day(row["from"]), "until": _day(row["until"])}


def _verdict_row(each: Content, content: Content) -> Content:
    return {"title": each["title"], "follows": each["follows"], "name": each["id"]}


def _verdict(row: Content, before: Content, content: Content) -> Content:
    return {"title": row["title"], "follows": row["follows"]}


def _titled_row(each: Content, content: Content) -> Content:
    return {"title": each["title"], "name": each["id"]}


def _titled(row: Content, before: Content, content: Content) -> Content:
    return {"title": row["title"]}


_Shown = Callable[[Content, Content], Content]
_Made = Callable[[Content, Content, Content], Content]
_ROWS: Mapping[str, tuple[_Shown, _Made]] = {
    "categories": (_category_row, _category),
    "fields": (_field_row, _field),
    "grounds": (_titled_row, _titled),
    "stages": (_stage_row, _stage),
    "verdicts": (_verdict_row, _verdict),
    "prizes": (_titled_row, _titled),
    "budget": (_budget_row, _budget),
}
"""Of each list: how an entry stands in a row, and what a row makes of it."""


def most_anchors(rubric: Content) -> int:
    """How many words a criterion's row has room for."""
    given = [len(each["anchors"]) for each in rubric["criteria"]]
    return int(max([rubric["scale"], *given]))


def _rubric_values(rubric: Content) -> dict[str, Any]:
    rows = [
        {"title": each["title"], "weight": each["weight"], "name": each["id"]}
        | {f"anchor_{score}": text for score, text in enumerate(each["anchors"], start=1)}
        for each in rubric["criteria"]
    ]
    return {"scale": rubric["scale"], "criteria": rows}


def _rubric(values: Values) -> Content:
    rows = values["criteria"]
    names = _names([row["name"] for row in rows], stem="criterion")
    criteria = [
        {"id": name, "title": row["title"], "weight": row["weight"], "anchors": _anchors(row)}
        for name, row in zip(names, rows, strict=True)
    ]
    return {"scale": values["scale"], "criteria": criteria}


def _anchors(row: Content) -> list[str]:
    """The words for each score, without the empty ones at the end."""
    texts = [text for key, text in row.items() if key.startswith("anchor_")]
    while texts and not texts[-1]:
        texts.pop()
    return texts
