"""A case as plain files: `case.yaml`, contents, files, the curriculum."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tomoni.engine.cases._curriculum import Curriculum, read_curriculum, shipped_curriculum
from tomoni.engine.cases._errors import CasesError, bad_content
from tomoni.engine.cases._graph import Artifact, Case, Version, assemble
from tomoni.engine.cases._kinds import kind_of
from tomoni.engine.cases._parcel import (
    LIMITS,
    Limits,
    is_sealed,
    open_parcel,
    seal,
    write_parcel,
    zipped,
)
from tomoni.engine.cases._quotes import quotes_in
from tomoni.engine.cases._store import MemoryStore, Store, content_of, write_content
from tomoni.engine.cases._worksheets import quantities_of
from tomoni.engine.cases._yaml import read_yaml, write_yaml
from tomoni.engine.core import Value, canonical_json

FORMAT = "tomoni-case/1"
# Windows refuses these in a name; a name may have 255 bytes, and a Japanese letter has three.
_UNPORTABLE = re.compile(
    r'[<>:"|?*\x7f]|^\.|^(?=(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))', re.IGNORECASE
)
_STEM, _ENDING = 60, 12


@dataclass(frozen=True)
class Bundle:
    """A case with its bytes and its curriculum: all that another city needs to go on with it.

    Raises `CasesError("unknown-curriculum")` when the case was made with another one.
    """

    case: Case
    store: Store
    curriculum: Curriculum

    def __post_init__(self) -> None:
        if self.case.curriculum not in {self.curriculum.id, self.curriculum.name}:
            raise CasesError("unknown-curriculum", curriculum=self.case.curriculum[:80])


def read_bundle(
    source: Path | bytes, *, limits: Limits = LIMITS, must_be_sealed: bool = True
) -> Bundle:
    """The case in a folder, a .zip or the bytes of a .zip.

    A bundle that Tomoni wrote is sealed: a manifest holds the SHA-256 of every file. A folder
    written by hand is read when `must_be_sealed` is false. Nothing is written anywhere. Raises
    `CasesError`: `not-a-bundle`, `unsafe-path`, `too-large`, `altered` (a file differs from the
    manifest), `missing-file`, `unlisted-file`, `unsealed`, `not-a-case`, `bad-yaml`,
    `unknown-kind`, `bad-content`, and those of `assemble` and `read_curriculum`.
    """
    files = open_parcel(source, limits=limits)
    if must_be_sealed and not is_sealed(files):
        raise CasesError("unsealed")
    if "case.yaml" not in files:
        raise CasesError("not-a-case")
    outline = read_yaml(files["case.yaml"])
    if not isinstance(outline, dict) or outline.get("format") != FORMAT:
        raise CasesError("not-a-case")
    try:
        return _Reader(files, outline).bundle()
    except ValidationError as error:
        raise bad_content(error) from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise CasesError("not-a-case") from error


def bundle_files(bundle: Bundle) -> dict[str, bytes]:
    """The sealed files of a bundle by path; equal bundles give equal files."""
    case, store = bundle.case, bundle.store
    files = {"curriculum.yaml": write_yaml(bundle.curriculum.model_dump(mode="json"))}
    outline: dict[str, Any] = {
        "format": FORMAT,
        "id": case.id,
        "title": case.title,
        "curriculum": case.curriculum,
        "artifacts": [],
    }
    for key, artifact in sorted(case.artifacts.items()):
        entry = artifact.model_dump(mode="json")
        entry["versions"] = []
        for version in case.versions.get(key, ()):
            paths = _paths(version)
            content = content_of(version, store=store)
            is_written = version.function is None
            files[paths["content"]] = write_yaml(content) if is_written else canonical_json(content)
            for name, digest in version.files.items():
                files[paths["files"][name]] = store.read(digest)
            kept = version.model_dump(
                mode="json", exclude={"artifact", "content", "files", "quotes"}
            )
            entry["versions"].append(kept | paths)
        outline["artifacts"].append(entry)
    return seal(files | {"case.yaml": write_yaml(outline)})


def bundle_zip(bundle: Bundle) -> bytes:
    """The bundle as the bytes of a .zip."""
    return zipped(bundle_files(bundle))


def write_bundle(bundle: Bundle, target: Path) -> None:
    """Write the bundle as a folder, or as a .zip by the ending of the name, all or nothing."""
    write_parcel(bundle_files(bundle), target)


def _paths(version: Version) -> dict[str, Any]:
    base = f"{version.artifact}/v{version.number}"
    ending = "yaml" if version.function is None else "json"
    taken: dict[str, str] = {}
    for name in sorted(version.files):
        taken[_portable(name, taken=taken)] = name
    return {
        "content": f"contents/{base}.{ending}",
        "files": {name: f"files/{base}/{path}" for path, name in taken.items()},
    }


def _portable(name: str, *, taken: Collection[str]) -> str:
    """A name that every file system takes; `case.yaml` keeps the file's own."""
    stem, dot, ending = _UNPORTABLE.sub("_", name).rpartition(".")
    stem, ending = (stem, f".{ending[:_ENDING]}") if dot else (ending, "")
    plain = f"{stem[:_STEM]}{ending}".rstrip(". ") or "_"
    used = {path.casefold() for path in taken}
    numbered = (f"{number}_{plain}" for number in count(2))
    return (
        plain
        if plain.casefold() not in used
        else next(path for path in numbered if path.casefold() not in used)
    )


