"""The command `tomoni`: one module a command, each listed once in `_commands.COMMANDS`.

Comes in: arguments. Goes out: an answer on stdout (as JSON with `--json`), notes on stderr, and
0 good, 1 findings that block, 2 refused with one line. Why here: a command only puts the engine
and the academy together.
"""

from tomoni.config.cli._commands import main, run
from tomoni.config.cli._output import BLOCKED, GOOD, REFUSED, Output, json_option

__all__ = ["BLOCKED", "GOOD", "REFUSED", "Output", "json_option", "main", "run"]
