"""A small city's curriculum and one of its cases, from a file to a text that quotes it."""

from collections.abc import Mapping
from typing import Any

from engine.cases.graphs import NOON
from tomoni.engine import cases
from tomoni.engine.core import Quantity, Source, sha256

CURRICULUM = cases.read_curriculum(
    """
id: small
version: 1
title: ちいさなカリキュラム
sessions:
  - {number: 1, title: はじめ, hours: 3, steps: [problem], homework: [problem]}
steps:
  - {id: problem, title: 課題, question: 何が困りごとですか, page: worksheet, worksheets: [problem]}
  - {id: proposal, title: 提案, question: 何をしますか, page: proposal, worksheets: [proposal_text]}
worksheets:
  - id: problem
    title: 課題シート
    fields:
      - {name: gap, label: 目標との差, type: long_text, required: true}
      - {name: waiting, label: 待ち時間, type: number, unit: 分}
      - {name: evidence, label: 根拠, type: reference, many: true}
      - name: causes
        label: 原因
        type: rows
        columns:
          - {name: cause, label: 原因, type: short_text, required: true}
          - {name: seen_in, label: 見えるところ, type: reference}
  - id: proposal_text
    title: 提案書の本文
    fields:
      - {name: title, label: 題名, type: short_text, required: true}
      - {name: summary, label: 概要, type: long_text}
      - {name: means, label: 方法, type: rows, columns: [{name: what, label: 何, type: short_text}]}
""".encode()
)

PERMITS = "施設名,区,終了月\n" + "".join(
    f"店{number},{'中央' if number % 4 else '東'},{number % 12 + 1}\n" for number in range(40)
)
FILE_NAME = "許可一覧.csv"


def write(
    case: cases.Case,
    artifact: cases.Artifact,
    content: Any,
    *,
    store: cases.Store,
    files: Mapping[str, bytes] | None = None,
    references: Mapping[str, cases.Reference] | None = None,
    quantities: Mapping[str, Quantity] | None = None,
) -> cases.Case:
    return cases.revise(
        cases.place(case, artifact),
        artifact.id,
        content=content,
        store=store,
        files=files,
        references=references,
        quantities=quantities,
        made_by="佐藤",
        made_at=NOON,
    )


def worksheet(
    case: cases.Case, key: str, values: Mapping[str, Any], *, store: cases.Store
) -> cases.Case:
    """A version of a worksheet as a form would save it."""
    content = {"worksheet": key, "values": dict(values)}
    return write(
        case,
        cases.Artifact(id=key, kind="worksheet", title=CURRICULUM.worksheet(key).title),
        content,
        store=store,
        references=cases.references_of(CURRICULUM.worksheet(key), values, case=case),
        quantities=cases.quantities_of("worksheet", content, curriculum=CURRICULUM),
    )


def empty() -> cases.Case:
    return cases.Case(id="renewals", title="許可の更新", curriculum="small@1")


def upload(case: cases.Case, text: str, *, store: cases.Store) -> cases.Case:
    data = text.encode()
    source = Source(
        file_name=FILE_NAME,
        sha256=sha256(data),
        size=len(data),
        owner="生活衛生課",
        purpose="許可事務の改善",
    )
    return write(
        case,
        cases.Artifact(id="permits_file", kind="source", title="許可の一覧"),
        source.model_dump(mode="json"),
        store=store,
        files={FILE_NAME: data},
    )


def counted(*, store: cases.Store) -> cases.Case:
    """A file, its table, and the number of rows of one ward; nothing is made yet."""
    case = upload(empty(), PERMITS, store=store)
    for artifact in (
        cases.Artifact(
            id="permits",
            kind="table",
            title="許可の表",
            plan=cases.Plan(function="tables.read", inputs={"file": "permits_file"}),
        ),
        cases.Artifact(
            id="central",
            kind="count",
            title="中央区の許可",
            plan=cases.Plan(
                function="evidence.count",
                inputs={"table": "permits"},
                parameters={"filters": [{"column": "区", "values": ["中央"]}], "label": "許可"},
            ),
        ),
    ):
        case = cases.place(case, artifact)
    return case


def proposed(text: str, *, store: cases.Store) -> cases.Case:
    """The counted case with a text, and the document that follows from it."""
    case = counted(store=store)
    case = worksheet(case, "proposal_text", {"title": "更新を楽に", "summary": text}, store=store)
    return cases.follow(case, curriculum=CURRICULUM, division="生活衛生課", authors=("佐藤",))


def cook(case: cases.Case, *, store: cases.Store) -> cases.Recomputed:
    """Everything made with the functions that Tomoni has."""
    return cases.recompute(
        case,
        store=store,
        recipes=cases.RECIPES,
        made_by="佐藤",
        made_at=NOON,
        engine_version="1",
    )


def bundle(case: cases.Case, *, store: cases.Store) -> cases.Bundle:
    return cases.Bundle(case=case, store=store, curriculum=CURRICULUM)