class _Head(Value):
    id: str
    title: str
    curriculum: str


@dataclass(frozen=True)
class _Reader:
    files: Mapping[str, bytes]
    outline: dict[str, Any]

    def bundle(self) -> Bundle:
        store = MemoryStore()
        head = _Head.model_validate({key: self.outline[key] for key in _Head.model_fields})
        own = self.files.get("curriculum.yaml")
        curriculum = (
            read_curriculum(own) if own is not None else shipped_curriculum(head.curriculum)
        )
        artifacts: dict[str, Artifact] = {}
        for entry in self.outline["artifacts"]:
            artifact = _artifact(entry)
            if artifact.id in artifacts:
                raise CasesError("twin-artifacts", artifact=artifact.id)
            kind_of(artifact)
            artifacts[artifact.id] = artifact
        versions = list(self._versions(artifacts, curriculum, store=store))
        empty = Case(id=head.id, title=head.title, curriculum=head.curriculum)
        case = assemble(empty, artifacts=artifacts.values(), versions=versions)
        return Bundle(case=case, store=store, curriculum=curriculum)

    def _versions(
        self, artifacts: Mapping[str, Artifact], curriculum: Curriculum, *, store: Store
    ) -> Iterator[Version]:
        for entry in self.outline["artifacts"]:
            artifact = artifacts[entry["id"]]
            for given in entry["versions"]:
                content = self._content(given["content"])
                if given.get("function") is None:
                    content = kind_of(artifact).clean(content)
                quantities = given.get("quantities")
                if quantities is None:
                    quantities = quantities_of(artifact.kind, content, curriculum=curriculum)
                yield Version(
                    **given
                    | {
                        "artifact": artifact.id,
                        "content": write_content(content, store=store),
                        "files": {
                            name: store.write(self._file(path))
                            for name, path in (given.get("files") or {}).items()
                        },
                        "quotes": quotes_in(content) if given.get("function") is None else (),
                        "quantities": quantities,
                    }
                )

    def _content(self, path: str) -> Any:
        data = self._file(path)
        return json.loads(data) if path.endswith(".json") else read_yaml(data)

    def _file(self, path: str) -> bytes:
        if path not in self.files:
            raise CasesError("missing-file", path=path[:80])
        return self.files[path]


def _artifact(entry: dict[str, Any]) -> Artifact:
    return Artifact(**{name: value for name, value in entry.items() if name != "versions"})
