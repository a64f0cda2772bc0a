"""Which gateways of a BPMN file say how a step goes on or comes in, and which are steps of ours."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tomoni.engine.flows._flow import Gate

_KINDS = {"parallelGateway": Gate.ALL, "inclusiveGateway": Gate.ANY}
_NAMES = {Gate.ALL: "同時に進める", Gate.ANY: "いくつかに進める", Gate.ONE: "振り分ける"}
_WAITING = {Gate.ALL: "そろうのを待つ", Gate.ANY: "来る分を待つ", Gate.ONE: "合わせる"}


class Gates(NamedTuple):
    """`split` and `join` by the XML id of a step; `steps`: gateways that are steps themselves.

    In a file without parallel and inclusive gateways all are empty: each gateway is then nothing
    but a branch, and chains of them become branches of the step before them.
    """

    split: Mapping[str, Gate]
    join: Mapping[str, Gate]
    steps: Mapping[str, str]
    """Their names, where the file has none."""


def gates(
    tags: Mapping[str, str],
    *,
    lines: Sequence[tuple[str, str]],
    tasks: set[str],
    hosts: set[str],
) -> Gates:
    """The gates of a process: the BPMN name of each node by id, its lines, what is done in it.

    `hosts` are the nodes that events are attached to.

    A gateway belongs to the only step that leads to it where it parts ways, to the only step it
    leads to where ways meet. All others, and whatever stands between two gateways that do not
    do the same, become a step that takes no time.
    """
    return _Folding(tags, lines=lines, tasks=tasks, hosts=hosts).gates()


class _Folding:
    def __init__(
        self,
        tags: Mapping[str, str],
        *,
        lines: Sequence[tuple[str, str]],
        tasks: set[str],
        hosts: set[str],
    ) -> None:
        self._tags, self._tasks, self._hosts = tags, tasks, hosts
        self._after: dict[str, list[str]] = {key: [] for key in tags}
        self._before: dict[str, list[str]] = {key: [] for key in tags}
        for source, target in lines:
            self._after[source].append(target)
            if tags[source] != "startEvent":
                self._before[target].append(source)

    def gates(self) -> Gates:
        several = [key for key in self._tags if self._kind(key) is not Gate.ONE and self._busy(key)]
        if not several:
            return Gates({}, {}, {})
        split: dict[str, Gate] = {}
        join: dict[str, Gate] = {}
        steps: dict[str, str] = {}
        for key, tag in self._tags.items():
            if not tag.endswith("Gateway") or not self._busy(key):
                continue
            parts, meets = len(self._after[key]) > 1, len(self._before[key]) > 1
            if parts and not meets and (task := self._only_before(key)):
                split[task] = self._kind(key)
            elif meets and not parts and (task := self._only_after(key)):
                join[task] = self._kind(key)
            elif parts or not self._merges_only(key):
                names = _NAMES if parts else _WAITING
                steps[key] = names[self._kind(key)]
                split[key], join[key] = self._kind(key), self._kind(key)
        return Gates(split, join, steps)

    def _kind(self, key: str) -> Gate:
        return _KINDS.get(self._tags[key], Gate.ONE)

    def _busy(self, key: str) -> bool:
        return len(self._after[key]) > 1 or len(self._before[key]) > 1

    def _only_before(self, key: str) -> str:
        """The step that leads to this gateway and nowhere else."""
        (task,) = self._before[key] or [""]
        alone = task in self._tasks and len(self._after[task]) == 1
        choice = self._kind(key) is Gate.ONE or task not in self._hosts
        return task if alone and choice else ""

    def _only_after(self, key: str) -> str:
        """The step that this gateway leads to, where nothing else does and the gateway waits."""
        (task,) = self._after[key] or [""]
        alone = task in self._tasks and len(self._before[task]) == 1
        return task if alone and self._kind(key) is not Gate.ONE else ""

    def _merges_only(self, key: str) -> bool:
        """Whether ways meet here without waiting, on their way to a step that waits for none."""
        if self._kind(key) is not Gate.ONE:
            return False
        seen = {key}
        while self._after[key]:
            (key,) = self._after[key] if len(self._after[key]) == 1 else [""]
            if not key or key in seen:
                return False
            if key in self._tasks:
                return True
            if self._tags[key].endswith("Gateway") and self._busy(key):
                return self._kind(key) is Gate.ONE and len(self._after[key]) > 1
            seen.add(key)
        return True
