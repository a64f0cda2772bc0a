"""Japanese sentences made ready to be looked at by rules."""

import re
from collections.abc import Iterator

from tomoni.engine.core import tokenizer

_END = re.compile(r"[。！？!?\n]+")
_SAID = re.compile(r"「[^「」]*」|『[^『』]*』|\{\{[^{}]*\}\}")
_REPORTED = re.compile(
    r"(?:との|という|といった)(?:ご?意見|声|話|苦情|回答|答え|指摘|要望|感想)|"
    r"と(?:話|答え|言|述べ|回答|訴え|聞い|書い)"
)
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞"}
_EMPTY = {
    "する", "ある", "いる", "なる", "できる", "れる", "られる", "こと", "ため", "よう", "もの",
    "とき", "ところ", "の", "これ", "それ", "くる", "いく", "行う", "人", "年", "月", "課題",
    "問題",
}  # fmt: skip


def sentences(text: str) -> Iterator[str]:
    """The sentences in the writer's own words: what somebody else said or was quoted is left out.

    A sentence that reports (〜という声があった) is another's, too.
    """
    for found in _END.split(_SAID.sub(" ", text)):
        sentence = found.strip(" 　・")
        if sentence and not _REPORTED.search(sentence):
            yield sentence


def forms(sentence: str) -> str:
    """The words in their dictionary form, each between blanks: 悪く → ` 悪い `."""
    words = (word.dictionary_form() for word in tokenizer().tokenize(sentence))
    return f" {' '.join(words)} "


def content_words(text: str) -> frozenset[str]:
    """Nouns, verbs and adjectives in their dictionary form, without those that say nothing."""
    words = (
        word.dictionary_form()
        for word in tokenizer().tokenize(text)
        if word.part_of_speech()[0] in _CONTENT
    )
    return frozenset(words) - _EMPTY


def bare(text: str) -> str:
    """The text without blanks and without the points at its end."""
    return re.sub(r"[\s　]+", "", text).strip("。．.、・")
