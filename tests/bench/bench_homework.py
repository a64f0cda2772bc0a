"""Measurements of the first review: the example case, and a list of labelled sentences.

Printed, never asserted: medians of 15 runs in milliseconds, each beside a plainer way. The first
call of a process also opens the dictionary of SudachiPy: it is told by itself.
"""

import time
from pathlib import Path

import pytest

from bench.large_cases import median_ms
from engine.cases.review_sentences import LATER, SENTENCES
from engine.cases.test_example_food_permits import built as built
from engine.cases.test_first_review_sentences import reviewed
from tomoni.engine import cases
from tomoni.engine.core import tokenizer

EXAMPLE = Path(__file__).parents[2] / "examples" / "food-permit-renewal"


def test_the_dictionary_is_opened_once(capsys: pytest.CaptureFixture[str]) -> None:
    start = time.perf_counter()
    tokenizer().tokenize("窓口の待ち時間を短くする。")
    first = (time.perf_counter() - start) * 1000
    again = median_ms(lambda: tokenizer().tokenize("窓口の待ち時間を短くする。"))
    with capsys.disabled():
        print(f"\nfirst sentence {first:.0f} ms, another {again:.3f} ms")


def test_the_example_is_reviewed(built: cases.Bundle, capsys: pytest.CaptureFixture[str]) -> None:
    review = median_ms(
        lambda: cases.first_review(built.case, store=built.store, curriculum=built.curriculum)
    )
    checked = median_ms(lambda: cases.check(built))
    with capsys.disabled():
        print(f"\nfirst review of {EXAMPLE.name}: {review:.1f} ms; ")
        print(f"`check` of the same case: {checked:.1f} ms")


def test_sentences_are_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    texts = [
        (rule, text)
        for table in (SENTENCES, LATER)
        for rule, groups in table.items()
        for group in groups.values()
        for text in group
    ]
    whole = median_ms(lambda: [reviewed(rule, text) for rule, text in texts])
    with capsys.disabled():
        print(f"\n{len(texts)} sentences, each in a case of its own: {whole:.0f} ms")
