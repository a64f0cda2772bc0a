"""A messy file to tidy tables.

Comes in: the bytes of a workbook or text file as divisions keep them, and perhaps a recipe that a
person saved. Goes out: typed tables with their findings (what was seen, put right or left alone),
and tables as Parquet, CSV or .xlsx. Why: every number of a case begins here, so nothing may be
guessed in silence.
"""

from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._export import write_csv, write_xlsx
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._parquet import read_parquet, write_parquet
from tomoni.engine.tables._reading import Reading, read
from tomoni.engine.tables._recipe import ColumnRecipe, Recipe

__all__ = [
    "ColumnRecipe",
    "Limits",
    "Reading",
    "Recipe",
    "TablesError",
    "read",
    "read_parquet",
    "write_csv",
    "write_parquet",
    "write_xlsx",
]
