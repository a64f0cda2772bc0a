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
    "material-written": _("資料を書いた"),
    "material-described": _("資料の題名や見せる人を変えた"),
    "form-received": _("様式を加えた"),
    "form-taken-away": _("様式を外した"),
    "materials-copied": _("資料を写した"),
    "place-joined": _("いっしょに学ぶ自治体を加えた"),
    "cohort-opened": _("期を開いた"),
    "curriculum-copied": _("カリキュラムを写して作った"),
    "curriculum-taken-in": _("カリキュラムをファイルから作った"),
    "curriculum-revised": _("カリキュラムの次の版を書き始めた"),
    "curriculum-changed": _("カリキュラムの下書きを書いた"),
    "curriculum-published": _("カリキュラムを公開した"),
    "curriculum-dropped": _("カリキュラムの下書きを捨てた"),
    "stage-changed": _("講師の段階を変えた"),
    "graduated": _("修了にした"),
    "graduation-withdrawn": _("修了を取り消した"),
    "cohort-closed": _("期の修了を決めた"),
    "willingness-told": _("講師の希望を書いた"),
    "teaching-begun": _("教材ケースを作り始めた"),
    "teaching-asked": _("教材ケースの確認を頼んだ"),
    "teaching-approved": _("教材ケースを承認した"),
    "teaching-returned": _("教材ケースを戻した"),
    "teaching-dropped": _("教材ケースをやめた"),
    "teaching-given": _("教材ケースを期に渡した"),
    "teaching-taken": _("教材ケースを期から外した"),
    "cohort-followed": _("前の期から新しい期を開いた"),
    "meeting-planned": _("研修の回の日程を決めた"),
    "meeting-moved": _("研修の回の日時か場所を変えた"),
    "meeting-cancelled": _("研修の回を取りやめた"),
    "homework-moved": _("宿題の期限を変えた"),
    "attendance-noted": _("出欠を記録した"),
    "attendance-changed": _("出欠を直した"),
    "call-drafted": _("募集を作った"),
    "call-changed": _("募集を直した"),
    "call-announced": _("募集を知らせた"),
    "call-closed": _("募集を締め切った"),
    "application-sent": _("応募を送った、または書き直した"),
    "application-approved": _("応募の承認を記録した"),
    "application-refused": _("応募が認められなかったことを記録した"),
    "application-selected": _("応募を選んだ"),
    "application-reserve": _("応募を補欠にした"),
    "application-not_selected": _("応募を選ばなかった"),
    "application-withdrawn": _("応募を取り下げた"),
    "reserve-moved": _("補欠の順番を変えた"),
    "results-announced": _("選考の結果を知らせた"),
    "moved-up": _("補欠から繰り上げた"),
    "survey-opened": _("アンケートを始めた"),
    "programme-started": _("職員提案の制度をひな形から作った"),
    "programme-taken-in": _("職員提案の制度をファイルから作った"),
    "programme-revised": _("職員提案の制度の次の版を書き始めた"),
    "programme-changed": _("職員提案の制度の下書きを書いた"),
    "programme-published": _("職員提案の制度を公開した"),
    "programme-dropped": _("職員提案の制度の下書きを捨てた"),
    "duty-given": _("提案の係を付けた"),
    "duty-taken": _("提案の係を外した"),
    "proposal-call-made": _("職員提案の募集を作った"),
    "proposal-call-changed": _("職員提案の募集を直した"),
    "proposal-call-announced": _("職員提案の募集を知らせた"),
    "survey-closed": _("アンケートを締め切った"),
    "survey-reminded": _("アンケートの回答を頼み直した"),
    "decision-prepared": _("提案の結果の案を書いた"),
    "aftercare-reported": _("提案の要請の進み具合を報告した"),
    "prize-given": _("提案に賞を贈った"),
    "prize-taken": _("提案の賞を取り消した"),
    "followup-begun": _("提案の実施と効果のページを作った"),
    "followup-started": _("提案の実施を始めた日を書いた"),
    "milestone-added": _("提案の節目を加えた"),
    "milestone-told": _("提案の節目の様子を書いた"),
    "indicator-added": _("提案の指標を加えた"),
    "indicator-unit-given": _("提案の指標に単位を付けた"),
    "value-added": _("提案の指標の値を書いた"),
    "value-corrected": _("提案の指標の値を直した"),
    "effect-confirmed": _("提案の効果を確認した"),
    "summary-written": _("提案の住民向けの要約を書いた"),
    "summary-approved": _("提案の住民向けの要約を承認した"),
    "opinion-asked": _("提案への所管課の意見を頼んだ"),
    "opinion-reminded": _("所管課の意見を頼み直した"),
    "opinion-written": _("所管課の意見を書いた"),
    "comment-hidden": _("提案への意見を見えなくした"),
    "reviewer-assigned": _("提案の審査を頼んだ"),
    "reviewer-reminded": _("提案の審査を頼み直した"),
    "reviewer-ended": _("提案の審査から外した、または外れた"),
    "score-sent": _("提案の採点を送った"),
    "budget-begin": _("予算要求を書き始めた"),
    "budget-request": _("予算を要求した"),
    "budget-give_back": _("予算要求を課に戻した"),
    "budget-assess": _("予算要求を査定した"),
    "budget-budget": _("予算化した"),
    "budget-pass_over": _("予算化を見送った"),
    "budget-carry_over": _("予算要求を次の年度に送った"),
    "budget-start": _("予算のついた事業を始めた"),
    "budget-confirm": _("予算のついた事業の効果を確かめた"),
}
"""What an audit row says was done."""


def reason(change: Change) -> tuple[str, str]:
    """Why a line was not understood, and what to do."""
    said, action = _REASONS[change.reason]
    return (str(said) % change.about if change.about else str(said)), str(action)
