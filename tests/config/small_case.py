"""A small case as a folder written by hand: a table, two flows, the effect, a proposal."""

import json
from pathlib import Path
from typing import Any

from tomoni.engine.core import sha256

ROWS = 48
TABLE = "許可番号,許可終了日\n" + "".join(
    f"A{number:03d},R{8 + number % 2}.{2 + 3 * (number % 4):02d}.28\n" for number in range(ROWS)
)
TEXT = "待つ時間を1年に{{ effect.citizen_hours }}減らす。"


def write(folder: Path, *, text: str = TEXT, to_be_next: str = "_end") -> Path:
    """Write the case; returns its folder."""
    data = TABLE.encode()
    source = {
        "file_name": "permits.csv", "sha256": sha256(data), "size": len(data),
        "owner": "生活衛生課", "purpose": "更新の案内のため", "licence": "CC BY 4.0",
    }  # fmt: skip
    contents: dict[str, Any] = {
        "permits_file": source,
        "as_is": _flow("現状", minutes=30),
        "to_be": _flow("あるべき姿", minutes=10, last=to_be_next),
        "assumptions": {"worksheet": "assumptions", "values": {"yen_per_hour": 3000}},
        "proposal_text": {
            "worksheet": "proposal_text",
            "values": {"title": "待たない窓口", "body": text},
        },
    }
    for name, content in contents.items():
        _dump(content, folder / "contents" / f"{name}.yaml")
    (folder / "files").mkdir()
    (folder / "files" / "permits.csv").write_bytes(data)
    _dump(_outline(), folder / "case.yaml")
    _dump(_curriculum(), folder / "curriculum.yaml")
    return folder


def _outline() -> dict[str, Any]:
    return {
        "format": "tomoni-case/1",
        "id": "permits",
        "title": "許可の更新",
        "curriculum": "small@1",
        "artifacts": [
            _written("permits_file", "source", files={"permits.csv": "files/permits.csv"}),
            _planned("permits", "table", "tables.read", {"file": "permits_file"}),
            _planned("renewals", "count", "evidence.count", {"table": "permits"}),
            _written("as_is", "flow"),
            _written("to_be", "flow"),
            _written("assumptions", "worksheet"),
            _written("proposal_text", "worksheet"),
        ],
    }


def _written(key: str, kind: str, **more: Any) -> dict[str, Any]:
    version = {
        "number": 1, "content": f"contents/{key}.yaml", "made_by": "青木 翔太",
        "made_at": "2026-11-20T16:20:00+09:00", **more,
    }  # fmt: skip
    return {"id": key, "kind": kind, "title": f"{key}の題", "versions": [version]}


def _planned(key: str, kind: str, function: str, inputs: dict[str, str]) -> dict[str, Any]:
    plan = {"function": function, "inputs": inputs}
    return {"id": key, "kind": kind, "title": f"{key}の題", "plan": plan, "versions": []}


def _flow(title: str, *, minutes: int, last: str = "_end") -> dict[str, Any]:
    spent = {"low": minutes / 2, "likely": minutes, "high": minutes * 2}
    return {
        "title": title,
        "lanes": [{"name": "申請者", "kind": "市民"}, {"name": "窓口", "kind": "職員"}],
        "steps": [
            {
                "id": "s1",
                "name": "出す",
                "lane": "申請者",
                "minutes": spent,
                "next": [{"to": "s2"}],
            },
            {
                "id": "s2",
                "name": "受ける",
                "lane": "窓口",
                "minutes": spent,
                "next": [{"to": last}],
            },
        ],
        "volume": {"quote": "{{ renewals.count }}"},
    }


def _curriculum() -> dict[str, Any]:
    yen = {"name": "yen_per_hour", "label": "1時間の費用", "type": "number", "unit": "円"}
    title = {"name": "title", "label": "題", "type": "short_text", "required": True}
    body = {"name": "body", "label": "本文", "type": "long_text", "required": True}
    return {
        "id": "small",
        "version": 1,
        "title": "小さなカリキュラム",
        "sessions": [],
        "steps": [],
        "worksheets": [
            {"id": "assumptions", "title": "前提", "fields": [yen]},
            {"id": "proposal_text", "title": "提案書の本文", "fields": [title, body]},
        ],
    }


def _dump(content: object, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(content, ensure_ascii=False))  # JSON is YAML, and has no aliases
