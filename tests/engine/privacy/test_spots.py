"""What one text says of who and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.engine import privacy

FOUND = (
    ("青木 翔太さんに聞く", "person", "青木 翔太"),
    ("受付は佐藤様", "person", "佐藤様"),
    ("山田　花子が書いた", "person", "山田　花子"),
    ("東京都千代田区霞が関2丁目1番2号に送る", "address", "東京都千代田区霞が関2丁目1番2号"),
    ("野口町水足123番地の4", "address", "野口町水足123番地の4"),
    ("野口町水足12-3", "address", "野口町水足12-3"),
    ("電話 079-427-9999", "phone", "079-427-9999"),
    ("携帯は09012345678", "phone", "09012345678"),
    ("mado@city.example.jp へ", "mail", "mado@city.example.jp"),
    ("加古川市と比べる", "place", "加古川市"),
)


@pytest.mark.parametrize(("text", "kind", "part"), FOUND)
def test_a_part_that_gives_somebody_away_is_found_as_it_stands(
    text: str, kind: str, part: str
) -> None:
    assert privacy.Spot(text=part, kind=kind) in privacy.spots(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2月・5月・8月・11月の終わり",
        "10時30分から3-2-1の順番",
        "第1回の3番目",
        "窓口1-2",
        "日本の制度",
    ],
)
def test_ordinary_words_give_nobody_away(text: str) -> None:
    assert privacy.spots(text) == ()


def test_a_place_within_an_address_is_not_told_twice() -> None:
    kinds = [spot.kind for spot in privacy.spots("東京都千代田区霞が関2丁目1番2号")]
    assert kinds == ["address"]


@given(st.text(max_size=200))
def test_every_part_stands_in_the_text(text: str) -> None:
    found = privacy.spots(text)
    assert all(spot.text in text for spot in found)
    assert len(set(found)) == len(found)
