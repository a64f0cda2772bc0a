"""What many people replied, as counts a level; and one person's own way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.surveys import questions
from tomoni.academy.cohorts.surveys.models import Kind

Values = Mapping[str, str]
COLOURS = ("#e8f1fe", "#9db7f9", "#4979f5", "#00118f")
"""From the lowest level to the highest; the counts stand in the table below."""
WIDTH = 400


@dataclass(frozen=True)
class Piece:
    """One level of a strip: how many chose it, and where it lies."""

    level: int
    words: str
    count: int
    x: float
    width: float

    @property
    def colour(self) -> str:
        return COLOURS[min(self.level, len(COLOURS)) - 1]


@dataclass(frozen=True)
class Strip:
    """The replies of one survey to one question."""

    label: str
    count: int
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> str:
        """All that the picture shows, to be read out."""
        return "、".join(f"{piece.words} {piece.count}" for piece in self.pieces)


@dataclass(frozen=True)
class Question:
    """A question with the strips of the surveys that asked it, the earlier first."""

    title: str
    strips: tuple[Strip, ...]

    @property
    def lines(self) -> list[tuple[str, list[int]]]:
        """Each level in words with how many chose it in every survey, the highest first."""
        levels = zip(*(strip.pieces for strip in self.strips), strict=True)
        lines = [(pieces[0].words, [piece.count for piece in pieces]) for pieces in levels]
        return lines[::-1]


@dataclass(frozen=True)
class Growth:
    """One skill of one person: the level before and after, in words; 0: not replied."""

    title: str
    levels: tuple[str, ...]
    before: int
    after: int

    @property
    def before_words(self) -> str:
        return self.levels[self.before - 1] if self.before else _("まだ答えていません")

    @property
    def after_words(self) -> str:
        return self.levels[self.after - 1] if self.after else _("まだ答えていません")

    @property
    def steps(self) -> list[tuple[int, bool, bool]]:
        """Each level with whether it was reached before and after."""
        numbers = range(1, len(self.levels) + 1)
        return [(number, number <= self.before, number <= self.after) for number in numbers]


def asked(kind: str, *, skills: Iterable[questions.Skill]) -> list[tuple[str, str, Sequence[str]]]:
    """Name, title and the levels in words of each question that is answered on a scale."""
    if kind != Kind.SESSION:
        return [(skill.id, skill.title, skill.levels) for skill in skills]
    return [
        (name, str(title), [str(words) for _value, words in reversed(scale)])
        for name, (title, scale) in questions.SCALES.items()
    ]


def counted(
    surveys: Sequence[tuple[str, Sequence[Values]]],
    *,
    questions: Iterable[tuple[str, str, Sequence[str]]],
) -> list[Question]:
    """Every question with one strip a survey. `surveys`: label and the replies of each."""
    return [
        Question(
            title=title,
            strips=tuple(
                _strip(label, [values.get(name, "") for values in replies], levels=levels)
                for label, replies in surveys
            ),
        )
        for name, title, levels in questions
    ]


def _strip(label: str, chosen: Sequence[str], *, levels: Sequence[str]) -> Strip:
    counts = [chosen.count(str(level)) for level in range(1, len(levels) + 1)]
    total = sum(counts)
    pieces, x = [], 0.0
    for level, (words, count) in enumerate(zip(levels, counts, strict=True), start=1):
        width = WIDTH * count / total if total else 0.0
        pieces.append(Piece(level=level, words=words, count=count, x=x, width=width))
        x += width
    return Strip(label=label, count=total, pieces=tuple(pieces))


def texts(replies: Iterable[Values]) -> list[tuple[str, list[str]]]:
    """What was written to each open question, in an order that says nothing of who wrote it."""
    kept = list(replies)
    return [
        (str(title), sorted({text for values in kept if (text := values.get(name, "").strip())}))
        for name, title in questions.TEXTS.items()
    ]


def growth(levels: Mapping[str, Values], *, skills: Iterable[questions.Skill]) -> list[Growth]:
    """The person's levels before and after, skill by skill."""
    before, after = levels.get(Kind.BEFORE, {}), levels.get(Kind.AFTER, {})
    return [
        Growth(
            title=skill.title,
            levels=skill.levels,
            before=_level(before, skill),
            after=_level(after, skill),
        )
        for skill in skills
    ]


def _level(values: Values, skill: questions.Skill) -> int:
    """0 where nothing was replied, or a level that the rubric does not have."""
    chosen = values.get(skill.id, "")
    return int(chosen) if chosen in {str(n + 1) for n in range(len(skill.levels))} else 0
