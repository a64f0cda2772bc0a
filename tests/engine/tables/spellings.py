"""The spec: what stands in a cell → what comes out. Plain lists, so that docs can print them."""

from datetime import date

DATES = [
    ("R03.07.21", date(2021, 7, 21)),
    ("R08.08.31", date(2026, 8, 31)),
    ("R3.10.14", date(2021, 10, 14)),
    ("r3.10.14", date(2021, 10, 14)),
    ("H26.08.06", date(2014, 8, 6)),
    ("H26.8.6", date(2014, 8, 6)),
    ("S59.10.20", date(1984, 10, 20)),
    ("T15.12.24", date(1926, 12, 24)),
    ("M45.7.29", date(1912, 7, 29)),
    ("Ｒ０３．０７．２１", date(2021, 7, 21)),
    ("令和3年10月14日", date(2021, 10, 14)),
    ("令和３年１０月１４日", date(2021, 10, 14)),
    ("令和元年5月1日", date(2019, 5, 1)),
    ("平成元年1月8日", date(1989, 1, 8)),
    ("R元.5.1", date(2019, 5, 1)),
    ("昭和63/1/7", date(1988, 1, 7)),
    ("令 6. 1. 1", date(2024, 1, 1)),
    ("㋿3年10月14日", date(2021, 10, 14)),
    ("㍻26年8月6日", date(2014, 8, 6)),
    ("令和3年10月14日（木）", date(2021, 10, 14)),
    ("2021-10-14", date(2021, 10, 14)),
    ("2021/10/14", date(2021, 10, 14)),
    ("2021/1/4", date(2021, 1, 4)),
    ("2021.10.14", date(2021, 10, 14)),
    ("2021年10月14日", date(2021, 10, 14)),
    ("２０２１／１０／１４", date(2021, 10, 14)),
    ("　R03.07.21　", date(2021, 7, 21)),
    ("10/14/2021", date(2021, 10, 14)),
    ("平成 元年 1月 8日", date(1989, 1, 8)),
    ("S63.1.7", date(1988, 1, 7)),
    ("大正15年12月24日", date(1926, 12, 24)),
    ("明治45/7/29", date(1912, 7, 29)),
    ("H31-04-30", date(2019, 4, 30)),
    ("2021年10月14日(木曜日)", date(2021, 10, 14)),
    ("2021年11月3日(水・祝)", date(2021, 11, 3)),
    ("令和三年十月十四日", date(2021, 10, 14)),
    ("平成三十年四月一日", date(2018, 4, 1)),
    ("昭和六十三年十一月二十三日", date(1988, 11, 23)),
    ("二〇二一年十月十四日", date(2021, 10, 14)),
    ("令和元年五月一日", date(2019, 5, 1)),
]
"""Spellings of a day."""

PERIODS = [
    ("令和3年度", "fiscal_year", date(2021, 4, 1)),
    ("平成30年度", "fiscal_year", date(2018, 4, 1)),
    ("令和元年度", "fiscal_year", date(2019, 4, 1)),
    ("R3年度", "fiscal_year", date(2021, 4, 1)),
    ("２０２１年度", "fiscal_year", date(2021, 4, 1)),
    ("FY2021", "fiscal_year", date(2021, 4, 1)),
    ("令和3年", "year", date(2021, 1, 1)),
    ("平成元年", "year", date(1989, 1, 1)),
    ("2021年", "year", date(2021, 1, 1)),
    ("令和3年度上半期", "half", date(2021, 4, 1)),
    ("令和3年度下期", "half", date(2021, 10, 1)),
    ("令和3年度第1四半期", "quarter", date(2021, 4, 1)),
    ("令和3年度第４四半期", "quarter", date(2022, 1, 1)),
    ("2021年第三四半期", "quarter", date(2021, 7, 1)),
    ("2021Q2", "quarter", date(2021, 4, 1)),
    ("2021年1～3月期", "quarter", date(2021, 1, 1)),
    ("令和3年10月", "month", date(2021, 10, 1)),
    ("令和3年10月分", "month", date(2021, 10, 1)),
    ("2021年10月", "month", date(2021, 10, 1)),
    ("2021-10", "month", date(2021, 10, 1)),
    ("2021/10", "month", date(2021, 10, 1)),
    ("R3.10", "month", date(2021, 10, 1)),
    ("令和3年10月上旬", "ten_days", date(2021, 10, 1)),
    ("令和3年10月中旬", "ten_days", date(2021, 10, 11)),
    ("2021年10月下旬頃", "ten_days", date(2021, 10, 21)),
    ("平成31（令和元）年度", "fiscal_year", date(2019, 4, 1)),
    ("令和3年度(2021年度)", "fiscal_year", date(2021, 4, 1)),
    ("令和3(2021)年", "year", date(2021, 1, 1)),
    ("2021年（令和3年）", "year", date(2021, 1, 1)),
    ("平成31年/令和元年", "year", date(2019, 1, 1)),
]
"""Spellings of a stretch of time → what it is and the day it begins with."""

