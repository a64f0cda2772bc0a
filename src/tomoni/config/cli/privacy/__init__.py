"""`tomoni privacy …`: what a table says of persons, and how it may be shown.

One module a command, each added to the group here.
"""

import click

from tomoni.config.cli.privacy.attack import attack
from tomoni.config.cli.privacy.publish import publish
from tomoni.config.cli.privacy.risk import risk
from tomoni.config.cli.privacy.scan import scan

__all__ = ["privacy"]


@click.group()
def privacy() -> None:
    """個人情報を見つける、危なさを量る、安全に公表する。"""


for _command in (attack, publish, risk, scan):
    privacy.add_command(_command)
