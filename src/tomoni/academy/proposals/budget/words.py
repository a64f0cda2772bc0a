"""States, steps, sources and amounts in words."""

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.proposals.budget.course import State, Step
from tomoni.academy.proposals.budget.years import Due

SOURCES: dict[str, str | Promise] = {
    "national": gettext_lazy("国庫支出金"),
    "prefecture": gettext_lazy("県支出金"),
    "bonds": gettext_lazy("地方債"),
    "other": gettext_lazy("その他"),
    "general": gettext_lazy("一般財源"),
}
FORM_SOURCES = {
    "national": "国庫", "prefecture": "県", "bonds": "地方債", "other": "その他", "general": "一般",
}  # fmt: skip
STEPS: dict[str, str | Promise] = {
    "begin": gettext_lazy("書き始めた"),
    Step.REQUEST: gettext_lazy("要求した"),
    Step.GIVE_BACK: gettext_lazy("要求した課に戻した"),
    Step.ASSESS: gettext_lazy("査定した"),
    Step.BUDGET: gettext_lazy("予算化した"),
    Step.PASS_OVER: gettext_lazy("見送った"),
    Step.CARRY_OVER: gettext_lazy("次の年度に送った"),
    Step.START: gettext_lazy("実施を始めた"),
    Step.CONFIRM: gettext_lazy("効果を確かめた"),
}
BUTTONS: dict[Step, str | Promise] = {
    Step.REQUEST: gettext_lazy("予算を要求する"),
    Step.GIVE_BACK: gettext_lazy("要求した課に戻す"),
    Step.BUDGET: gettext_lazy("予算化する"),
    Step.PASS_OVER: gettext_lazy("見送る"),
    Step.CARRY_OVER: gettext_lazy("次の年度に送る"),
    Step.START: gettext_lazy("実施を始める"),
    Step.CONFIRM: gettext_lazy("効果を確かめた"),
}
REASONS: dict[Step, str | Promise] = {
    Step.GIVE_BACK: gettext_lazy("直してほしいこと"),
    Step.PASS_OVER: gettext_lazy("見送る理由"),
    Step.CONFIRM: gettext_lazy("確かめた効果"),
}
DUE_WORDS: dict[str, tuple[str | Promise, str, str]] = {
    "done": (gettext_lazy("できた"), "good", "done"),
    "late": (gettext_lazy("遅れています"), "bad", "warning"),
    "now": (gettext_lazy("いまの時期"), "warn", "info"),
    "later": (gettext_lazy("これから"), "", ""),
}
READY: dict[str, str | Promise] = {
    "discuss": gettext_lazy("事業計画書の下書きを作り、財政の担当と話し合う。"),
    "request": gettext_lazy("積算と財源を書いた予算見積書を出す。"),
    "assess": gettext_lazy("財政の担当の質問に答える。査定の額が決まる。"),
    "vote": gettext_lazy("予算化するか、見送るかが決まる。"),
}


def yen(amount: int) -> str:
    """The exact amount; less than nothing with a triangle, as offices write it."""
    return ("△" if amount < 0 else "") + _("%(yen)s円") % {"yen": f"{abs(amount):,}"}


def thousands(amount: int) -> str:
    """In 千円, halves up."""
    shown = f"{(abs(amount) + 500) // 1000:,}"
    return ("△" if amount < 0 else "") + _("%(yen)s千円") % {"yen": shown}


def both(amount: int) -> tuple[str, str]:
    """The exact amount, and in 千円."""
    return yen(amount), thousands(amount)


def quantity(number: Decimal) -> str:
    """As it was typed, with commas."""
    return f"{number.normalize():,f}"


def state_tone(state: State) -> str:
    """How a chip of the state looks."""
    good = {State.BUDGETED, State.RUNNING, State.CONFIRMED}
    return "good" if state in good else "" if state is State.DRAFT else "info"


def step_title(step: str) -> str:
    return str(STEPS[step])


def due_lines(dues: tuple[Due, ...]) -> list[tuple[Due, str, str, str, str]]:
    """Each part of the year with what has to be ready, its state in words, tone and icon."""
    return [
        (due, str(READY.get(due.id, "")), str(word), tone, icon)
        for due in dues
        for word, tone, icon in (DUE_WORDS[due.state],)
    ]
