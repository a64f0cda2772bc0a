"""The catalogue of the sample city ともに市: what its divisions hold, and one question."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.cohorts import sample
from tomoni.academy.workspaces.desk import services
from tomoni.academy.workspaces.desk.models import Classification, Personal, Record, State

_NAMES = (
    "title", "items", "period", "grain", "format", "update_cycle", "personal", "purpose",
    "keep_years", "classification",
)  # fmt: skip
_RECORDS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "生活衛生課": (
        ("食品営業許可台帳", "許可番号、屋号、営業所の所在地、業種、許可の開始日と終了日",
         "平成25年度から", "許可1件で1行", "基幹システムから Excel", "毎月1日", Personal.PERSONAL,
         "食品衛生法に基づく営業許可の事務", 10, Classification.C3),
        ("営業許可の窓口受付簿", "受付日、用件、所要時間", "令和3年度から", "受付1件で1行",
         "紙（日ごと）", "毎日", Personal.NONE, "窓口の運営", 3, Classification.TWO),
    ),
    "市民課": (
        ("転入・転出の届出記録", "届出日、届出の種類、異動日、世帯の人数、町名", "令和元年度から",
         "届出1件で1行", "住民記録システムから CSV", "毎日", Personal.PERSONAL,
         "住民基本台帳法に基づく届出の事務", 5, Classification.B3),
        ("窓口の発券記録", "発券時刻、呼出時刻、窓口の種類", "令和4年度から", "番号札1枚で1行",
         "発券機から CSV", "毎日", Personal.NONE, "窓口の混雑の把握", 3, Classification.TWO),
    ),
    "介護保険課": (
        ("要介護認定の申請台帳",
         "被保険者番号、申請日、訪問調査日、審査会の日、結果の通知日、介護度",
         "平成30年度から", "申請1件で1行",
         "介護保険システムから CSV", "毎週", Personal.SENSITIVE,
         "介護保険法に基づく要介護認定の事務", 5, Classification.B3),
    ),
    "道路保全課": (
        ("道路の通報記録", "通報日、場所、傷みの種類、補修の日", "令和2年度から", "通報1件で1行",
         "Excel（係ごと）", "通報の都度", Personal.PERSONAL, "道路の維持管理", 5,
         Classification.C3),
    ),
    "財政課": (
        ("予算の款項目一覧", "款、項、目、事業名、予算額、決算額", "平成20年度から", "事業1つで1行",
         "Excel", "年1回", Personal.NONE, "予算の編成", None, Classification.ONE),
    ),
}  # fmt: skip


@transaction.atomic
def fill() -> None:
    """The catalogue as the divisions of the sample city wrote it; does nothing the second time."""
    if Record.objects.exists():
        return
    for name, records in _RECORDS.items():
        division = Division.objects.get(name=name, municipality__code=sample.CODE)
        author = User.objects.filter(division=division).order_by("account_name").first()
        assert author is not None  # noqa: S101 - every division of the sample has people
        for record in records:
            values = dict(zip(_NAMES, record, strict=True))
            services.save_record(None, actor=author, division=division, values=values)
    people = {user.account_name: user for user in User.objects.filter(division__isnull=False)}
    asked = services.ask(
        actor=people["shimin1"],
        text="救急車の出動の記録を、月別に使いたいです。どの課にありますか。",
        due_date=timezone.localdate() + timedelta(days=14),
        division=None,
    )
    services.answer(
        asked, actor=people["jimukyoku"], state=State.NOT_HERE,
        text="情報政策課にはありません。消防本部の統計年報に月別の表があるそうです。",
    )  # fmt: skip
