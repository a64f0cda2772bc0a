"""A programme in words: its parts, what it still lacks, what changed, the scoring sheet."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tomoni.academy.proposals import editions, programme, programme_forms, programme_parts
from tomoni.academy.proposals.models import ProgrammeEdition
from tomoni.academy.proposals.programme_parts import PARTS, Content
from tomoni.academy.ui.comparing import text_of
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import ChangeView, Column, TableView
from tomoni.academy.ui.wording.programmes import NOTICES


@dataclass(frozen=True)
class PartView:
    """A part with what stands in it in short; `mistakes`: what keeps it from being published."""

    name: str
    title: str
    about: str
    url: str
    mistakes: tuple[str, ...]


def url_of(edition: ProgrammeEdition, view: str, *more: str) -> str:
    """The address of a page of the programme."""
    return reverse(f"proposals:{view}", args=(edition.municipality_id, edition.name, *more))


def parts_of(edition: ProgrammeEdition, content: Content) -> list[PartView]:
    """All parts in their order."""
    wrong = programme.mistakes(content)
    return [
        PartView(
            name, str(title), _about(content, name), url_of(edition, "programme_part", name),
            tuple(each.sentence for each in wrong if _lies_in(each.where, name)),
        )
        for name, title in PARTS.items()
    ]  # fmt: skip


def _lies_in(where: str, part: str) -> bool:
    name = where.partition(".")[0]
    return name == part or (name == "hides_names" and part == "title")


def _about(content: Content, part: str) -> str:
    """What stands in a part, in one line."""
    if part == "title":
        hidden = (
            _("氏名は結果が決まるまで隠します。")
            if content["hides_names"]
            else _("氏名を出します。")
        )
        return f"{content['title']}　{hidden}"
    if part == "notices":
        return "、".join(str(NOTICES.get(name, name)) for name in content[part])
    entries = content[part]["criteria"] if part == "rubric" else content[part]
    days = sum(each.get("days") or 0 for each in entries) if part == "stages" else 0
    words = "、".join(str(each.get("title", each.get("label"))) for each in entries)
    count = ngettext("%(number)sつ", "%(number)sつ", len(entries)) % {"number": len(entries)}
    total = _("（合わせて%(days)s日）") % {"days": days} if days else ""
    return f"{count}{total}：{words}" if entries else _("ありません")


def advice(content: Content) -> list[str]:
    """What makes a programme better without keeping it from being published."""
    words = {"help": _("説明"), "good": _("例"), "bad": _("よくない例")}
    lines = [
        _("「%(label)s」に、%(what)sがありません。") % {
            "label": field["label"],
            "what": "・".join(word for name, word in words.items() if not field[name]),
        }
        for field in content["fields"]
        if not all(field[name] for name in words)
    ]  # fmt: skip
    asked = {name for category in content["categories"] for name in category["fields"]}
    lines += [
        _("「%(label)s」は、どの区分でも聞いていません。") % {"label": field["label"]}
        for field in content["fields"]
        if field["name"] not in asked
    ]
    return lines


def changes(edition: ProgrammeEdition) -> tuple[str, list[ChangeView]]:
    """The name of the version before, and what differs from it, entry by entry."""
    name, text = editions.earlier_text(edition)
    if not text:
        return "", []
    left = _lines(programme_parts.content_of(text))
    right = _lines(programme_parts.content_of(edition.text))
    nothing = ("", "")
    return name, [
        ChangeView(
            label=(right.get(at) or left[at])[0], left=left.get(at, nothing)[1],
            right=right.get(at, nothing)[1],
        )
        for at in dict.fromkeys((*right, *left))
        if left.get(at, nothing)[1] != right.get(at, nothing)[1]
    ]  # fmt: skip


def _lines(content: Content) -> dict[str, tuple[str, str]]:
    """Everything that is compared: what it is called and what it says."""
    lines: dict[str, tuple[str, str]] = {}
    for part, title in PARTS.items():
        for field in programme_forms.fields_of(content, part):
            if field.type != "rows":
                lines[f"{part}.{field.name}"] = (f"{title} › {field.label}", text_of(field))
                continue
            names = [row["name"] for row in field.value]
            lines[f"{part}.order"] = (_("%(part)s › 順番") % {"part": title}, "\n".join(names))
            for row in field.value:
                called = row.get("label") or row["title"]
                lines[f"{part}.{row['name']}"] = (f"{title} › {called}", _row(field, row))
    return lines


def _row(field: FieldView, row: dict[str, Any]) -> str:
    cells = (replace(column, value=row.get(column.name)) for column in field.columns)
    return "\n".join(f"{cell.label}：{text}" for cell in cells if (text := text_of(cell)))


def scoring_sheet(content: Content) -> TableView:
    """What a reviewer scores, with the words for each score."""
    rubric = content["rubric"]
    scores = range(1, programme_parts.most_anchors(rubric) + 1)
    heads = (_("%(score)s点") % {"score": score} for score in scores)
    rows = [
        [each["title"], str(each["weight"]), *_padded(each["anchors"], len(scores))]
        for each in rubric["criteria"]
    ]
    most = rubric["scale"] * sum(each["weight"] or 0 for each in rubric["criteria"])
    return TableView(
        caption=_("採点の表"),
        columns=(
            Column(_("基準")), Column(_("重み"), number=True), *(Column(head) for head in heads)
        ),
        rows=rows,
        note=_("点に重みを掛けて足します。満点は%(most)s点です。") % {"most": most},
    )  # fmt: skip


def _padded(anchors: list[str], length: int) -> list[str]:
    return [*anchors, *[""] * (length - len(anchors))]
