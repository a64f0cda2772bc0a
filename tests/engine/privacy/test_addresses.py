"""An address becomes the area it lies in: all behind the name of the 町丁目 is left out."""

import pytest

from engine.privacy.columns import after, table_of
from tomoni.engine import privacy
from tomoni.engine.privacy import Area, AreaLevel


@pytest.mark.parametrize(
    ("address", "city", "town", "block"),
    [
        ("ともに市川上町北の庄2000番地の1 コーポ山本101", "ともに市", "川上町", "川上町北の庄"),
        ("兵庫県ともに市尾上町池の端一丁目2-3", "ともに市", "尾上町", "尾上町池の端1丁目"),
        ("ともに市　平岡町新田　１２－３", "ともに市", "平岡町", "平岡町新田"),
        ("川上町北の庄123", None, "川上町", "川上町北の庄"),
        ("〒999-0131 ともに市川上町北の庄1", "ともに市", "川上町", "川上町北の庄"),
        ("東京都世田谷区太子堂三丁目４番５号", "世田谷区", "太子堂", "太子堂3丁目"),
        ("大阪市北区梅田１－２－３", "大阪市北区", "梅田", "梅田1"[:-1]),
        ("加古郡稲美町国岡1-1", "加古郡稲美町", "国岡", "国岡"),
        ("四日市市諏訪町1-5", "四日市市", "諏訪町", "諏訪町"),
        ("町田市森野2-2-22", "町田市", "森野", "森野"),
        ("札幌市中央区北1条西2丁目", "札幌市中央区", "北1条西", "北1条西2丁目"),
        ("ともに市大字水足二番地", "ともに市", "水足", "水足"),
        ("川上町十二丁目3", None, "川上町", "川上町12丁目"),
        ("山本方", None, None, None),
        ("住所不定", None, None, None),
    ],
)
def test_an_address_becomes_its_area(
    address: str, city: str | None, town: str | None, block: str | None
) -> None:
    found = [
        after([address], Area(column="住所", to=to))[0]
        for to in (AreaLevel.CITY, AreaLevel.TOWN, AreaLevel.TOWN_BLOCK)
    ]
    assert found == [city, town, block]


def test_an_address_becomes_a_district_by_the_citys_own_table() -> None:
    table = {
        "川上町北の庄": "川上小学校",
        "尾上町池の端１丁目": "池の端小学校",
        "尾上町": "尾上小学校",
    }
    addresses = ["川上町北の庄1-2", "ともに市尾上町池の端1丁目3", "尾上町浜9", "別の町1-1"]
    step = Area(column="住所", to=AreaLevel.DISTRICT, districts=table)
    made = privacy.transform(table_of(addresses, name="住所"), [step])
    assert made.table.frame["住所"].to_list() == [
        "川上小学校", "池の端小学校", "尾上小学校", None
    ]  # fmt: skip
    assert made.record[0].emptied == 1
    assert made.record[0].settings == {"to": "district", "districts_count": 3}
