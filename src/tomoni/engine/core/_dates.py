"""How offices write a day."""

from datetime import date

_ERAS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"), (date(1926, 12, 25), "昭和"))


def japanese_date(day: date) -> str:
    """The day in the Japanese calendar, e.g. 令和8年9月30日; 西暦 before 昭和.

    Eras begin as the cabinet orders on era names (元号を改める政令) say.
    """
    for start, era in _ERAS:
        if day >= start:
            year = day.year - start.year + 1
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"
