"""One reading of a file for all that is made from it."""

import unicodedata

from tomoni.engine.core import sha256
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._reading import Reading, read
from tomoni.engine.tables._recipe import Recipe


class Reader:
    """Reads as `read` does, but the same bytes, name and recipe only once.

    Made for one piece of work and dropped with it: the tables of a workbook are then taken from
    one reading. Of the files it has seen it keeps only the newest one's readings.
    """

    def __init__(self, *, limits: Limits = Limits()) -> None:  # noqa: B008 -- frozen
        """`limits`: as for `read`."""
        self._limits = limits
        self._file = ("", "")
        self._readings: dict[str, Reading] = {}

    def read(
        self,
        data: bytes,
        *,
        file_name: str,
        recipe: Recipe = Recipe(),  # noqa: B008 -- frozen
    ) -> Reading:
        """What `read` gives. Raises `TablesError` as `read` does; a refusal is not remembered."""
        file = sha256(data), unicodedata.normalize("NFC", file_name)
        if file != self._file:
            self._file, self._readings = file, {}
        key = recipe.model_dump_json()
        if key not in self._readings:
            self._readings[key] = read(
                data, file_name=file_name, recipe=recipe, limits=self._limits
            )
        return self._readings[key]