YEARLESS = [
    ("2月25日", date(2020, 2, 25)),
    ("４月１日", date(2020, 4, 1)),
    ("12月31日", date(2019, 12, 31)),
    ("3/9", date(2020, 3, 9)),
    ("2月下旬", date(2020, 2, 21)),
]
"""Days without a year below the title （令和２年４月１日18時現在）."""

ERALESS = [
    ("届出日（令和）", "01.08.01", date(2019, 8, 1)),
    ("届出日（令和）", "3/10/14", date(2021, 10, 14)),
    ("平成の届出日", "26.8.6", date(2014, 8, 6)),
    ("届出日（令和）", "３年１０月１４日", date(2021, 10, 14)),
]
"""Column, day without its era that the column's name tells, and the day."""

IMPOSSIBLE_DATES = ["R03.02.30", "令和3年13月1日", "2021-02-29", "H26.00.06", "2021/4/31"]
"""Spelled as a day, but no day: null, reason `invalid`."""

WHOLE_NUMBERS = [
    ("12", 12),
    ("１２", 12),
    ("1,234,567", 1234567),
    ("１，２３４", 1234),
    ("-5", -5),
    ("－５", -5),
    ("−5", -5),
    ("△5", -5),
    ("▲ 1,234", -1234),
    ("+5", 5),
    (" 12 ", 12),
    ("0", 0),
    ("ー5", -5),
    ("–5", -5),
    ("△１，２３４", -1234),
    ("▲5", -5),
    ("+1,234", 1234),
]
"""Spellings of a whole number."""

NUMBERS = [
    ("0.5", 0.5),
    ("△3.2", -3.2),
    ("▲１０．５", -10.5),
    ("1,234.5", 1234.5),
    ("1e-05", 1e-05),
]
"""Spellings of a number with decimals."""

WORDS = [
    ("三億千二百", 300_001_200),
    ("十二", 12),
    ("百二十", 120),
    ("二千五", 2005),
    ("二十万五千", 205_000),
    ("1億2,000万", 120_000_000),
    ("１２万３千", 123_000),
    ("壱百", 100),
    ("一万", 10_000),
]
"""Numbers in words, or half in words, in a column of numbers."""

QUALIFIED = [
    ("約30", 30, "approximate"),
    ("約３０", 30, "approximate"),
    ("およそ1,200", 1200, "approximate"),
    ("30程度", 30, "approximate"),
    ("30前後", 30, "approximate"),
    ("2000以上", 2000, "at_least"),
    ("2,000人以上", 2000, "at_least"),
    ("≧30", 30, "at_least"),
    ("30超", 30, "more_than"),
    (">30", 30, "more_than"),
    ("5以下", 5, "at_most"),
    ("≦5", 5, "at_most"),
    ("1,234 1)", 1234, "footnote"),
    ("1,2341)", 1234, "footnote"),
    ("1234※", 1234, "footnote"),
    ("1234 注1", 1234, "footnote"),
    ("*12", 12, "footnote"),
    ("1,234r", 1234, "revised"),
    ("r 1,234", 1234, "revised"),
    ("1234p", 1234, "provisional"),
    ("p1234", 1234, "provisional"),
    ("19（休床中）", 19, "remark"),
    ("(11.3)", 11.3, "bracketed"),
    ("（１１．３）", 11.3, "bracketed"),
]
"""Numbers of which more is said: the value and the qualifier that is kept beside it."""

