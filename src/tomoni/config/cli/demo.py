"""`tomoni demo`: the sample city, its first cohort with a whole case, the second's call."""

import importlib
from pathlib import Path
from typing import Any

import click
import django
from django.utils import timezone
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

import tomoni
from tomoni.config.cli._database import refuse_unmigrated
from tomoni.config.cli._output import Output, json_option
from tomoni.config.errors import ConfigError

CURRICULUM = "policy"
EXAMPLE = "food-permit-renewal"
GROUP = 1
"""The sample cohort's group whose case is the example."""


@click.command()
@json_option
def demo(*, as_json: bool) -> None:
    """見本の市（ともに市）を入れて、使えるアカウントを出す。

    二度目からは何も変えずに、アカウントだけを出す。ほかの人のアカウントがある所には入れない。
    """
    django.setup()
    refuse_unmigrated()
    output = Output(as_json)
    is_new = not is_loaded()
    if is_new:
        output.note("見本の市を入れています…")
        load()
    answer = {"new": is_new, **_data()}
    output.answer(answer, shown=_shown(answer["accounts"], password=answer["password"]))


def is_loaded() -> bool:
    """Whether the sample cohort and its case are there; answered without loading the engine."""
    cases, sample = _app("workspaces.models").Case, _app("cohorts.sample")
    return bool(
        cases.objects.filter(
            group__number=GROUP,
            group__cohort__number=1,
            group__cohort__municipality__code=sample.CODE,
        ).exists()
    )


def load() -> None:
    """Bring in what is missing. Raises `CohortsError("people-exist")`, `ConfigError`."""
    engine = importlib.import_module("tomoni.engine.cases")
    bundle = engine.read_bundle(example_folder(EXAMPLE), must_be_sealed=False)
    curriculum = engine.shipped_curriculum(CURRICULUM)
    cohort = _app("cohorts.services").make_sample_city(curriculum=curriculum)
    group = cohort.groups.get(number=GROUP)
    if not _app("workspaces.models").Case.objects.filter(group=group).exists():
        _app("workspaces.services").import_bundle(group, bundle, actor=None)
    _app("workspaces.desk.sample").fill()
    _app("workspaces.sample").fill(cohort, today=timezone.localdate())
    _app("proposals.sample").fill(cohort.municipality)


def example_folder(name: str) -> Path:
    """An example beside the package or in the repository. Raises `ConfigError`."""
    package = Path(tomoni.__file__).parent
    for folder in (package / "examples", package.parents[1] / "examples"):
        if (folder / name / "case.yaml").is_file():
            return folder / name
    raise ConfigError("example-missing", name=name)


def _app(name: str) -> Any:
    """A module of the academy, which can be loaded only once Django is set up."""
    return importlib.import_module(f"tomoni.academy.{name}")


def _data() -> dict[str, Any]:
    sample = _app("cohorts.sample")
    return {
        "municipality": sample.MUNICIPALITY,
        "password": sample.PASSWORD,
        "accounts": [
            {
                "account_name": person.account_name,
                "display_name": person.display_name,
                "role": str(person.role.label) if person.role else "ほかの職員",
                "division": person.division,
            }
            for person in sample.people()
            if person.shown
        ],
    }


def _shown(accounts: list[dict[str, str]], *, password: str) -> RenderableType:
    grid = Grid(title="見本の市のアカウント", pad_edge=False)
    for heading in ("アカウント名", "氏名", "役割", "課"):
        grid.add_column(heading)
    for account in accounts:
        cells = (account["account_name"], account["display_name"], account["role"])
        grid.add_row(*cells, account["division"] or "市の外")
    said = Text("合い言葉（パスワード）は、みな ").append(password, style="bold")
    return Group(grid, said.append(" です。"))
