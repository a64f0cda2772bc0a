"""Every text on the screen has its English."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tomoni.config.management.commands import messages

TEMPLATE = """{% load i18n %}
<h1>{% translate "題" %}</h1>
{% blocktranslate count number=n %}{{ number }}件{% plural %}{{ number }}件{% endblocktranslate %}
{% if x == _("空") %}<p title="It's">日本語 {% translate "役" context "仕事" %}</p>{% endif %}
"""


def _catalogue(**texts: str) -> Catalog:
    catalogue = Catalog(locale="en", fuzzy=False)
    for source, english in texts.items():
        catalogue.add(source, english)
    return catalogue


def test_the_catalogue_is_complete() -> None:
    kept = messages.read(messages.CATALOGUE)
    assert messages.troubles(kept, sources=messages.collect(messages.PACKAGE)) == []


def test_texts_are_found_in_templates_and_in_python(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(TEMPLATE)
    (tmp_path / "views.py").write_text(
        'x = _("こん" "にちは")\ny = ngettext("%(n)s人", "%(n)s人", 2)\n'
    )
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "room.py").write_text('_("エンジン")')
    found = messages.collect(tmp_path)
    assert {each.id for each in found if each.id} == {
        "題", ("%(number)s件", "%(number)s件"), "空", "役", "こんにちは", ("%(n)s人", "%(n)s人"),
    }  # fmt: skip
    assert found.get("役", context="仕事") is not None


@pytest.mark.parametrize(
    ("kept", "trouble"),
    [
        (_catalogue(), "missing: 題 %(n)s"),
        (_catalogue(**{"題 %(n)s": ""}), "not translated: 題 %(n)s"),
        (_catalogue(**{"題 %(n)s": "Title"}), "題 %(n)s"),
        (_catalogue(**{"題 %(n)s": "Title %(n)s", "古い": "Old"}), "not used: 古い"),
    ],
)
def test_what_is_missing_broken_or_left_over_is_named(kept: Catalog, trouble: str) -> None:
    found = messages.troubles(kept, sources=_catalogue(**{"題 %(n)s": ""}))
    assert len(found) == 1
    assert trouble in found[0]


def test_a_text_that_only_resembles_an_old_one_is_fuzzy() -> None:
    kept = messages.updated(
        _catalogue(班の受講者を選ぶ="Choose participants"),
        sources=_catalogue(**{"班の受講者を選ぶ。": ""}),
    )
    found = messages.troubles(kept, sources=_catalogue(**{"班の受講者を選ぶ。": ""}))
    assert found == ["fuzzy: 班の受講者を選ぶ。"]


def test_the_catalogue_is_written_and_read_back_without_dates(tmp_path: Path) -> None:
    place = tmp_path / "en" / "django.po"
    messages.write_catalogue(place, catalogue=_catalogue(題="Title"))
    messages.compile_catalogue(place)
    found = messages.read(place).get("題")
    assert found is not None
    assert found.string == "Title"
    assert "Date" not in place.read_text()
    assert place.with_suffix(".mo").stat().st_size > 0
