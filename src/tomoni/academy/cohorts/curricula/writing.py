"""Between a part of a curriculum and the values of its form.

What a form does not ask (the kinds of a column) stays as it was.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tomoni.academy.cohorts.curricula import forms, parts
from tomoni.academy.cohorts.curricula.forms import Fields
from tomoni.academy.cohorts.curricula.parts import Content
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.engine import cases

Values = Mapping[str, Any]
SEPARATOR = "／"
"""Between the choices of a field that stands in one row."""
_TEXTS = ("label", "help", "good", "bad", "unit")


def fields_of(content: Content, at: str) -> Fields:
    """The form of a part, holding what stands there. Raises `CohortsError("part-gone")`."""
    return _form(content, parts.kind_of(at), parts.part(content, at))


def empty_form(content: Content, at: str) -> Fields:
    """The form of a part that is no longer there. Raises `CohortsError("part-gone")`."""
    kind = parts.kind_of(at)
    made = parts.NEW.get(f"{kind}s")
    if made is None:
        raise CohortsError("part-gone")
    return _form(content, kind, made(parts.free_key(f"{kind}s", ())))


def _form(content: Content, kind: str, found: Any) -> Fields:
    steps = tuple((each["id"], each["title"]) for each in content["steps"])
    sheets = tuple((each["id"], each["title"]) for each in content["worksheets"])
    asked: dict[str, Callable[[], Fields]] = {
        "title": lambda: forms.title_fields({"title": found}),
        "skills": lambda: forms.skill_fields(_skill_values(found)),
        "session": lambda: forms.session_fields(found, steps=steps, worksheets=sheets),
        "material": lambda: forms.material_fields(found),
        "step": lambda: forms.step_fields(found, worksheets=sheets),
        "worksheet": lambda: forms.worksheet_fields(
            found
            | {
                "fields": [_row(each) for each in found["fields"]],
                "checks": [_check_row(each) for each in found["checks"]],
            },
            rules=[rule.value for rule in cases.CheckRule],
            names=_names(found["fields"]),
        ),
        "field": lambda: forms.field_fields(_field_values(found)),
    }
    return asked[kind]()


def _check_row(check: Content) -> Content:
    """A check whose other column is named like the columns in the choices."""
    within, dot, _column = check["field"].partition(".")
    return check | {
        "other": f"{within}.{check['other']}" if dot and check["other"] else check["other"]
    }


def _names(fields: list[Content]) -> forms.Choices:
    """What a check can look at: fields, and columns within theirs."""
    return tuple(
        pair
        for field in fields
        for pair in (
            (field["name"], field["label"]),
            *(
                (f"{field['name']}.{column['name']}", f"{field['label']} › {column['label']}")
                for column in field["columns"]
            ),
        )
    )


def write(content: Content, at: str, values: Values) -> None:
    """Put what was written into the part. Raises `CohortsError("part-gone")`."""
    kind = parts.kind_of(at)
    if kind == "title":
        content["title"] = values["title"]
    elif kind == "skills":
        content["skills"] = _skills(content["skills"], values["skills"])
    else:
        _WRITERS[kind](parts.part(content, at), values)
    parts.drop_checks(content)


def _session(found: Content, values: Values) -> None:
    kept = {name: values[name] for name in ("title", "hours", "steps", "homework", "notes")}
    found |= kept | {"agenda": [dict(row) for row in values["agenda"]]}


def _material(found: Content, values: Values) -> None:
    found |= {name: values[name] for name in ("title", "kind", "text")}
    found["for_lecturers"] = values["for_lecturers"] == "lecturers"


def _step(found: Content, values: Values) -> None:
    found |= {name: values[name] for name in ("title", "question", "page", "worksheets")}


def _worksheet(found: Content, values: Values) -> None:
    found["title"] = values["title"]
    found["fields"] = _fields(found["fields"], values["fields"], stem="fields")
    found["checks"] = [
        {"rule": row["rule"], "field": row["field"], "other": row["other"].rpartition(".")[2]}
        for row in values["checks"]
    ]


def _field(found: Content, values: Values) -> None:
    found |= {name: values[name] for name in (*_TEXTS, "type", "kinds")}
    found["required"] = values["required"] == "yes"
    found["many"] = values["many"] == "many"
    found["choices"] = [line.strip() for line in values["choices"].split("\n") if line.strip()]
    found["columns"] = _fields(found["columns"], values["columns"], stem="columns")
    _fit(found)


_WRITERS = {
    "session": _session, "material": _material, "step": _step, "worksheet": _worksheet,
    "field": _field,
}  # fmt: skip


def _field_values(found: Content) -> dict[str, Any]:
    return {
        **{name: found[name] for name in (*_TEXTS, "type", "kinds")},
        "required": "yes" if found["required"] else "no",
        "many": "many" if found["many"] else "one",
        "choices": "\n".join(found["choices"]),
        "columns": [_row(each) for each in found["columns"]],
    }


def _row(field: Content) -> dict[str, str]:
    """A field or a column in one row of a table."""
    return {
        **{name: field[name] for name in (*_TEXTS, "type", "name")},
        "required": forms.YES if field["required"] else "",
        "choices": SEPARATOR.join(field["choices"]),
    }


def _fields(before: list[Content], rows: list[Content], *, stem: str) -> list[Content]:
    """The fields that the rows tell of; one that was there keeps what a row has no place for."""
    known = {field["name"]: field for field in before}
    taken = {row["name"] for row in rows if row["name"]}
    found = []
    for row in rows:
        name = row["name"] or parts.free_key(stem, taken | known.keys())
        taken.add(name)
        field = known.get(name) or parts.NEW["fields"]("new")
        found.append(_from_row(field, row) | {"name": name})
    return found


def _from_row(field: Content, row: Content) -> Content:
    written = {name: row[name] for name in _TEXTS}
    written |= {"type": row["type"] or "long_text", "required": row["required"] == forms.YES}
    if row["choices"] != SEPARATOR.join(field["choices"]):
        texts = (text.strip() for text in row["choices"].split(SEPARATOR))
        written["choices"] = [text for text in texts if text]
    return _fit(field | written)


def _fit(field: Content) -> Content:
    """A table has a column; what is no table has none."""
    if field["type"] != "rows":
        field["columns"] = []
    elif not field["columns"]:
        field["columns"] = [parts.NEW["fields"]("column_1")]
    return field


def _skill_values(skills: list[Content]) -> dict[str, Any]:
    most = max([forms.LEVELS, *(len(each["levels"]) for each in skills)])
    rows = [
        {"title": each["title"], "name": each["id"]}
        | {f"level_{number}": text for number, text in enumerate(each["levels"], start=1)}
        for each in skills
    ]
    return {"levels": most, "skills": rows}


def _skills(before: list[Content], rows: list[Content]) -> list[Content]:
    taken = {each["id"] for each in before} | {row["name"] for row in rows if row["name"]}
    found = []
    for row in rows:
        name = row["name"] or parts.free_key("skills", taken)
        taken.add(name)
        levels = [text for key, text in row.items() if key.startswith("level_") and text]
        found.append({"id": name, "title": row["title"], "levels": levels})
    return found
