"""What is the same for workbooks of every format."""

from collections.abc import Sequence

from tomoni.engine.core import Finding, Place, Severity
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._recipe import Recipe


def chosen_sheets(names: Sequence[str], *, recipe: Recipe) -> Sequence[str]:
    """The sheet of the recipe, else all of them."""
    if not names:
        raise TablesError("no-worksheet")
    if not recipe.sheet:
        return names
    if recipe.sheet not in names:
        raise TablesError("recipe-sheet-missing", sheet=recipe.sheet)
    return [recipe.sheet]


def hidden_sheet(file_name: str, *, sheet: str) -> Finding:
    """The finding for a sheet that was left out because it is hidden."""
    place = Place(file=file_name, sheet=sheet)
    return Finding(code="sheet-hidden", severity=Severity.WARNING, place=place)


def number_text(value: float) -> str:
    """A number as text: whole ones without `.0`, others with every digit."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
