"""How the scores of several reviewers lie: plain values in, plain values out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tomoni.academy.proposals.programme import Rubric

Marks = Mapping[str, int]


@dataclass(frozen=True)
class Spread:
    """Some numbers from the lowest to the highest, and the one in the middle."""

    values: tuple[int, ...]

    @property
    def lowest(self) -> int:
        return self.values[0]

    @property
    def highest(self) -> int:
        return self.values[-1]

    @property
    def width(self) -> int:
        return self.highest - self.lowest

    @property
    def middle(self) -> float:
        return median(self.values)


@dataclass(frozen=True)
class CriterionSpread:
    """The marks for one criterion; `dots`: each mark of the scale, and how many gave it."""

    id: str
    title: str
    weight: int
    spread: Spread
    dots: tuple[tuple[int, str, int], ...]


@dataclass(frozen=True)
class Result:
    """The marks of every criterion and the weighted sums, without who gave them."""

    criteria: tuple[CriterionSpread, ...]
    sums: Spread
    most: int

    @property
    def count(self) -> int:
        return len(self.sums.values)


def is_whole(marks: Marks, *, rubric: Rubric) -> bool:
    """Whether every criterion has a mark of the scale."""
    return all(marks.get(each.id) in range(1, rubric.scale + 1) for each in rubric.criteria)


def weighted_sum(marks: Marks, *, rubric: Rubric) -> int:
    """Each mark times the weight of its criterion, added up."""
    return sum(marks[each.id] * each.weight for each in rubric.criteria)


def result(given: Sequence[Marks], *, rubric: Rubric) -> Result | None:
    """How the marks lie; None without any. All of them must be whole."""
    if not given:
        return None
    return Result(
        criteria=tuple(
            _of_criterion(place, given=given, rubric=rubric)
            for place in range(len(rubric.criteria))
        ),
        sums=_spread(weighted_sum(marks, rubric=rubric) for marks in given),
        most=rubric.most,
    )


def _of_criterion(place: int, *, given: Sequence[Marks], rubric: Rubric) -> CriterionSpread:
    criterion = rubric.criteria[place]
    spread = _spread(marks[criterion.id] for marks in given)
    return CriterionSpread(
        id=criterion.id,
        title=criterion.title,
        weight=criterion.weight,
        spread=spread,
        dots=tuple(
            (mark, words, spread.values.count(mark))
            for mark, words in enumerate(criterion.anchors, start=1)
        ),
    )


def _spread(values: Iterable[int]) -> Spread:
    return Spread(tuple(sorted(values)))
