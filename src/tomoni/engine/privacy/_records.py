"""What was done to a table, without a word of what stood there."""

from tomoni.engine.core import Value


class Done(Value):
    """One step that was carried out. Holds no cell's value: it may be shown, kept and logged.

    `step` is the step's `kind`, or `leave_totals`, `drop_my_number`, `clean_my_number`,
    `keep_by_chance`. `before` and `after`: how many different values the column held and holds.
    """

    step: str
    column: str
    rows: int
    """Rows whose cell was changed or taken away."""
    emptied: int = 0
    """Of these, rows whose cell could not be read and is empty now."""
    before: int = 0
    after: int = 0
    settings: dict[str, str | int | float] = {}
    """How: widths, limits, days; never a category or a name."""
