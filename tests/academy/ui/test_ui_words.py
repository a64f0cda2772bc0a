"""What changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from tomoni.academy.ui.words import Piece, pieces


def test_a_word_put_in_is_shown_alone() -> None:
    assert pieces("待たずに終える。", "待たずに5分で終える。") == [
        Piece("same", "待たずに"),
        Piece("added", "5分で"),
        Piece("same", "終える。"),
    ]


def test_very_long_texts_are_shown_as_changed_whole() -> None:
    assert [piece.kind for piece in pieces("a " * 3000, "b " * 3000)] == ["removed", "added"]


@given(st.text(), st.text())
def test_each_side_is_whole(left: str, right: str) -> None:
    found = pieces(left, right)
    assert "".join(piece.text for piece in found if piece.kind != "added") == left
    assert "".join(piece.text for piece in found if piece.kind != "removed") == right
