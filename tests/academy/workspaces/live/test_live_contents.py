"""A worksheet as a document: what a field holds stands in it, and edits of two sides meet."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_fields
from tomoni.academy.workspaces.live import contents

GOAL = FieldView(name="goal", label="目標", type="long_text")
YEN = FieldView(name="yen", label="費用", type="number")
WAYS = FieldView(name="ways", label="方法", type="choice", many=True, choices=("紙", "電子"))
TREE = FieldView(
    name="tree", label="仮説", type="rows",
    columns=(
        FieldView(name="why", label="なぜ", type="long_text"),
        FieldView(name="count", label="件数", type="number"),
    ),
)  # fmt: skip
FIELDS = (GOAL, YEN, WAYS, TREE)
VALUES: dict[str, Any] = {
    "goal": "待たせない😀", "yen": 3200, "ways": ["紙", "電子"],
    "tree": [{"why": "混む", "count": 3}, {"why": "書き直し", "count": None}],
}  # fmt: skip


def _fields(values: dict[str, Any]) -> tuple[FieldView, ...]:
    return tuple(replace(field, value=values.get(field.name)) for field in FIELDS)


def _doc(values: dict[str, Any]) -> Doc[Any]:
    doc = contents.opened()
    contents.write(doc, _fields(values))
    return doc


def _read(doc: Doc[Any]) -> dict[str, Any]:
    found = read_fields(contents.post_of(doc, FIELDS), fields=FIELDS)
    return {field.name: field.value for field in found}


def _change(doc: Doc[Any], **values: Any) -> bytes:
    """The document as somebody who saw it a while ago has changed it."""
    other = contents.opened(doc.get_update())
    contents.write(other, _fields(VALUES | values))
    return other.get_update()


def test_a_document_says_what_was_written_into_it() -> None:
    assert _read(_doc(VALUES)) == VALUES


def test_writing_the_same_again_changes_nothing() -> None:
    doc = _doc(VALUES)
    before = doc.get_state()
    contents.write(doc, _fields(VALUES))
    assert doc.get_state() == before


def test_an_empty_list_offers_as_many_rows_as_the_form() -> None:
    doc = contents.opened()
    contents.write(doc, (replace(TREE, rows_shown=3),))
    rows = doc.get("fields", type=Map)["tree"]
    assert len(rows) == 3
    assert _read(doc)["tree"] == []


def test_two_who_changed_one_text_both_find_their_words() -> None:
    doc = _doc(VALUES)
    one = _change(doc, goal="もう待たせない😀")
    other = _change(doc, goal="待たせない😀。急がない")
    doc.apply_update(one)
    doc.apply_update(other)
    assert _read(doc)["goal"] == "もう待たせない😀。急がない"


def test_words_in_a_row_that_another_moves_down_stay() -> None:
    doc = _doc(VALUES)
    added = [{"why": "新しい", "count": None}, *VALUES["tree"]]
    one = _change(doc, tree=added)
    two = _change(doc, tree=[{"why": "窓口が混む", "count": 3}, VALUES["tree"][1]])
    doc.apply_update(one)
    doc.apply_update(two)
    assert [row["why"] for row in _read(doc)["tree"]] == ["新しい", "窓口が混む", "書き直し"]


def test_a_row_that_a_form_left_out_is_gone_and_a_begun_one_stays() -> None:
    doc = _doc(VALUES)
    rows = doc.get("fields", type=Map)["tree"]
    begun: Map[Any] = Map()
    rows["z"] = begun
    begun["at"], begun["why"], begun["count"] = 9.0, Text(""), ""
    behind = contents.opened(doc.get_update())
    contents.write(behind, _fields(VALUES | {"tree": VALUES["tree"][1:]}))
    begun["why"].insert(0, "書き始め")
    doc.apply_update(behind.get_update())
    assert [row["why"] for row in _read(doc)["tree"]] == ["書き直し", "書き始め"]


def test_what_a_page_has_made_of_the_document_harms_nobody() -> None:
    doc = _doc(VALUES)
    root = doc.get("fields", type=Map)
    root["goal"], root["yen"], root["tree"] = 7.0, Text("文"), "行ではない"
    assert _read(doc) == {"goal": "", "yen": "文", "ways": ["紙", "電子"], "tree": []}


@given(before=st.text("あいう\n😀ab", max_size=30), after=st.text("あいう\n😀ab", max_size=30))
def test_an_edited_text_says_what_was_wanted(before: str, after: str) -> None:
    doc: Doc[Any] = Doc()
    texts = doc.get("texts", type=Map)
    texts["one"] = Text(before)
    contents.edit(texts["one"], after)
    assert str(texts["one"]) == after


@pytest.mark.parametrize("spoilt", [b"", b"\x01", b"\xff" * 9, contents.opened().get_update()[:-1]])
def test_what_is_no_update_is_refused(spoilt: bytes) -> None:
    with pytest.raises(ValueError, match="Cannot decode update"):
        contents.opened(spoilt)
