"""A file comes under the data desk: by itself, or with a whole case from elsewhere."""

from tomoni.academy.accounts.models import Division
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.desk import custody, screening
from tomoni.academy.workspaces.desk.models import Holding, Personal
from tomoni.engine import cases, tables
from tomoni.engine.core import Source


def take_charge(
    row: models.Case, *, key: str, title: str, source: Source, screened: screening.Screened
) -> Holding:
    """The file with its owner and what it says of persons; a licence says that it is public."""
    divisions = Division.objects.filter(
        municipality=row.group.division.municipality_id, until_date=None
    )
    owner = divisions.filter(name=source.owner).first() or row.group.division
    is_public = bool(source.licence)
    return custody.receive(
        row,
        key=key,
        title=title,
        division=owner,
        personal=Personal.NONE if is_public else screened.personal,
        found=screened.found,
        is_public=is_public,
    )


def take_charge_of_case(row: models.Case, case: cases.Case, *, store: cases.Store) -> None:
    """Every file of a case from elsewhere, looked at by the tables that were read from it.

    Raises `WorkspacesError("my-number-kept")`: a case that holds マイナンバー does not come in.
    """
    for key, artifact in case.artifacts.items():
        head = case.head(key)
        if artifact.kind != "source" or head is None:
            continue
        source = Source.model_validate(cases.content_of(head, store=store))
        found = [
            tables.read_parquet(cases.files_of(made, store=store)[cases.TABLE_FILE])
            for other, each in case.artifacts.items()
            if each.kind == "table" and each.plan and key in each.plan.inputs.values()
            if (made := case.head(other)) is not None
        ]
        screened = screening.screen(found, data=b"", file_name=source.file_name)
        screening.refuse_numbers(screened)
        title = artifact.title or key
        take_charge(row, key=key, title=title, source=source, screened=screened)
