"""What holds for every format."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tomoni.engine.documents import Document, Figure, Format, render

Make = Callable[..., Document]
Read = Callable[..., str]
Files = Mapping[str, bytes]
_NUMBER = re.compile(r"[0-9][0-9,.]*(?:件|％|ポイント|時間|万円|枚|行|版)")


def test_each_number_stands_there_with_its_way_back(
    proposal: Document, numbers: tuple[str, ...], read: Read, kind: Format
) -> None:
    text = read(proposal, kind=kind)
    for place, shown in enumerate(numbers, start=1):
        assert text.count(shown) >= 2, shown
        assert text.count(f"[{place}]") >= 2
    for words in (
        "数値の根拠",
        "元の資料",
        "道路占用許可一覧_R6.xlsx",
        "（髙﨑・㈱対応分）",
        "9f2c4e7a1b3d",
        "22,050行",
        "建設部道路保全課",
        "道路法第32条",
        "庁内利用に限る",
        "第3版",
        "令和8年9月28日9時40分",
        "幅：1,180～1,840時間",
        "確かさ：推定",
        "effect.staff_hours",
    ):
        assert words in text, words
    assert "9f2c4e7a1b3d5" not in text


def test_all_formats_show_the_same_numbers(proposal: Document, read: Read) -> None:
    kinds: tuple[Format, ...] = ("docx", "pdf", "html")
    texts = tuple(block for block in proposal.blocks if not isinstance(block, Figure))
    proposal = proposal.model_copy(update={"blocks": texts})
    word, pdf, page = (
        sorted(_NUMBER.findall(read(proposal, kind=kind).rpartition("元の資料")[0]))
        for kind in kinds
    )
    assert len(page) > 50
    assert word == pdf == page


def test_weak_and_typed_in_numbers_are_marked(proposal: Document, read: Read, kind: Format) -> None:
    text = read(proposal, kind=kind)
    assert "22,050件[1]あり" in text
    assert "1,512時間〔推定〕[3]減らし" in text
    assert "月に約200件〔出典なし〕ある" in text
    assert "〔推定〕[3]1,512時間" in text
    assert "〔出典なし〕12,000枚" in text
    assert "3か所の数値は、手で入力した" in text


def test_a_number_without_a_trace_is_marked(simple: Make, read: Read, kind: Format) -> None:
    spans = [{"type": "number", "text": "77件", "name": "lost.count"}]
    text = read(simple(blocks=[{"type": "paragraph", "spans": spans}]), kind=kind)
    assert "77件〔出典なし〕" in text
    assert "1か所の数値は" in text


def test_a_trace_without_steps_says_so(simple: Make, read: Read, kind: Format) -> None:
    traces = [{"name": "a.b", "label": "件数", "shown": "5件"}]
    assert "根拠の記録がありません" in read(simple(traces=traces), kind=kind)


def test_a_document_without_numbers_has_no_appendix(simple: Make, read: Read, kind: Format) -> None:
    assert "根拠" not in read(simple(), kind=kind)


def test_references_count_in_the_order_of_the_text(simple: Make, read: Read, kind: Format) -> None:
    spans = [{"type": "number", "text": "1件", "name": name} for name in ("b.n", "a.n", "b.n")]
    names = ("a.n", "unshown.n", "b.n")
    traces = [{"name": name, "label": f"名{name}", "shown": "1件"} for name in names]
    blocks = [{"type": "paragraph", "spans": spans}]
    text = read(simple(blocks=blocks, traces=traces), kind=kind)
    assert "1件[1]1件[2]1件[1]" in text
    assert re.findall(r"\[(\d)\]名([a-z.]+)", text) == [
        ("1", "b.n"),
        ("2", "a.n"),
        ("3", "unshown.n"),
    ]


def test_text_is_never_read_as_markup(simple: Make, read: Read, kind: Format) -> None:
    nasty = '<script>"x"</script> #let a $y$ *b* _i_ @r `c` \\n [a] {{ 7*7 }} {% raw %} &amp; //z'
    cell = [{"type": "text", "text": nasty}]
    blocks = [
        {"type": "heading", "text": nasty},
        {"type": "paragraph", "spans": cell},
        {"type": "bullets", "items": [cell]},
        {"type": "table", "caption": nasty, "columns": [{"text": nasty}], "rows": [[cell]]},
        {"type": "figure", "file": "flow.svg", "alt": nasty, "caption": nasty},
    ]
    steps = [dict.fromkeys(("title", "kind", "how", "made_by", "made_at"), nasty) | {"version": 1}]
    traces = [{"name": nasty, "label": nasty, "shown": nasty, "steps": steps}]
    words = {"title": nasty, "subtitle": nasty, "division": nasty, "notes": (nasty,)}
    text = read(simple(blocks=blocks, traces=traces, authors=(nasty,), **words), kind=kind)
    assert text.count(nasty.replace(" ", "")) >= 18


def test_equal_input_gives_equal_bytes(proposal: Document, files: Files, kind: Format) -> None:
    made = {render(proposal, format=kind, files=files) for _ in range(2)}
    assert len(made) == 1


def test_unprintable_and_turning_signs_are_left_out(simple: Make, read: Read, kind: Format) -> None:
    text = "あ\x00\x08\x1bい\u202e21\u202c\tう\r\nえ\ufffe"
    assert "あい21うえ" in read(simple(text, title="題\x07名\n次"), kind=kind)


def test_signs_no_font_has_do_not_stop_it(simple: Make, read: Read, kind: Format) -> None:
    text = read(simple("髙﨑①㈱～𠮟前😀\U000e0100\ue000\U0010fffd後"), kind=kind)
    assert "髙﨑①㈱～𠮟前" in text
    assert "後" in text


def test_line_breaks_stay(simple: Make, read: Read, kind: Format) -> None:
    assert "一行目\n二行目" in read(simple("一行目\n二行目"), kind=kind, plain=False)


def test_a_table_of_200_rows_is_whole(
    simple: Make, long_table: dict[str, Any], read: Read, kind: Format
) -> None:
    text = read(simple(blocks=[long_table]), kind=kind)
    assert all(f"{row}行目" in text for row in range(1, 201))
    assert "200,000円" in text


def test_an_empty_document_still_opens(read: Read, kind: Format) -> None:
    assert "無題" in read(Document(title=""), kind=kind)


@pytest.mark.parametrize("columns", [1, 12])
def test_tables_of_few_and_many_columns_are_whole(
    simple: Make, read: Read, kind: Format, columns: int
) -> None:
    row = [[{"type": "text", "text": f"値{place}"}] for place in range(columns)]
    heads = [{"text": f"列{place}"} for place in range(columns)]
    table = {"type": "table", "caption": "表", "columns": heads, "rows": [row]}
    text = read(simple(blocks=[table]), kind=kind)
    assert all(f"値{place}" in text for place in range(columns))
