"""Keys of two tables meet, however they are written: the same in every database."""

from datetime import date

import pytest

from engine.questions.samples import shown, table
from tomoni.engine import questions

KEYS: list[tuple[str, tuple[str, list[object]], tuple[str, list[object]], list[object]]] = [
    ("as_is", ("integer", [1, 2]), ("number", [1.0, 3.5]), [1, None]),
    ("as_is", ("integer", [1, 2]), ("text", ["1 ", "x"]), [1, None]),
    ("as_is", ("number", [2.0, 1e300]), ("text", ["2", "x"]), [1, None]),
    ("as_is", ("date", [date(2024, 4, 1)]), ("date", [date(2024, 4, 1)]), [1]),
    ("town", ("text", ["東町二十一丁目", "小字ヶ丘"]), ("text", ["大字東町２１丁目", "小字ケ丘"]),
     [1, 2]),
    ("municipality", ("text", ["01100", "ab"]), ("integer", [11002, 5]), [1, None]),
    ("mesh_1km", ("text", ["5235-03-12", "523503"]), ("integer", [52350312, 1]), [1, None]),
    ("mesh_500m", ("text", ["523503121"]), ("text", ["5235031214"]), [1]),
    ("fiscal_year", ("date", [date(2024, 3, 31), date(2024, 4, 1)]), ("text", ["2023年度", "x"]),
     [1, None]),
    ("month", ("date", [date(2024, 3, 31)]), ("integer", [202403]), [1]),
]  # fmt: skip


@pytest.mark.parametrize(("form", "left", "right", "expected"), KEYS)
def test_keys_are_written_alike_before_they_meet(
    backend: str,
    form: str,
    left: tuple[str, list[object]],
    right: tuple[str, list[object]],
    expected: list[object],
) -> None:
    places = list(range(1, len(left[1]) + 1))
    others = list(range(1, len(right[1]) + 1))
    both: dict[str, questions.TableLike] = {
        "a": table(鍵=left, 行=("integer", places)),
        "b": table(鍵=right, 行=("integer", others)),
    }
    question = questions.Question.model_validate(
        {
            "table": "a",
            "groups": [{"column": "行"}],
            "measures": [{"kind": "sum", "column": "b.行"}],
            "joins": [{"table": "b", "keys": [{"left": "鍵", "right": "鍵", "form": form}]}],
        }
    )

    found = questions.ask(question, tables=both, backend=backend)

    assert shown(found)["行の合計"] == expected
