"""Whether the database is as the program needs it."""

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tomoni.config._environment import open_folder
from tomoni.config.errors import ConfigError


def refuse_unmigrated() -> None:
    """Make the data folder where it is missing. Raises `ConfigError("migrations-missing")`."""
    open_folder(settings.HOME)
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        raise ConfigError("migrations-missing", count=len(plan))
