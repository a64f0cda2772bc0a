"""The ways of a flow in a kept BPMN file: lines and gateways added, taken out and named anew."""

from collections import Counter
from collections.abc import Collection, Sequence

from lxml import etree

from tomoni.engine.flows._bpmn_graph import Trail, ours, said_on, tag
from tomoni.engine.flows._bpmn_marks import mark_way
from tomoni.engine.flows._bpmn_names import GATEWAYS
from tomoni.engine.flows._bpmn_reading import Reading, tidy
from tomoni.engine.flows._bpmn_tree import Tree, put_mark
from tomoni.engine.flows._flow import END, Flow, Gate, Next
from tomoni.engine.flows._graph import followers, places
from tomoni.engine.flows._labels import words
from tomoni.engine.flows._layout import joined
from tomoni.engine.flows._ways import without_share
from tomoni.engine.flows._xml import say

_LABELS = {"start": "始め", "end": "終わり"}


class Ways:
    """The ways of the steps whose XML ids are `keys`; of those in `anew` none is kept."""

    def __init__(
        self,
        tree: Tree,
        before: Reading,
        flow: Flow,
        *,
        keys: Sequence[str],
        anew: Collection[str],
    ) -> None:
        self._tree, self._before, self._flow = tree, before, flow
        self._keys, self._anew = keys, anew
        self._where = places(flow)
        self._steps = dict(zip(before.keys, before.flow.steps, strict=True))
        trails = [*before.begin, *(one for all_of in before.trails.values() for one in all_of)]
        self._uses = Counter(flow for trail in trails for flow in trail.flows)
        self._touched = {
            flow.get(end) for flow in tree.flows() for end in ("sourceRef", "targetRef")
        }
        graph = before.graph
        self._gates_before = {key: graph.gate_before(key) for key in keys if key in before.keys}
        self._gates_behind = {key: graph.gate_behind(key) for key in keys if key in before.keys}
        self._joins: dict[int, str] = {}

    def put(self, *, gone: Sequence[str]) -> None:
        """Makes all ways those of the flow; `gone` are the XML ids of steps it has no more."""
        tree = self._tree
        for key in gone:
            for trail in self._before.trails[key]:
                self._let_go(trail)
            tree.remove_node(key)
        for place, key in enumerate(self._keys):
            if key in self._before.graph.gates.steps and self._changes(place):
                self._turn(place)
        self._put_joins()
        self._begin()
        for place, key in enumerate(self._keys):
            if key and self._changes(place):
                self._put(place)
        for place, gate in self._joins.items():
            if not tree.out_of(gate):
                tree.add_flow(gate, self._keys[place])
        self._tidy()

    def _changes(self, place: int) -> bool:
        """Whether a step goes on otherwise than in the file."""
        step, old = self._flow.steps[place], self._steps.get(self._keys[place])
        if old is None or step.id in self._anew:
            return True
        return (old.next, old.split, old.join) != (step.next, step.split, step.join)

    def _let_go(self, trail: Trail) -> None:
        """Takes out those lines of a way that no other way runs along."""
        for flow in trail.flows:
            self._uses[flow] -= 1
            if not self._uses[flow]:
                self._tree.remove_flow(flow)

    def _turn(self, place: int) -> None:
        """A gateway that was a step by itself becomes a task."""
        key = self._keys[place]
        node = self._tree.nodes[key]
        node.tag = node.tag.replace(tag(node), "task")
        say(node, name=self._flow.steps[place].name, gatewayDirection=None, default=None)
        self._tree.to_place[key] = None

    def _put_joins(self) -> None:
        """The gateways at which steps wait, before any way is led to them."""
        tree, waiting = self._tree, joined(self._flow)
        for place, key in enumerate(self._keys):
            gate = self._gates_before.get(key, "")
            gate = gate if gate in tree.nodes else ""
            if key in self._before.graph.gates.steps and not self._changes(place):
                continue
            if place in waiting and key:
                if not gate:
                    gate = tree.add_node("exclusiveGateway", near=key)
                    for flow in tree.into(key):
                        if tag(tree.nodes[flow.get("sourceRef", "")]) != "startEvent":
                            tree.lead(flow, target=gate)
                self._joins[place] = gate
            if gate and (place in waiting or self._flow.steps[place].join is Gate.ONE):
                self._be(gate, self._flow.steps[place].join)

    def _begin(self) -> None:
        """The line from the start to the first step."""
        key = self._keys[0] if self._keys else ""
        begin = self._before.begin
        if not key or ({trail.to for trail in begin} == {key} and not self._anew):
            return
        for trail in begin:
            self._let_go(trail)
        tree = self._tree
        starts = [one for one, node in tree.nodes.items() if tag(node) == "startEvent"]
        start = starts[0] if starts else tree.add_node("startEvent", near=key)
        if not starts:
            say(tree.nodes[start], name=_LABELS["start"])
        if not any(flow.get("targetRef") == key for flow in tree.out_of(start)):
            tree.add_flow(start, key)

    def _put(self, place: int) -> None:
        tree, key, step = self._tree, self._keys[place], self._flow.steps[place]
        old = list(self._before.trails.get(key, ()))
        ways = followers(self._flow, step)
        wanted = {number: way for number, way in enumerate(ways) if way.to in {*self._where, END}}
        kept = {} if step.id in self._anew else self._kept(wanted, old)
        for trail in old:
            if trail not in kept.values():
                self._let_go(trail)
        gate = self._gates_behind.get(key, "")
        gate = gate if gate in tree.nodes and step.id not in self._anew else ""
        parts = len(kept) < len(wanted) or step.split is not Gate.ONE
        if len(wanted) > 1 and (gate or parts):
            gate = self._gate(key, gate, split=step.split)
        lines = {}
        for number, way in wanted.items():
            if number in kept:
                flows = kept[number].flows
                lines[number] = next((f for f in flows if f.get("sourceRef") == gate), flows[0])
            else:
                source = gate if len(wanted) > 1 else key
                lines[number] = tree.add_flow(source, self._target(way, near=key))
        ranks = [old.index(kept[number]) if number in kept else len(old) for number in wanted]
        stated = any(trail.place is not None for trail in kept.values())
        beside = len(kept) < len(wanted) and any(
            lines[number].get("sourceRef") not in {gate, key} for number in kept
        )
        ordered = ranks == sorted(ranks) and len(wanted) == len(ways) and not (stated or beside)
        for number, way in wanted.items():
            own = None if ordered else number
            self._name(lines[number], way, kept.get(number), gate=gate, place=own)

    def _kept(self, wanted: dict[int, Next], old: Sequence[Trail]) -> dict[int, Trail]:
        """The ways that are there already, by their number."""
        free, found = list(old), {}
        for number, way in wanted.items():
            to = END if way.to == END else self._keys[self._where[way.to]]
            fits = [trail for trail in free if trail.to == to and trail.flows]
            if fits:
                found[number] = min(fits, key=lambda trail: trail.condition != way.condition)
                free.remove(found[number])
        return found

    def _gate(self, key: str, gate: str, *, split: Gate) -> str:
        """The gateway behind a step, made where it is missing."""
        tree = self._tree
        if not gate:
            gate = tree.add_node("exclusiveGateway", near=key)
            for flow in tree.out_of(key):
                tree.lead(flow, source=gate)
        if not tree.into(gate):
            tree.add_flow(key, gate)
        self._be(gate, split)
        return gate

    def _be(self, key: str, gate: Gate) -> None:
        node = self._tree.nodes[key]
        name = GATEWAYS[gate]
        if tag(node) == name or (gate is Gate.ONE and tag(node) not in GATEWAYS.values()):
            return
        if gate is Gate.ALL:
            say(node, default=None)
        node.tag = node.tag.replace(tag(node), name)

    def _target(self, way: Next, *, near: str) -> str:
        if way.to == END:
            end = self._tree.add_node("endEvent", near=near)
            say(self._tree.nodes[end], name=_LABELS["end"])
            return end
        place = self._where[way.to]
        return self._joins.get(place) or self._keys[place]

    def _name(
        self, line: etree._Element, way: Next, old: Trail | None, *, gate: str, place: int | None
    ) -> None:
        """Says condition, share and place of a way on its line, where they do not stand there."""
        tree = self._tree
        asked = tidy(tree.nodes[gate]) if line.get("sourceRef") == gate else ""
        unasked = bool(asked) and len(tree.out_of(gate)) == 1
        same = old is not None and old.condition == way.condition
        settled = same and old is not None and (old.share, old.place) == (way.share, place)
        if settled and not (unasked and said_on(line)[1] != way.condition):
            return
        condition, whole = way.condition, unasked
        if old is not None and (alone := self._alone(old, line)) is not line:
            line, whole = alone, True
        elif same and not unasked:
            condition = said_on(line)[1]
        elif asked and not unasked:
            condition = condition.removeprefix(f"{asked}：")
            whole = condition == way.condition
        name = words(condition, share=way.share)
        if name != line.get("name", ""):
            say(line, name=name)
        plain = without_share(" ".join(name.split())) == (condition, way.share) and not whole
        if ours(line, "way") is not None or place is not None or not plain:
            said = way.model_copy(update={"condition": condition})
            put_mark(line, mark_way(said, place=place, whole=whole))

    def _alone(self, trail: Trail, line: etree._Element) -> etree._Element:
        """The line of a way to write on, one that no other way runs along."""
        others = [flow for flow in trail.flows if flow is not line]
        plain = not any(flow.get("name") or self._uses[flow] > 1 for flow in others)
        if plain and self._uses[line] < 2:
            return line
        own = [flow for flow in reversed(trail.flows) if self._uses[flow] == 1]
        return own[0] if own else line

    def _tidy(self) -> None:
        """Takes out gateways and events that nothing leads to or from any more."""
        tree = self._tree
        for key in self._before.graph.passed():
            if key not in tree.nodes or tag(tree.nodes[key]) == "boundaryEvent":
                continue
            if key in self._touched and not tree.into(key) and not tree.out_of(key):
                tree.remove_node(key)
