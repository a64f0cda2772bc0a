"""A template that names what it was not given fails, also inside `{% if %}` and `{% for %}`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.template import Context, Engine
from django.template.base import FilterExpression

OWN = "/tomoni/"
FORGIVING = {"default", "default_if_none"}


class Missing(str):
    """Stands for what is missing; to show it is to fail the test."""

    __slots__ = ()

    def __mod__(self, variable: object) -> str:
        pytest.fail(f"the template was not given {variable}")


@contextmanager
def strict_templates() -> Iterator[None]:
    """Outcomes of pytest are no `Exception`: Django's own nets let them through.

    Django forgives in `{% if %}`, `{% for %}` and before filters; ours do not, but for `default`.
    Templates that are not ours keep Django's manners.
    """
    plain = FilterExpression.resolve

    def resolve(self: FilterExpression, context: Context, ignore_failures: bool = False) -> Any:
        template = context.template
        ours = template is not None and OWN in str(template.origin.name)
        names = {function.__name__ for function, _arguments in self.filters}
        return plain(self, context, (ignore_failures and not ours) or bool(names & FORGIVING))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FilterExpression, "resolve", resolve)
        patch.setattr(Engine.get_default(), "string_if_invalid", Missing("%s"))
        yield
