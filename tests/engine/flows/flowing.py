"""Flows for tests: one written by hand, and random ones."""

from hypothesis import strategies as st

from tomoni.engine import flows
from tomoni.engine.core import Grade

HEADINGS = ("誰が", "何をする", "最短（分）", "ふつう（分）", "最長（分）", "次")

PERMIT = """
保健所|対象を台帳から抜き出す|1|2|3|
保健所|お知らせを印刷して封入し発送する|2|3|5|
営業者|お知らせを受け取り書類をそろえる|20|30|60|
営業者|窓口へ行って申請書を出す|30|60|120|
窓口|申請書と手数料を受け取る|5|8|15|
窓口|書類がそろっているか確かめる|3|5|10|4 書類に不備がある 20%／7 そろっている 80%
窓口|受付簿に書き写す|2|3|4|
保健所|施設の台帳と照らし合わせて審査する|5|10|20|
保健所|現地の検査が要るかを決める||2||10 検査が要る 15%／11 要らない 85%
保健所|施設へ行って検査する|60|90|120|
窓口|許可証を作り公印を押す|3|5|8|
営業者|許可証を受け取る|10|30|60|
"""


def table(text: str) -> list[dict[str, str]]:
    """The rows of a step table from lines parted by |."""
    return [
        dict(zip(HEADINGS, line.split("|"), strict=False)) for line in text.strip().splitlines()
    ]


def flow_of(text: str, **more: str) -> flows.Flow:
    """The flow of such a table; it must be read without a finding."""
    flow, findings = flows.from_rows(table(text), title=more.get("title", "更新"))
    assert [found.code for found in findings if found.code != "minutes-usual-middle"] == []
    return flow


def chain(*ways: str) -> flows.Flow:
    """Steps of ten minutes in one lane, each with its cell 次."""
    return flow_of("\n".join(f"窓口|作業{place}||10||{way}" for place, way in enumerate(ways)))


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=12
).map(lambda text: " ".join(text.split()))
names = words.filter(bool)
amounts = st.floats(0, 1e6, allow_nan=False)
shares = st.none() | st.floats(0, 1) | st.integers(0, 100).map(lambda whole: whole / 100)
minutes = st.lists(amounts, min_size=3, max_size=3).map(
    lambda found: flows.Minutes(**dict(zip(("low", "likely", "high"), sorted(found), strict=True)))
)
often = st.builds(flows.Often, times=amounts, per=st.sampled_from(flows.Period))
gates = st.sampled_from((flows.Gate.ONE, *flows.Gate))
ids = st.integers(1, 40).map("s{}".format) | st.sampled_from(("receive", "A", "s2-1", "_x.y"))


@st.composite
def any_flows(draw: st.DrawFn, *, most: int = 8) -> flows.Flow:
    """Any flow whose ways lead to steps or to the end; mostly one that cannot be counted."""
    lanes = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    step_ids = draw(st.lists(ids, min_size=1, max_size=most, unique=True))
    targets = st.sampled_from([*step_ids, flows.END])
    ways = st.builds(flows.Next, to=targets, condition=words, share=shares)
    steps = [
        flows.Step(
            id=step_id,
            name=draw(names),
            lane=draw(st.sampled_from(lanes)),
            minutes=draw(st.none() | minutes),
            uses=draw(words),
            often=draw(st.none() | often),
            wait=draw(st.none() | minutes),
            wastes=tuple(draw(st.lists(st.sampled_from(flows.Waste), max_size=3, unique=True))),
            next=tuple(draw(st.lists(ways, max_size=3))),
            split=draw(gates),
            join=draw(gates),
            grade=draw(st.sampled_from(Grade)),
            said_by=draw(words),
            note=draw(words),
        )
        for step_id in step_ids
    ]
    kinds = [draw(st.sampled_from(flows.LaneKind)) for _ in lanes]
    return flows.Flow(
        title=draw(words),
        lanes=tuple(
            flows.Lane(name=name, kind=kind) for name, kind in zip(lanes, kinds, strict=True)
        ),
        steps=tuple(steps),
        volume=draw(st.builds(flows.Volume, value=st.none() | amounts, quote=words, said_by=words)),
    )


@st.composite
def counted_flows(draw: st.DrawFn, *, most: int = 6) -> flows.Flow:
    """Flows that can be counted: from each step a tenth of the cases at least goes on below."""
    size = draw(st.integers(1, most))
    steps = []
    for place in range(size):
        onward = flows.END if place + 1 == size else f"s{place + 2}"
        others = draw(st.lists(st.integers(1, size), max_size=2, unique=True))
        weights = [draw(st.integers(1, 9)) for _ in others]
        whole = 10 * max(1, len(others))
        ways = [
            flows.Next(to=f"s{other}", share=weight / whole)
            for other, weight in zip(others, weights, strict=True)
        ]
        rest = 1 - sum(weights) / whole
        steps.append(
            flows.Step(
                id=f"s{place + 1}",
                name=f"作業{place + 1}",
                lane=draw(st.sampled_from(("窓口", "市民"))),
                minutes=draw(minutes),
                next=(*ways, flows.Next(to=onward, share=rest)),
                grade=draw(st.sampled_from(Grade)),
            )
        )
    lanes = (flows.Lane(name="窓口"), flows.Lane(name="市民", kind=flows.LaneKind.CITIZEN))
    return flows.Flow(title="流れ", lanes=lanes, steps=tuple(steps))
