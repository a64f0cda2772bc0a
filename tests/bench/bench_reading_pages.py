"""From upload to preview of a workbook of 1 MB, beside the bare reading of the same file.

Target: at most 2 s until the table's page is there, and for trying another way of reading it.
"""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from statistics import median
from time import perf_counter, process_time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from academy.steps.data.forms_of_pages import fields_of
from browser.conftest import sample_case as sample_case
from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models
from tomoni.engine import tables

ROUNDS = 5
ROWS = 10_000
HEADER = (
    "番号", "施設名", "営業者", "所在地", "電話", "業種", "許可日", "終了日", "件数", "金額（円）",
    "区", "印",
)  # fmt: skip


def _row(row: int) -> list[object]:
    odd = row * 7919 % 99991
    return [
        f"{odd:05d}", f"食堂{odd}号店", f"株式会社第{odd % 4000}フーズ",
        f"あさひ市本町{odd % 90 + 1}丁目{odd % 30 + 1}－{odd % 20 + 1}",
        f"087-{odd % 900 + 100}-{odd % 9000 + 1000}", ("飲食店営業", "菓子製造業")[odd % 2],
        f"R{row % 7 + 1}.{row % 12 + 1}.{row % 28 + 1}", "令和8年5月31日",
        "１２" if row % 9 else "-", odd * 37 % 100000, "東西南北"[row % 4],
        "X" if row % 50 == 0 else row % 100,
    ]  # fmt: skip


def _workbook() -> bytes:
    """Nearly 1 MB: dates of eras, full-width digits, marks and codes in 12 columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("一覧")
    sheet.append(["許可施設の一覧（令和8年7月31日現在）"])
    sheet.append(HEADER)
    for row in range(ROWS):
        sheet.append(_row(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_from_upload_to_preview(
    sample_case: models.Case, capsys: pytest.CaptureFixture[str]
) -> None:
    data = _workbook()
    client = Client()
    client.force_login(User.objects.get(account_name="eisei1"))
    step = reverse("data:step", args=(sample_case.pk, "data"))
    times: dict[str, list[tuple[float, float]]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start, busy = perf_counter(), process_time()
        result = work()
        times.setdefault(name, []).append((perf_counter() - start, process_time() - busy))
        return result

    for _ in range(ROUNDS):
        timed("bare reading", lambda: tables.read(data, file_name="一覧.xlsx"))
        said = {"purpose": "測る", "file": SimpleUploadedFile("一覧.xlsx", data)}
        answer = timed("upload to preview", partial(client.post, step, said, follow=True))
        correct = f"{answer.redirect_chain[-1][0]}correct/"
        page = timed("page of corrections", partial(client.get, correct))
        tried = fields_of(page.text) | {"action": "try", "header_rows": "2"}
        answer = timed("trying", partial(client.post, correct, tried))
        assert "まだ保存していません" in answer.text
    bare = median(busy for _, busy in times["bare reading"])
    with capsys.disabled():
        print(f"\n{len(data):,} bytes, {ROWS:,} rows")
        for name, found in times.items():
            wall, busy = (median(each) for each in zip(*found, strict=True))
            print(f"{name:20} median {wall:5.2f} s, CPU {busy:5.2f} s  {busy / bare:5.2f} × bare")
