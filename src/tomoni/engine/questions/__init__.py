"""Exploring tables without code.

Comes in: a question made of parts (which rows, grouped by what, which numbers) and tidy tables.
Goes out: the answer as a tidy table. Why: people look around before they claim; what they find
that way is exploring, and no evidence yet.
"""

from tomoni.engine.questions._errors import QuestionsError

__all__ = ["QuestionsError"]
