"""What became of people and divisions, in words."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.changes import Change, Kind

KINDS = {
    Kind.UNCLEAR: _("分からなかった行"),
    Kind.LEFT: _("退職"),
    Kind.ADDED: _("新しい人"),
    Kind.RETURNED: _("戻ってきた人"),
    Kind.MOVED: _("異動（所属か職が変わる人）"),
    Kind.RENAMED: _("氏名が変わる人"),
    Kind.CORRECTED: _("メールや職員番号が変わる人"),
    Kind.UNCHANGED: _("変わらない人"),
}
"""In the order in which a person looks through them."""

_REASONS = {
    "number-missing": (_("職員番号がありません。"), _("職員番号を書いてください。")),
    "name-missing": (_("氏名がありません。"), _("氏名を書いてください。")),
    "number-twice": (
        _("職員番号「%s」の行が、二つ以上あります。"),
        _("同じ人なら1行に、別の人なら番号を直してください。"),
    ),
    "too-long": (
        _("氏名か職員番号が長すぎます。"),
        _("列がずれていないか確かめてください（氏名は100字、職員番号は20字まで）。"),
    ),
    "email-strange": (
        _("「%s」はメールアドレスとして読めません。"),
        _("直すか、空にしてください。"),
    ),
    "same-name-twice": (
        _("職員番号のない「%s」さんが二人以上いて、どちらか決められません。"),
        _("「職員」の一覧からその人のページを開き、先に職員番号を書いてください。"),
    ),
    "number-of-another": (
        _("この職員番号は、いま「%s」さんのものです。氏名に同じ字が一つもありません。"),
        _(
            "番号の間違いなら直してください。改姓と改名が重なった同じ人なら、"
            "その人のページで先に氏名を直してください。"
        ),
    ),
    "leaver-unknown": (
        _("退職とありますが、この人のアカウントはありません。"),
        _("番号が正しければ、この行はそのままでかまいません。"),
    ),
    "self-left": (
        _("取り込んでいるあなた自身が、退職になっています。"),
        _("ほかの事務局の人に取り込んでもらってください。"),
    ),
    "self-missing": (
        _("取り込んでいるあなた自身が、名簿にいません。"),
        _("行を足すか、ほかの事務局の人に取り込んでもらってください。"),
    ),
    "missing-without-number": (
        _("名簿にいませんが、職員番号がないので、退職かどうか決められません。"),
        _("その人のページで、職員番号を書くか、退職にしてください。"),
    ),
    "place-missing": (_("新しい人なのに、所属がありません。"), _("所属を書いてください。")),
    "place-ambiguous": (
        _("この所属は、いくつもあります：%s"),
        _("部や課の名前から続けて書いてください（例：健康福祉部 生活衛生課 庶務係）。"),
    ),
    "place-unknown": (
        _("「%s」という所属は、その日にはありません。"),
        _(
            "書き方を直すか、「所属」のページで先に作ってください。"
            "名簿どおりに作ってよければ、「新しい所属を作る」を選んで、もう一度送ってください。"
        ),
    ),
    "account-taken": (
        _("アカウント名にする「%s」は、ほかの人が使っているか、使えない字があります。"),
        _("「アカウント名」の列を足して、別の名前を書いてください。"),
    ),
}

ACTIONS = {
    "added": _("職員を加えた"),
    "returned": _("職員が戻った"),
    "moved": _("異動した"),
    "renamed": _("氏名を変えた"),
    "corrected": _("職員の情報を直した"),
    "left": _("退職にした"),
    "roster-taken": _("名簿を取り込んだ"),
    "password-given": _("パスワードを作った"),
    "division-opened": _("所属を作った"),
    "division-changed": _("所属の名前か置き場所を変えた"),
    "division-abolished": _("所属を廃止した"),
    "division-recalled": _("所属の変更の予定を取り消した"),
    "role-given": _("役割を付けた"),
    "role-taken": _("役割を外した"),
    "handed-over": _("後任に引き継いだ"),
    "place-joined": _("いっしょに学ぶ自治体を加えた"),
}
"""What an audit row says was done."""


def reason(change: Change) -> tuple[str, str]:
    """Why a line was not understood, and what to do."""
    said, action = _REASONS[change.reason]
    return (str(said) % change.about if change.about else str(said)), str(action)
