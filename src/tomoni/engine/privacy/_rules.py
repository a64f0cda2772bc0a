"""Which cells of a table must not be seen: rules by name, as data."""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Self

import yaml
from pydantic import Field, ValidationError, model_validator

from tomoni.engine.core import Value
from tomoni.engine.privacy._errors import PrivacyError


class SmallArea(Value):
    """What is asked of an area with a population below `below`."""

    below: int = Field(gt=0)
    smallest: int | None = Field(default=None, ge=2)
    """The smallest number that may be shown; None: no number at all."""


class Rule(Value):
    """When a cell is hidden, and what an outsider must not be able to work out.

    `smallest` k hides counts of 1 to k - 1 (and 0 unless `zeros_shown`); the outsider's interval
    must then hold all of 1 to k - 1. `units_smallest` asks for so many establishments behind a
    cell. For sums: `dominance_n` and `dominance_k` ((n,k): the n largest give more than k %), and
    `p_percent` (the second largest can reckon the largest to within p %), Hundepool et al. (2012)
    Statistical Disclosure Control, ch. 4.2; the outsider's interval must then reach up to the value
    plus what these rules ask for, and as far down. The numbers of these two are kept from readers
    (ibid.): a release holds the rule's `public` part.
    """

    name: str
    title: str = ""
    source: str = ""
    smallest: int = Field(default=1, ge=1)
    zeros_shown: bool = True
    units_smallest: int = Field(default=1, ge=1)
    most_dimensions: int = Field(default=3, ge=1, le=3)
    by_population: tuple[SmallArea, ...] = ()
    """By population of the area, the smallest first; needs the populations to be told."""
    dominance_n: int = Field(default=0, ge=0, le=5)
    dominance_k: float = Field(default=100.0, gt=0, le=100)
    p_percent: float = Field(default=0.0, ge=0, le=100)
    least_width: float = Field(default=0.3, gt=0, le=1)
    """Of a sum hidden for its few contributors: the share by which an outsider stays unsure."""

    withheld: bool = False
    """The public part of a rule for sums: its numbers are left out."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        limits = [area.below for area in self.by_population]
        if limits != sorted(set(limits)):
            message = "by_population: the smallest population first"
            raise ValueError(message)
        return self

    @property
    def public(self) -> "Rule":
        """The rule as a release may say it."""
        if not (self.dominance_n or self.p_percent):
            return self
        hidden = {"dominance_n": 0, "dominance_k": 100.0, "p_percent": 0.0, "least_width": 1.0}
        return self.model_copy(update={**hidden, "withheld": True})

    def smallest_for(self, population: int | None) -> int | None:
        """The smallest count shown of an area with that population; None: nothing is shown."""
        if population is not None:
            for area in self.by_population:
                if population < area.below:
                    if area.smallest is None:
                        return None
                    return max(area.smallest, self.smallest)
        return self.smallest


def _loaded() -> Mapping[str, Rule]:
    text = (files(__package__) / "rules.yaml").read_text(encoding="utf-8")
    return MappingProxyType(
        {name: Rule(name=name, **said) for name, said in yaml.safe_load(text).items()}
    )


RULES: Mapping[str, Rule] = _loaded()
"""The rules that are known by name."""


def rule_of(rule: str | Rule) -> Rule:
    """The rule of that name, or the rule itself.

    Raises `PrivacyError` `unknown-rule` with the names that are known.
    """
    if isinstance(rule, Rule):
        return rule
    if rule not in RULES:
        raise PrivacyError("unknown-rule", rule=rule, known="、".join(RULES))
    return RULES[rule]


def whole_rule(rule: Rule, *, known: Iterable[Rule]) -> Rule:
    """The rule with what its public part leaves out, from those of the same name.

    Raises `PrivacyError` `unknown-rule` when none of them has it.
    """
    if not rule.withheld:
        return rule
    for one in [*known, *RULES.values()]:
        if one.public == rule:
            return one
    raise PrivacyError("unknown-rule", rule=rule.name, known="、".join(RULES))


def read_rule(data: bytes) -> Rule:
    """A rule of one's own from YAML. Raises `PrivacyError` `bad-rule` with the field at fault."""
    try:
        return Rule.model_validate(yaml.safe_load(data))
    except ValidationError as error:
        place = error.errors()[0]["loc"]
        raise PrivacyError("bad-rule", field=str(place[0]) if place else "") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PrivacyError("bad-rule", field="") from error
