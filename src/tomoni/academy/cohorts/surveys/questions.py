"""What a survey asks, as fields: the rubric's skills, or four questions about a session."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.cohorts.surveys.models import Kind
from tomoni.academy.ui.fields import FieldView

LONGEST = 1000
Scale = tuple[tuple[str, str | Promise], ...]
SCALES: Mapping[str, tuple[str | Promise, Scale]] = {
    "understood": (
        gettext_lazy("この回でやったことは分かりましたか"),
        (
            ("4", gettext_lazy("よく分かった")),
            ("3", gettext_lazy("だいたい分かった")),
            ("2", gettext_lazy("分からないところがあった")),
            ("1", gettext_lazy("分からなかった")),
        ),
    ),
    "useful": (
        gettext_lazy("自分の仕事に生かせそうですか"),
        (
            ("4", gettext_lazy("すぐに生かせる")),
            ("3", gettext_lazy("いずれ生かせる")),
            ("2", gettext_lazy("あまり生かせない")),
            ("1", gettext_lazy("生かせない")),
        ),
    ),
}
"""Questions about a session that are answered on a scale: the question and its answers."""
TEXTS: Mapping[str, str | Promise] = {
    "noticed": gettext_lazy("気づいたこと、よかったこと"),
    "wished": gettext_lazy("困ったこと、次の回に望むこと"),
}


class Skill(Protocol):
    """A skill of the curriculum."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def levels(self) -> tuple[str, ...]: ...


def fields(
    kind: str, *, skills: Iterable[Skill], values: Mapping[str, str], disabled: bool = False
) -> tuple[FieldView, ...]:
    """The questions of a survey, holding what was replied."""
    if kind != Kind.SESSION:
        return tuple(_skill_field(each, values=values, disabled=disabled) for each in skills)
    scales = (
        FieldView(
            name, str(label), "choice", required=True, value=values.get(name, ""),
            choices=tuple((value, str(word)) for value, word in scale), disabled=disabled,
        )
        for name, (label, scale) in SCALES.items()
    )  # fmt: skip
    texts = (
        FieldView(
            name, str(label), "long_text", value=values.get(name, ""), disabled=disabled,
            help=_("名前は書かないでください。5人以上が答えて締め切ったあと、だれが書いたかを付けずに事務局が読みます。"),
        )
        for name, label in TEXTS.items()
    )  # fmt: skip
    return (*scales, *texts)


def _skill_field(skill: Skill, *, values: Mapping[str, str], disabled: bool) -> FieldView:
    """Which level fits best today: a level is chosen by what one can do."""
    choices = tuple((str(level), words) for level, words in enumerate(skill.levels, start=1))
    return FieldView(
        skill.id, skill.title, "choice", required=True, choices=choices,
        value=values.get(skill.id, ""), disabled=disabled,
    )  # fmt: skip
