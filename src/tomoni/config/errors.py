"""The room's error."""

from tomoni.engine.core import TomoniError


class ConfigError(TomoniError):
    """The installation is not as it has to be; the command line says what to do."""
