"""The room `documents` in words."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries, Words

WORDS: Words = {
    "what": {
        "blocks": _("段落や図表の数"),
        "cells": _("表のますの数"),
        "traces": _("引用した数値の数"),
        "steps": _("数値の根拠の行数"),
        "characters": _("文字の数"),
        "figure-bytes": _("図の大きさ（バイト）"),
    },
}

ERRORS: Entries = {
    "too-large": (
        _("文書が大きすぎます。%(what)sは%(most)sまでですが、%(count)sあります。"),
        _("内容を分けるか、減らしてください。"),
    ),
    "unknown-format": (
        _("「%(format)s」という形式では出せません。"),
        _("docx、pdf、html のどれかを選んでください。"),
    ),
    "missing-file": (
        _("文書に置く図「%(file)s」が見つかりません。"),
        _("ケースを計算し直してから、もう一度作ってください。"),
    ),
    "ragged-table": (
        _("文書の%(table)s番目の表で、行によって列の数が違います。"),
        _("その表の元になる成果物を計算し直してください。"),
    ),
    "not-set": (
        _("文書をPDFに組めませんでした。"),
        _("Word（.docx）で出すか、直前に変えた本文や図を確かめて、もう一度作ってください。"),
    ),
    "bad-figure": (
        _("図「%(file)s」は、SVGの図として読めません。"),
        _("図を作り直してください。"),
    ),
    "bad-figure/no-size": (
        _("図「%(file)s」に大きさが書かれていません。"),
        _("幅と高さのある図に作り直してください。"),
    ),
    "bad-figure/active": (
        _("図「%(file)s」に、文書に入れられないもの（プログラムなど）が含まれています。"),
        _("図だけのSVGに作り直してください。"),
    ),
    "bad-figure/outside": (
        _("図「%(file)s」が、外のファイルを呼び出しています。"),
        _("必要な絵をすべて含んだSVGに作り直してください。"),
    ),
}
