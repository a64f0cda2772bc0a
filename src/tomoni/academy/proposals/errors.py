from tomoni.engine.core import TomoniError


class ProposalsError(TomoniError):
    """A programme cannot be read, or a proposal cannot go the way that was asked for."""
