"""A case in a folder or .zip, and what follows from it."""

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tomoni import __version__
from tomoni.engine import cases

BUILT = "case"
"""The case's folder in the folder that `tomoni case build` writes."""

MADE_BY = "tomoni"
_JAPAN = timezone(timedelta(hours=9))


def open_folder(place: Path) -> cases.Bundle:
    """The case of a folder written by hand, of a .zip, or of what `case build` wrote.

    Raises `FileNotFoundError`, `CasesError`.
    """
    if not place.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(place))
    inside = place / BUILT
    built = (inside / "case.yaml").is_file() and not (place / "case.yaml").exists()
    return cases.read_bundle(inside if built else place, must_be_sealed=False)


def followed(
    bundle: cases.Bundle, *, division: str = "", authors: tuple[str, ...] = ()
) -> cases.Bundle:
    """The bundle with a plan for all that follows by itself; authors: whoever wrote a version."""
    case = cases.follow(
        bundle.case,
        curriculum=bundle.curriculum,
        division=division,
        authors=authors or tuple(dict.fromkeys(_writers(bundle.case))),
    )
    return replace(bundle, case=case)


def brought_up_to_date(
    bundle: cases.Bundle,
    *,
    at: datetime | None = None,
    progress: Callable[[int, int, str], None] = lambda _done, _total, _key: None,
) -> tuple[cases.Bundle, cases.Recomputed]:
    """The bundle with every planned artifact made anew where that is due, and what became of each.

    Without `at` the new versions bear the moment of the newest version there: the same case gives
    the same bytes whenever it is built.
    """
    done = cases.recompute(
        bundle.case,
        store=bundle.store,
        recipes=cases.RECIPES,
        made_by=MADE_BY,
        made_at=at or newest(bundle.case),
        engine_version=__version__,
        progress=progress,
    )
    return replace(bundle, case=done.case), done


def newest(case: cases.Case) -> datetime:
    """The moment of the newest version of the case; of an empty one the beginning of 令和."""
    moments = [_moment(version) for versions in case.versions.values() for version in versions]
    return max(moments, default=datetime(2019, 5, 1, tzinfo=_JAPAN))


def titles(bundle: cases.Bundle) -> dict[str, str]:
    """Titles by artifact and worksheet."""
    worksheets = {one.id: one.title for one in bundle.curriculum.worksheets}
    artifacts = {key: artifact.title or key for key, artifact in bundle.case.artifacts.items()}
    return worksheets | artifacts


def _moment(version: cases.Version) -> datetime:
    """When it was made; one written without an offset was written in Japan."""
    at = version.made_at
    return at if at.tzinfo else at.replace(tzinfo=_JAPAN)


def _writers(case: cases.Case) -> Iterator[str]:
    """Those who wrote a version by hand, in the order of time."""
    versions = [version for found in case.versions.values() for version in found]
    for version in sorted(versions, key=_moment):
        if version.function is None and version.made_by:
            yield version.made_by