BOUNDS = [
    ("<1.3", "below_limit"),
    ("＜１．３", "below_limit"),
    ("10未満", "below_limit"),
    ("12～34", "range"),
    ("１２〜３４", "range"),
    ("3-5", "range"),
    ("1人～3人", "range"),
]
"""What bounds a number but is none: null, with the reason."""

SUFFIXES = [
    ("9 μSv/h", 9, "μSv/h"),
    ("３８人", 38, "人"),
    ("1,234円", 1234, "円"),
    ("△5件", -5, "件"),
    ("12.5％", 12.5, "%"),
    ("3.2 ha", 3.2, "ha"),
    ("120㎡", 120, "㎡"),
    ("5か所", 5, "か所"),
]
"""Numbers with their unit in the cell: the value, and the column's unit."""

REASONS = [
    ("", "blank"),
    ("　", "blank"),
    ("-", "absent"),
    ("－", "absent"),
    ("―", "absent"),
    ("…", "unknown"),
    ("不明", "unknown"),
    ("不詳", "unknown"),
    ("‥", "unknown"),
    ("未定", "pending"),
    ("調査中", "pending"),
    ("集計中", "pending"),
    ("なし", "absent"),
    ("該当なし", "absent"),
    ("−", "absent"),
    ("ー", "absent"),
    ("秘匿", "secret"),
    ("非公表", "secret"),
    ("欠測", "nodata"),
    ("検出下限値未満", "below_limit"),
    ("ND", "not_detected"),
    ("N.D.", "not_detected"),
    ("検出せず", "not_detected"),
    ("#REF!", "formula_error"),
    ("X", "secret"),
    ("Ｘ", "secret"),
    ("χ", "secret"),
    ("***", "nodata"),
    ("＊＊＊", "nodata"),
    ("不検出", "not_detected"),
    ("#N/A", "formula_error"),
    ("／", "absent"),
    ("/", "absent"),
    ("N/A", "absent"),
    ("未記入", "unknown"),
    ("計算中", "pending"),
    ("皆増", "not_computable"),
    ("皆減", "not_computable"),
]
"""What stands for no value in a column of numbers or days."""

TEXTS = [
    ("〒", "761-8076"),
    ("住所", "高松市多肥上町１５１５"),
    ("電話", "087-888-1126"),
    ("番地", "１−２"),
    ("電話番号", "0878881126"),
    ("市町村コード", "37201"),
    ("許可番号", "第10101-2020418号"),
    ("管理番号", "12345"),
    ("年齢区分", "60代"),
    ("記号", "①"),
    ("面積", "5²"),
    ("桁の多い数", "12345678901234567"),
    ("部屋", "007"),
    ("備考", "1,23"),
    ("範囲", "12～34"),
    ("丁目", "三"),
    ("年", "二〇二一"),
    ("対象", "65歳以上"),
    ("月", "3月"),
    ("組", "2組"),
    ("回", "第3回"),
    ("電話", "0120-444-444"),
    ("番号", "=1-42"),
    ("開始", "9:00"),
]
"""Column and cell that stay text, as they stand."""

SCALES = [
    (["1億2千万円", "3,000万円"], [120_000_000, 30_000_000], "円"),
    (["1.2億円", "500万円", "-"], [120_000_000, 5_000_000, None], "円"),
    (["約3万人", "800人"], [30_000, 800], "人"),
    (["三百万円", "1,200千円"], [3_000_000, 1_200_000], "円"),
]
"""Cells whose units are one at different scales, the values, and their unit."""
