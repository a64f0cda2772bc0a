"""A case as plain files: `case.yaml`, contents, files, the curriculum."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tomoni.engine.cases._curriculum import Curriculum, read_curriculum, shipped_curriculum
from tomoni.engine.cases._errors import CasesError
from tomoni.engine.cases._graph import Artifact, Case, Version, assemble
from tomoni.engine.cases._kinds import kind_of
from tomoni.engine.cases._parcel import Limits, is_sealed, open_parcel, seal, write_parcel, zipped
from tomoni.engine.cases._quotes import quotes_in
from tomoni.engine.cases._store import MemoryStore, Store, content_of, write_content
from tomoni.engine.cases._worksheets import quantities_of
from tomoni.engine.cases._yaml import read_yaml, write_yaml
from tomoni.engine.core import canonical_json

FORMAT = "tomoni-case/1"


@dataclass(frozen=True)
class Bundle:
    """A case with its bytes and its curriculum: all that another city needs to go on with it."""

    case: Case
    store: Store
    curriculum: Curriculum


def read_bundle(
    source: Path | bytes, *, limits: Limits = Limits(), must_be_sealed: bool = True
) -> Bundle:
    """The case in a folder, a .zip or the bytes of a .zip.

    A bundle that Tomoni wrote is sealed: a manifest holds the SHA-256 of every file. A folder
    written by hand is read when `must_be_sealed` is false. Nothing is written anywhere. Raises
    `CasesError`: those of `open_parcel`, `assemble` and `read_curriculum`, `unsealed`,
    `not-a-case`, `missing-file`, `bad-content`.
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
    except (ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
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
            kept = version.model_dump(mode="json", exclude={"artifact", "content", "files", "quotes"})
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
    return {
        "content": f"contents/{base}.{ending}",
        "files": {name: f"files/{base}/{name}" for name in version.files},
    }


@dataclass(frozen=True)
class _Reader:
    files: Mapping[str, bytes]
    outline: dict[str, Any]

    def bundle(self) -> Bundle:
        store = MemoryStore()
        name = self.outline["curriculum"]
        own = self.files.get("curriculum.yaml")
        curriculum = read_curriculum(own) if own is not None else shipped_curriculum(name)
        empty = Case(id=self.outline["id"], title=self.outline["title"], curriculum=name)
        artifacts = {entry["id"]: _artifact(entry) for entry in self.outline["artifacts"]}
        versions = list(self._versions(artifacts, curriculum, store=store))
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

    def _content(self, path: str) -> Any:  # noqa: ANN401
        data = self._file(path)
        return json.loads(data) if path.endswith(".json") else read_yaml(data)

    def _file(self, path: str) -> bytes:
        if path not in self.files:
            raise CasesError("missing-file", path=path[:80])
        return self.files[path]


def _artifact(entry: dict[str, Any]) -> Artifact:
    return Artifact(**{name: value for name, value in entry.items() if name != "versions"})
