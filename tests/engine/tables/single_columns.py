"""Tables of one column, made from the cells given."""

from tomoni.engine import tables


def column(cells: list[str], *, name: str = "値") -> tuple[tables.Reading, list[object]]:
    text = "".join(f'行{row},"{cell}"\r\n' for row, cell in enumerate(cells))
    reading = tables.read(f"名,{name}\r\n{text}".encode(), file_name="a.csv")
    return reading, reading.tables[0].frame[name].to_list()


def codes(reading: tables.Reading) -> set[str]:
    return {finding.code for finding in reading.findings}
