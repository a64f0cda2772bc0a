"""The spec of what stands around a table's cells: titles, notes, rows of the header."""

TITLE_UNITS = [
    ("給与（単位：人、千円）", ["職員数", "給与費"], ["人", "千円"]),
    ("給与（単位：千円、人）", ["職員数", "給与費"], ["人", "千円"]),
    ("予算（単位：千円、％）", ["予算額", "構成比", "前年比"], ["千円", "％", "％"]),
    ("予算（単位：千円，％）", ["本年度", "率"], ["千円", "％"]),
    ("人口（単位：世帯・人）", ["世帯数", "総数_男", "総数_女"], ["世帯", "人", "人"]),
    ("状況（単位：人口＝人、面積＝㎢）", ["面積", "人口"], ["㎢", "人"]),
    ("状況（単位：人口：人、その他：件）", ["人口", "その他"], ["人", "件"]),
    ("状況 [単位 件　千円]", ["許可件数", "手数料"], ["件", "千円"]),
    ("状況（単位：人、千円）", ["甲", "乙"], ["人", "千円"]),
    ("状況（単位：人、千円）", ["甲", "手数料"], ["人", "千円"]),
]
"""Title that states several units, names of number columns, and the unit of each."""

UNSURE_TITLE_UNITS = [
    ("状況（単位：人、千円）", ["甲", "乙", "丙"]),
    ("状況（単位：人、千円、件）", ["甲", "乙"]),
]
"""Title that states several units, and names of columns of which any may be which."""

BRACKET_NOTES = [
    ("注：（　）は前年の数値である。", [1500, 1234], "brackets-explained"),
    ("※( )内は再掲", [1500, 1234], "brackets-explained"),
    ("注）カッコ内は前年同月の値", [1500, 1234], "brackets-explained"),
    ("注1 括弧書きは内数である。", [1500, 1234], "brackets-explained"),
    ("（注）（ ）内の数字は、推計値を示す。", [1500, 1234], "brackets-explained"),
    ("注：（　）はマイナスを示す。", [1500, -1234], "brackets-negative"),
    ("注：（ ）書きは減少額", [1500, -1234], "brackets-negative"),
    ("注：令和５年度の決算による。", [1500, -1234], "brackets-negative"),
]
"""Remark below a table of money, the values of 1,500 and （1,234）, and what is said."""

LETTERS = [
    ["(A)", "(B)", "(A)-(B)"],
    ["Ａ", "Ｂ", "Ｃ＝Ａ－Ｂ"],
    ["①", "②", "①－②"],
    ["a", "b", "a/b*100"],
    ["（Ａ）", "（Ｂ）", "（Ｃ）＝（Ａ）－（Ｂ）"],
]
"""Rows of a header that only give its columns letters."""

BESIDE_TITLES = [
    "（単位：人）",
    "単位：人",
    "(単位 人)",
    "令和5年4月1日現在",
    "（令和５年４月１日時点）",
    "担当：市民課",
    "所管課：市民課",
    "問い合わせ先：市民課",
]
"""What stands at the right on the line of a title."""
