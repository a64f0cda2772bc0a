"""How much a file may ask of the machine."""

from tomoni.engine.core import Value


class Limits(Value):
    """Bounds on one reading; beyond any of them `read` refuses with `too-…` or `zip-bomb`."""

    max_bytes: int = 100_000_000
    """Size of the file as it arrives, in bytes."""
    max_unzipped_bytes: int = 1_000_000_000
    """Sum of all parts of a workbook once unzipped, declared and real, in bytes."""
    max_rows: int = 2_000_000
    """Rows of one sheet or text file."""
    max_columns: int = 2_000
    """Columns of one sheet or text file."""
    max_cells: int = 20_000_000
    """Rows times columns of one sheet: the memory it takes."""
    max_characters: int = 2_000_000_000
    """Characters of all cells of a sheet, shared texts counted each time they are used."""
    max_cell_bytes: int = 1_000_000
    """Text of one cell of a workbook as stored, in bytes; a spreadsheet holds 32,767 characters."""
