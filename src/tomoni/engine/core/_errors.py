"""The root of every error a room raises."""

Param = str | int | float | None


class TomoniError(Exception):
    """A broken promise: a code and its parameters; the academy words it for the reader.

    Each room has one child of this class, beside the code that raises it. Parameters never hold
    cell values: they may end in a log.
    """

    def __init__(self, code: str, **params: Param) -> None:
        self.code = code
        self.params = params
        details = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{code} ({details})" if details else code)
