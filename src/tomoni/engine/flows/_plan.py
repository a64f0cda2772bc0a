"""A flow with its settings as lists of numbers, made once for all replications."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from tomoni.engine.flows._calendar import Clock
from tomoni.engine.flows._distributions import Distribution, Fixed, mean, of_minutes
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import Flow, Gate, LaneKind, Step
from tomoni.engine.flows._graph import places, ways
from tomoni.engine.flows._settings import LaneSettings, Settings, StepSettings
from tomoni.engine.flows._tokens import Edge, Net, is_plain, net

ENDLESS_PEOPLE = 1 << 60
END_PLACE = -1
_STAFF = LaneSettings(people=1)
_OTHERS = LaneSettings(people=None, office_hours=False)


@dataclass(frozen=True)
class Lines:
    """A lane as a queue: how many work there, by which clock, whether some go before others."""

    name: str
    people: int
    clock: Clock | None
    ordered: bool


@dataclass(frozen=True)
class Work:
    """A step: its lane, how long it takes, what passes before it, when it is begun.

    `to` and `upto`: places it leads to (`END_PLACE` for the end) and the cumulative shares.
    `again`: whether one case may come back to it. `quick_start`: a token that comes is lined up
    with no more ado. `quick_end`: it goes on to one such step, and the lane needs no clock.
    """

    key: str
    lane: int
    minutes: Distribution
    settings: StepSettings
    to: tuple[int, ...]
    upto: tuple[float, ...]
    split: Gate
    join: Gate
    incoming: frozenset[Edge]
    before: frozenset[int]
    again: bool
    quick_start: bool
    quick_end: bool


@dataclass(frozen=True)
class Plan:
    """All that a replication needs and that does not change."""

    lanes: tuple[Lines, ...]
    """The last is no lane of the flow: what takes no time keeps nobody there."""
    steps: tuple[Work, ...]
    settings: Settings
    office: Clock | None
    arrivals: Clock | None
    """The office clock weighted by the months."""
    cases: int
    warmup: int
    cooldown: int

    @property
    def total(self) -> int:
        """All cases of a replication, counted or not."""
        return self.warmup + self.cases + self.cooldown


def plan(flow: Flow, *, settings: Settings, cases: int, streams: Mapping[str, str] = {}) -> Plan:
    """The plan of a flow without errors. `streams` names the luck of a step other than its id.

    Raises `FlowsError("unknown-lane" | "unknown-step")` with the `name` that the settings have and
    the flow has not.
    """
    _refuse_unknown(flow, settings)
    calendar, profile = settings.calendar, settings.profile
    office = None if calendar is None else Clock(calendar)
    weighted = Clock(calendar, months=profile) if calendar and profile else office
    lanes = _lanes(flow, settings, clock=office)
    warmup = cases // 10 if settings.warmup is None else settings.warmup
    return Plan(
        lanes=lanes,
        steps=_steps(flow, settings, lanes=lanes, streams=streams),
        settings=settings,
        office=office,
        arrivals=weighted,
        cases=cases,
        warmup=warmup,
        cooldown=cases // 20,
    )


def _refuse_unknown(flow: Flow, settings: Settings) -> None:
    lanes = {lane.name for lane in flow.lanes}
    for name in settings.lanes:
        if name not in lanes:
            raise FlowsError("unknown-lane", name=name)
    known = places(flow)
    for name in settings.steps:
        if name not in known:
            raise FlowsError("unknown-step", name=name)


def _lanes(flow: Flow, settings: Settings, *, clock: Clock | None) -> tuple[Lines, ...]:
    urgent = settings.urgent > 0
    first = {
        step.lane for step in flow.steps if settings.steps.get(step.id, StepSettings()).priority
    }
    found = []
    for lane in dict.fromkeys(flow.lanes):
        default = _STAFF if lane.kind is LaneKind.STAFF else _OTHERS
        given = settings.lanes.get(lane.name, default)
        found.append(
            Lines(
                name=lane.name,
                people=ENDLESS_PEOPLE if given.people is None else given.people,
                clock=clock if given.office_hours else None,
                ordered=given.people is not None and (urgent or lane.name in first),
            )
        )
    return (*found, Lines(name="", people=ENDLESS_PEOPLE, clock=None, ordered=False))


def _steps(
    flow: Flow, settings: Settings, *, lanes: tuple[Lines, ...], streams: Mapping[str, str]
) -> tuple[Work, ...]:
    game = net(flow)
    where = {lane.name: number for number, lane in reversed(list(enumerate(lanes)))}
    again = _again(game, together=not is_plain(flow))
    tracked = Gate.ANY in game.joins
    quick = [
        game.joins[place] is Gate.ONE and _plain(_settings_of(step, settings))
        for place, step in enumerate(flow.steps)
    ]
    found = []
    for place, (step, onward) in enumerate(zip(flow.steps, ways(flow), strict=True)):
        known = _settings_of(step, settings)
        minutes = known.minutes or _minutes_of(step)
        number = where[step.lane] if mean(minutes) else len(lanes) - 1
        lane = lanes[number]
        free = lane.clock is None and not lane.ordered and not tracked
        followed = all(to is None or game.joins[to] is Gate.ONE for to, _ in onward)
        one = step.split is Gate.ONE or len(onward) < 2
        found.append(
            Work(
                key=streams.get(step.id, step.id),
                lane=number,
                minutes=minutes,
                settings=known,
                to=tuple(END_PLACE if to is None else to for to, _ in onward),
                upto=tuple(accumulate(share for _, share in onward)),
                split=Gate.ONE if one else step.split,
                join=game.joins[place],
                incoming=game.incoming[place],
                before=game.before(place) if game.joins[place] is Gate.ANY else frozenset(),
                again=place in again,
                quick_start=quick[place] and free,
                quick_end=one and followed and free,
            )
        )
    return tuple(found)


def _settings_of(step: Step, settings: Settings) -> StepSettings:
    """What is particular about a step; how long it waits says the flow, if not the settings."""
    known = settings.steps.get(step.id, StepSettings())
    if known.wait is not None or step.wait is None:
        return known
    return known.model_copy(update={"wait": of_minutes(step.wait)})


def _minutes_of(step: Step) -> Distribution:
    """The minutes of a step for one case; what is done however many cases there are takes none."""
    return Fixed(minutes=0) if step.often else of_minutes(step.minutes)


def _plain(settings: StepSettings) -> bool:
    return settings.wait is None and not settings.at


def _again(game: Net, *, together: bool) -> frozenset[int]:
    """Places that one case may come to more than once."""
    every = range(len(game.targets))
    return frozenset(place for place in every if together or _returns(game, place))


def _returns(game: Net, place: int) -> bool:
    """Whether a way leads from a step back to it."""
    seen: set[int] = set()
    waiting = [place]
    while waiting:
        for to in game.targets[waiting.pop()]:
            if to is not None and to not in seen:
                seen.add(to)
                waiting.append(to)
    return place in seen
