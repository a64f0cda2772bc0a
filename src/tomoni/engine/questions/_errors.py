"""What can go wrong with a question."""

from tomoni.engine.core import TomoniError


class QuestionsError(TomoniError):
    """A question cannot be asked of the tables at hand."""
