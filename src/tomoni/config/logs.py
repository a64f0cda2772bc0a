"""How a log line reads: where it broke and what kind of error it was, never what a cell held."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class PlainFormatter(logging.Formatter):
    """Prints the way to an error and the kinds of it; messages of errors may quote cells."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging's own word
        lines = []
        for error in _chain(ei[1]):
            frames = traceback.extract_tb(error.__traceback__)
            lines += [
                f'  "{frame.filename}", line {frame.lineno}, {frame.name}' for frame in frames
            ]
            kind = type(error)
            lines.append(f"{kind.__module__}.{kind.__qualname__}")
            code = getattr(error, "code", None)
            if isinstance(code, str):
                lines[-1] += f" [{code}]"
        return "\n".join(lines)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what caused it, each once: errors may name each other."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
