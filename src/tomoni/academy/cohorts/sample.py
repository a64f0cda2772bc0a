"""The people of the sample city ともに市, which is nowhere: its first cohort as plain values."""

from dataclasses import dataclass
from datetime import date

from tomoni.academy.cohorts.models import Role

CODE = "990000"
MUNICIPALITY = "ともに市"
TREE_DATE, FIRST_NUMBER = date(2024, 4, 1), 120
TREE = (
    ("企画部", ""),
    ("情報政策課", "企画部"),
    ("情報政策係", "情報政策課"),
    ("総務部", ""),
    ("財政課", "総務部"),
    ("人事課", "総務部"),
    ("市民部", ""),
    ("市民課", "市民部"),
    ("窓口係", "市民課"),
    ("健康福祉部", ""),
    ("生活衛生課", "健康福祉部"),
    ("食品係", "生活衛生課"),
    ("環境衛生係", "生活衛生課"),
    ("介護保険課", "健康福祉部"),
    ("認定係", "介護保険課"),
    ("建設部", ""),
    ("道路保全課", "建設部"),
    ("監査委員事務局", ""),
)
"""Each division and the one it belongs to."""
SECTIONS = {
    "情報政策課": "情報政策係",
    "市民課": "窓口係",
    "生活衛生課": "食品係",
    "介護保険課": "認定係",
}
"""In which section the sample's people of a division sit; managers in none."""
PASSWORD = "tomoni-no-machi"  # noqa: S105 - the sample city's only, and printed for all to read
TITLE = "データアカデミー第1期"
STARTS_DATE, ENDS_DATE = date(2026, 6, 10), date(2026, 11, 18)


@dataclass(frozen=True)
class Person:
    """Somebody of the sample city; no `division`: from outside, no `role`: in no cohort."""

    account_name: str
    display_name: str
    division: str = ""
    post: str = ""
    role: Role | None = None
    shown: bool = False
    """Whether the account is among the few that a visitor is told of."""


@dataclass(frozen=True)
class Team:
    """A group of the sample cohort: its two participants and their manager (所属長)."""

    division: str
    work: str
    theme: str
    participants: tuple[Person, Person]
    manager: Person


OTHERS = (
    Person("jimukyoku", "高橋 直美", "情報政策課", "主査", Role.SECRETARIAT, shown=True),
    Person("koushi", "森 健一", "", "データ活用講師", Role.LECTURER, shown=True),
    Person("shinsa", "石川 誠", "財政課", "課長補佐", Role.REVIEWER, shown=True),
    Person("kansa", "村田 隆", "監査委員事務局", "主査", Role.AUDITOR, shown=True),
    Person("shokuin", "小川 美咲", "財政課", "主事", shown=True),
)
TEAMS = (
    Team(
        "生活衛生課", "食品営業許可の更新", "年に4回、窓口が混み合うのをなくしたい",
        (
            Person("eisei1", "青木 翔太", "生活衛生課", "主任", Role.PARTICIPANT, shown=True),
            Person("eisei2", "西村 香織", "生活衛生課", "主事", Role.PARTICIPANT, shown=True),
        ),
        Person("eiseikacho", "三浦 恵", "生活衛生課", "課長", Role.MANAGER),
    ),
    Team(
        "市民課", "転入と転出の届出", "引っ越しの時期の待ち時間を短くしたい",
        (
            Person("shimin1", "中島 拓也", "市民課", "主任", Role.PARTICIPANT),
            Person("shimin2", "岡田 彩", "市民課", "主事", Role.PARTICIPANT),
        ),
        Person("shiminkacho", "原田 修", "市民課", "課長", Role.MANAGER),
    ),
    Team(
        "介護保険課", "要介護認定の申請の受付", "申請から結果までの日数を短くしたい",
        (
            Person("kaigo1", "藤井 真由美", "介護保険課", "係長", Role.PARTICIPANT),
            Person("kaigo2", "前田 大輔", "介護保険課", "主事", Role.PARTICIPANT),
        ),
        Person("kaigokacho", "松本 和子", "介護保険課", "課長", Role.MANAGER),
    ),
    Team(
        "道路保全課", "道路の傷みの通報への対応", "通報から補修までを早くしたい",
        (
            Person("doro1", "村上 剛", "道路保全課", "主任技師", Role.PARTICIPANT),
            Person("doro2", "坂本 由佳", "道路保全課", "技師", Role.PARTICIPANT),
        ),
        Person("dorokacho", "近藤 浩", "道路保全課", "課長", Role.MANAGER),
    ),
)  # fmt: skip


def people() -> tuple[Person, ...]:
    """Everybody, those of whom a visitor is told first."""
    everybody = [*OTHERS]
    for team in TEAMS:
        everybody += [*team.participants, team.manager]
    return tuple(sorted(everybody, key=lambda person: not person.shown))
