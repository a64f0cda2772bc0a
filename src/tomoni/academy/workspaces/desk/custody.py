"""What stands between a person and rows about persons: every page that shows rows asks here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.ui.wording import FindingView, finding_view
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.desk import queries, rules
from tomoni.academy.workspaces.desk.models import (
    Action,
    Classification,
    Holding,
    Opening,
    Personal,
    Use,
)
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine.core import Finding

ROWS = frozenset({"source", "table", "answer", "boundaries"})
"""Kinds of artifact that hold rows: erased with the file."""
RAW = ROWS | {"evidence", "count", "run", "comparison", "map"}
"""Kinds that show what stands in the rows, be it counted; a release is not among them."""


@dataclass(frozen=True)
class Leave:
    """That somebody may open rows of persons, and by which holding."""

    holdings: tuple[Holding, ...] = ()

    @property
    def is_personal(self) -> bool:
        return any(holding.is_personal for holding in self.holdings)

    @property
    def label(self) -> str:
        """The strictest class of what is behind the rows, e.g. 3B; empty when none is kept."""
        classes = {holding.classification for holding in self.holdings}
        return next((each for each in Classification.values if each in classes), "")

    def lines(self, user: User) -> list[tuple[str, str]]:
        """What stands on the sheet that goes out with rows about persons; else nothing."""
        if not self.is_personal:
            return []
        moment = timezone.localtime().strftime("%Y-%m-%d %H:%M")
        return [
            (_("取り出した人"), user.signature),
            (_("取り出した日時"), moment),
            (_("機密性の区分"), self.label),
            (_("保有課"), "、".join(sorted({str(each.division) for each in self.holdings}))),
            (
                _("取扱い"),
                _(
                    "個人情報を含みます。承認された目的と期限の中で使い、"
                    "ほかの人に渡さず、使い終わったら消してください。"
                ),
            ),
        ]


def refusal(user: User, *, opened: Opened, key: str) -> str | None:
    """Why this person may not open the artifact; None: may."""
    return _refusal(user, opened=opened, key=key, uses=_uses_behind(opened, key))


def _refusal(
    user: User, *, opened: Opened, key: str, uses: Mapping[Holding, Use | None]
) -> str | None:
    kind = opened.case.artifacts[key].kind
    today = timezone.localdate()
    for holding, use in uses.items():
        if holding.erased_at is not None and kind not in ROWS:
            continue
        reason = rules.may_open(user, holding=holding, use=use, today=today)
        if reason is not None:
            return reason
    return None


def enter(
    user: User, *, opened: Opened, key: str, action: Action = Action.OPENED, rows: int = 0
) -> Leave:
    """Lets the person to the rows and writes it down. Raises `PermissionDenied` with why not."""
    uses = _uses_behind(opened, key)
    reason = _refusal(user, opened=opened, key=key, uses=uses)
    done = Action.REFUSED if reason is not None else action
    _note(user, uses=uses, key=key, action=done, rows=rows)
    if reason is not None:
        raise PermissionDenied(reason)
    return Leave(tuple(uses))


def enter_all(user: User, *, opened: Opened) -> None:
    """The same for everything in the case at once: taking the whole case away."""
    for holding in opened.holdings.values():
        if holding.erased_at is None:
            enter(user, opened=opened, key=holding.key, action=Action.DOWNLOADED)


def _note(
    user: User, *, uses: Mapping[Holding, Use | None], key: str, action: Action, rows: int
) -> None:
    """Writes down who did what, where persons are in the rows."""
    Opening.objects.bulk_create(
        Opening(
            holding=holding,
            key=key,
            user=user,
            action=action,
            rows=rows,
            use=None if user.division_id == holding.division_id else use,
        )
        for holding, use in uses.items()
        if holding.is_personal
    )


def _uses_behind(opened: Opened, key: str) -> dict[Holding, Use | None]:
    """The files that an artifact shows rows of, each with the approval that counts."""
    return {
        holding: queries.newest_use(holding) if holding.is_personal else None
        for holding in behind(opened, key)
    }


def behind(opened: Opened, key: str) -> list[Holding]:
    """The files that an artifact shows rows of."""
    if opened.case.artifacts[key].kind not in RAW:
        return []
    sources = _sources(opened, key)
    return [holding for name, holding in opened.holdings.items() if name in sources]


def _sources(opened: Opened, key: str) -> set[str]:
    """The files that the artifact is made of, through whatever lies between."""
    found: set[str] = set()
    ahead = [key]
    while ahead:
        artifact = opened.case.artifacts[ahead.pop()]
        if artifact.kind == "source":
            found.add(artifact.id)
        elif artifact.kind in RAW and artifact.plan:
            ahead += [name for name in artifact.plan.inputs.values() if name not in found]
    return found


def receive(
    row: models.Case,
    *,
    key: str,
    title: str,
    division: Division,
    personal: Personal,
    found: Sequence[Finding],
    is_public: bool = False,
) -> Holding:
    """A file has come in; `is_public`: its owner has published it already.

    A newer version never makes the file less protected than it was.
    """
    said = [each.model_dump(mode="json") for each in found]
    holding, made = Holding.objects.get_or_create(
        case=row,
        key=key,
        defaults={
            "title": title,
            "division": division,
            "personal": personal,
            "found": said,
            "classification": Classification.ONE if is_public else _CLASSES[personal],
        },
    )
    if not made:
        holding.found = said
        if _STRICTNESS[personal] > _STRICTNESS[Personal(holding.personal)]:
            holding.personal = personal
            holding.classification = _CLASSES[personal]
        holding.save(update_fields=["found", "personal", "classification"])
    return holding


def found_in(holding: Holding) -> list[FindingView]:
    """What was found of persons in the file, in words."""
    return [finding_view(Finding.model_validate(each)) for each in holding.found]


_STRICTNESS = {each: place for place, each in enumerate(Personal)}
_CLASSES = {
    Personal.NONE: Classification.TWO,
    Personal.PERSONAL: Classification.B3,
    Personal.SENSITIVE: Classification.B3,
    Personal.NUMBERED: Classification.B3,
}
