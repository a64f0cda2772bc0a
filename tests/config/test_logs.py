import logging
import sys

import pytest

from tomoni.config.errors import ConfigError
from tomoni.config.logs import PlainFormatter


def _line() -> str:
    record = logging.LogRecord("trial", logging.ERROR, "", 1, "failed", None, sys.exc_info())
    return PlainFormatter("%(levelname)s %(message)s").format(record)


def test_a_log_says_where_and_what_kind_but_never_what_a_cell_held() -> None:
    try:
        try:
            int("髙橋 花子")
        except ValueError as error:
            raise ConfigError("port-taken", host="秘密") from error
    except ConfigError:
        line = _line()
    assert "ERROR failed" in line
    assert "test_logs.py" in line
    assert "ValueError" in line
    assert "ConfigError [port-taken]" in line
    assert "髙橋" not in line
    assert "秘密" not in line


def test_errors_that_name_each_other_end() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - only its log line matters
        raise first
    record = logging.LogRecord("x", 40, "", 1, "m", None, (ValueError, caught.value, None))
    assert PlainFormatter().format(record).count("builtins.") == 2
