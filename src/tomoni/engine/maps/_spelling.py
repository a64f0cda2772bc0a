"""Names and codes of areas as they compare, whatever way they are written."""

import re
import unicodedata
from collections.abc import Iterator

_PREFECTURE = r"(?:北海道|東京都|(?:京都|大阪)府|[^0-9都道府県]{2,3}県)"
_CITY = re.compile(
    rf"^{_PREFECTURE}?(?:.{{1,4}}?郡.{{1,4}}?[町村]|.{{1,6}}?市(?!市)(?:.{{1,3}}?区)?|.{{1,4}}?区)"
)
_SUFFIX = re.compile(r"(?:都|府|県|市|区|町|村|丁目|地区|学校区|校区|小学校|小学校区)$")
_SPACES = re.compile(r"[\s・･、,，]+")
_AZA = re.compile(r"大字|小字|(?:^|(?<=[町村]))字")
_BLOCK = re.compile(r"([一二三四五六七八九十]{1,3})(?=丁目|条|区)")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_SAME = str.maketrans(
    "ノ之澤濱邊邉齋齊櫻條廣國龍曾槇籠檜藪惠眞嶋舘豐瀧澁藏莊學淺彌壽祿榮圓實鹽寶",
    "のの沢浜辺辺斎斎桜条広国竜曽槙篭桧薮恵真島館豊滝渋蔵荘学浅弥寿禄栄円実塩宝",
)
_KI = re.compile(r"(?<=[一-鿿])[ケヶヵカがガ](?=[一-鿿])")
_WEIGHTS = (6, 5, 4, 3, 2)
_SHORT, _LONG = 5, 6


def plain_name(text: str) -> str:
    """The name in half width without blanks, 大字, 字 and older forms of letters.

    ケ, ヶ and が between letters are one, so are ノ, 之 and の; 三丁目 is 3丁目.
    """
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text)).translate(_SAME)
    plain = _KI.sub("ケ", plain)
    return _BLOCK.sub(lambda found: str(_number(found[1])), _AZA.sub("", plain))


def _number(text: str) -> int:
    """十二 is 12: numbers of 丁目 go no further than the tens."""
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def name_forms(text: str) -> Iterator[str]:
    """Ever shorter ways to say the name: whole, without its city, without 市, 町, 校区 behind."""
    whole = plain_name(text)
    town = _CITY.sub("", whole)
    forms = (whole, town, _SUFFIX.sub("", whole), _SUFFIX.sub("", town))
    yield from dict.fromkeys(form for form in forms if len(form) > 1 or form == whole)


def plain_code(text: str) -> str:
    """The code in half width; of a municipality's six figures the five before the check digit.

    Source of the digit: 総務省「全国地方公共団体コード」仕様. Empty where the text is no code.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("-", "")
    plain = re.sub(r"\.0+$", "", plain)
    if not (plain.isascii() and plain.isdecimal()):
        return ""
    if len(plain) == _LONG and plain[-1] == _check_digit(plain[:_SHORT]):
        return plain[:_SHORT]
    return plain


def _check_digit(code: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)
