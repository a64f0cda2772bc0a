"""The register of 10,000 proposals: list, search and similar ones, beside a plain LIKE over all.

Target: list and search at most 150 ms on the server, and similar ones in as much.
"""

from collections.abc import Callable
from functools import partial
from time import perf_counter

import pytest
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.conftest import City
from academy.conftest import city as city
from academy.proposals import samples
from tomoni.academy.proposals import queries, similar
from tomoni.academy.proposals.models import Proposal

MANY = 10_000
TIMES = 7
_WHAT = ("営業許可の更新", "転入の届出", "道路の補修", "介護の認定", "税の証明", "公園の予約")
_HOW = ("はがきの番号", "月ごとの順番", "地図の印", "一覧の台帳", "予約の表", "一枚の様式")
_LONG = "窓口で待つ時間が長く、電話の問い合わせも多い。原因を件数と分で確かめた。"


def _fill(city: City) -> None:
    where = samples.call(city)
    now, rows = timezone.now(), []
    for number in range(MANY):
        what, how = _WHAT[number % 6], _HOW[number // 6 % 6]
        title = f"{what}を{how}で減らす その{number}"
        values = {
            "situation": f"{what}は年に{number}件ある。" + _LONG * (number % 9 + 1),
            "measures": f"{how}を{number % 97}か所で使い、{what}の手間をなくす。" + _LONG * 3,
            "effect": f"職員の時間が年に{number % 500}時間減る。", "cost": "様式づくりだけ。",
        }  # fmt: skip
        rows.append(
            Proposal(
                call=where, number=f"2026-{number + 1:05}", category="new", who="person",
                title=title, values=values, division=city.group.division, place="opinion",
                sent_at=now, **similar.kept(title, values),
            )
        )  # fmt: skip
    Proposal.objects.bulk_create(rows, batch_size=500)


def _median(work: Callable[[], object]) -> float:
    found = []
    for _time in range(TIMES):
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return sorted(found)[TIMES // 2] * 1000


def _like(word: str) -> list[Proposal]:
    """What one would write first: LIKE over title and all values as they stand in the row."""
    everything = Concat(
        F("title"), Value(" "), Cast("values", CharField()), output_field=CharField()
    )
    escaped = word.encode("unicode_escape").decode()
    fits = Q(everything__icontains=word) | Q(everything__icontains=escaped)
    found = Proposal.objects.annotate(everything=everything).filter(fits)
    found.count()
    return list(found.select_related("call__edition__municipality", "division")[:50])


def test_a_register_of_ten_thousand(
    client: Client, city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    _fill(city)
    client.force_login(city.secretariat)
    url = reverse("proposals:register")
    draft = samples.draft(city, title="営業許可の更新を予約の表で減らす")
    asked = {
        "list": {}, "last page": {"page": "200"}, "one word": {"words": "補修"},
        "rare word": {"words": "その9999"}, "no hit": {"words": "図書館"},
        "two words, sorted": {"words": "補修 地図", "sort": "title"},
    }  # fmt: skip
    times = {name: _median(partial(client.get, url, said)) for name, said in asked.items()}
    rival = _median(lambda: _like("補修"))
    alike = _median(lambda: similar.similar_to(draft, user=city.secretariat))
    everything = queries.proposals_run_by(city.secretariat)
    with capsys.disabled():
        print(f"\n{everything.count():,} proposals, median of {TIMES}, whole pages (target 150 ms)")
        for name, spent in times.items():
            print(f"{name:18} {spent:6.0f} ms")
        print(f"{'plain LIKE':18} {rival:6.0f} ms  (query of 「one word」 alone, no page)")
        print(f"{'similar ones':18} {alike:6.0f} ms")
