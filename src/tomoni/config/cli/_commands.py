"""The commands by name, loaded when asked for, and the net under all of them."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

import click

from tomoni import __version__
from tomoni.config.cli import _output, _wording

COMMANDS = {
    "badge": "tomoni.config.cli.badge",
    "case": "tomoni.config.cli.case",
    "check": "tomoni.config.cli.check",
    "demo": "tomoni.config.cli.demo",
    "evidence": "tomoni.config.cli.evidence",
    "flow": "tomoni.config.cli.flow",
    "live": "tomoni.config.cli.live",
    "manage": "tomoni.config.cli.manage",
    "privacy": "tomoni.config.cli.privacy",
    "read": "tomoni.config.cli.read",
    "remind": "tomoni.config.cli.remind",
    "serve": "tomoni.config.cli.serve",
    "work": "tomoni.config.cli.work",
}
"""Name and module; the module holds a click command of the same name."""


class Commands(click.Group):
    """Loads a command's module only when it is wanted: `--help` of one does not load the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a promise of our own modules
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tomoni")
def tomoni() -> None:
    """ともに：データアカデミーの作業台。"""


def main() -> None:
    """Entry point of the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a name or a cell that the terminal cannot write
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command and give its exit code. Every refusal is one line; no traceback leaves here."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tomoni.config.settings")
    as_json = "--json" in arguments
    try:
        code = tomoni.main(list(arguments), prog_name="tomoni", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return _output.REFUSED
    except click.Abort:
        return _output.refuse("aborted", sentence=_wording.aborted(), as_json=as_json)
    except Exception as error:
        if os.environ.get("TOMONI_DEBUG") == "1" and not _wording.is_known(error):
            raise
        code, sentence = _wording.code_of(error), _wording.sentence(error)
        return _output.refuse(code, sentence=sentence, as_json=as_json)
    return code if isinstance(code, int) else _output.GOOD
