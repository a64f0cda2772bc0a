"""A messy file to tidy tables.

Comes in: the bytes of a workbook or text file as divisions keep them, and perhaps a recipe that a
person saved. Goes out: typed tables with their findings (what was seen, put right or left alone),
the cells as they stand, and tables as Parquet, CSV or .xlsx; also how the file keeps the ministry's
15 rules, with a marked copy to hand back. Why: every number of a case begins here, so nothing may
be guessed in silence.
"""

from tomoni.engine.tables._checker import RULES, Check, check
from tomoni.engine.tables._codes import is_corporate_number
from tomoni.engine.tables._datasets import Dataset, Field, FieldType, datasets
from tomoni.engine.tables._drift import drift, learn
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._export import write_csv, write_xlsx
from tomoni.engine.tables._filters import Filter, Op, filter_words
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._looking import RawCells, look
from tomoni.engine.tables._marked import Remark, write_marked
from tomoni.engine.tables._matching import FieldMatch, Match, match
from tomoni.engine.tables._parquet import read_columns, read_parquet, write_parquet
from tomoni.engine.tables._parts import Category, Key, Part
from tomoni.engine.tables._reader import Reader
from tomoni.engine.tables._reading import Reading, read
from tomoni.engine.tables._recipe import (
    ColumnRecipe,
    ExpectedColumn,
    Recipe,
    read_recipe,
    write_recipe,
)

__all__ = [
    "RULES",
    "Category",
    "Check",
    "ColumnRecipe",
    "Dataset",
    "ExpectedColumn",
    "Field",
    "FieldMatch",
    "FieldType",
    "Filter",
    "Key",
    "Limits",
    "Match",
    "Op",
    "Part",
    "RawCells",
    "Reader",
    "Reading",
    "Recipe",
    "Remark",
    "TablesError",
    "check",
    "datasets",
    "drift",
    "filter_words",
    "is_corporate_number",
    "learn",
    "look",
    "match",
    "read",
    "read_columns",
    "read_parquet",
    "read_recipe",
    "write_csv",
    "write_marked",
    "write_parquet",
    "write_recipe",
    "write_xlsx",
]
