"""A good bundle, and what is needed to spoil it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.cases.samples import bundle, cook, counted
from tomoni.engine import cases
from tomoni.engine.core import sha256

Files = dict[str, bytes]
SMALL = cases.Limits(max_files=30, max_file_bytes=20_000, max_total_bytes=60_000)


def sealed_zip() -> bytes:
    store = cases.MemoryStore()
    return cases.bundle_zip(bundle(cook(counted(store=store), store=store).case, store=store))


GOOD = sealed_zip()
CASE = cases.read_bundle(GOOD).case


def unzipped(data: bytes = GOOD) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def sealed(files: Files) -> bytes:
    rest = {name: data for name, data in files.items() if name != "manifest.sha256"}
    lines = "".join(f"{sha256(data)}  {name}\n" for name, data in rest.items())
    return zipped(rest | {"manifest.sha256": lines.encode()})


def outlined(change: Callable[[dict[str, Any]], None]) -> bytes:
    """The good bundle with another outline, sealed anew: the seal alone cannot tell."""
    files = unzipped()
    outline = yaml.safe_load(files["case.yaml"])
    change(outline)
    return sealed(files | {"case.yaml": yaml.safe_dump(outline).encode()})


def refusal(source: Path | bytes, **options: Any) -> cases.CasesError:
    with pytest.raises(cases.CasesError) as caught:
        cases.read_bundle(source, **options)
    assert str(caught.value).count("\n") == 0
    return caught.value
