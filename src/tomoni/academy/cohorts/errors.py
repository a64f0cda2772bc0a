from tomoni.engine.core import TomoniError


class CohortsError(TomoniError):
    """A cohort cannot be set up, or a part in it not given, as asked for."""
