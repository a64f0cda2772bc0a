"""Each rule is shown something bad, so that a green run means something."""

import pytest

from architecture import rules

DOOR = '"""A room.\n\nComes in: a. Goes out: b.\n"""\nfrom room._a import B, c\n'


def test_a_file_of_301_lines_is_too_long() -> None:
    assert rules.too_long("x\n" * 300) is None
    assert rules.too_long("x\n" * 301) == 301
    assert rules.too_long("x\n" * 300 + "x") == 301


def test_a_function_of_41_lines_is_too_long() -> None:
    assert list(rules.long_functions("def short():\n" + "    x\n" * 39)) == []
    assert list(rules.long_functions("def long():\n" + "    x\n" * 40)) == [("long", 41)]
    method = "class A:\n    async def long(self):\n" + "        x\n" * 40
    assert list(rules.long_functions(method)) == [("long", 41)]


def test_a_front_door_in_order_passes() -> None:
    assert list(rules.front_door(DOOR + '__all__ = ["B", "c"]\n')) == []


@pytest.mark.parametrize(
    ("door", "complaint"),
    [
        (DOOR, "no __all__"),
        (DOOR + '__all__ = ["c", "B"]', "not sorted"),
        (DOOR + '__all__ = ["B"]', "differ: ['c']"),
        ('"""A room."""\n__all__ = []', "what comes in"),
    ],
)
def test_a_front_door_out_of_order_does_not(door: str, complaint: str) -> None:
    assert any(complaint in found for found in rules.front_door(door))


def test_silent_functions_classes_and_methods_are_named() -> None:
    module = (
        "def told():\n    'x'\ndef silent(): ...\ndef _own(): ...\n"
        "class Told:\n    'x'\n    def silent(self): ...\n    def _own(self): ...\n"
    )
    found = rules.undocumented(module, names=["told", "silent", "Told"])
    assert sorted(found) == ["Told.silent", "silent"]


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ("<style>a {}</style>", "a style element"),
        ('<p class="a"\n style="color: red">', "a style attribute"),
        ("<script>alert()</script>", "an inline script"),
        ('<script type="module">import "x"</script>', "an inline script"),
        ('<button onclick="go()">', "an event attribute"),
        ('<button hx-on:click="go()">', "an event attribute"),
        ('<a href="javascript:go()">', "a javascript: address"),
        ('<link rel="stylesheet" href="https://example.com/a.css">', "a part from another host"),
        ('<img alt="" src="//example.com/a.png">', "a part from another host"),
    ],
)
def test_what_the_policy_forbids_is_found_in_a_template(template: str, what: str) -> None:
    assert list(rules.inline(template)) == [what]


def test_an_ordinary_template_passes() -> None:
    good = (
        '<script src="{% static "built/page.js" %}" defer></script>'
        '<script type="application/json" id="points">{"a": 1}</script>'
        '<p class="style">{% if a > b and style == "x" %}on = off{% endif %}</p>'
        '<a href="https://example.com/">外の頁</a>'
    )
    assert list(rules.inline(good)) == []


def test_an_unknown_host_is_named_and_a_known_one_is_not() -> None:
    known = ["known.example"]
    text = "https://user@parts.stranger.example/a http://www.known.example/b"
    assert list(rules.strange_hosts(text, known=known)) == ["parts.stranger.example"]
    assert list(rules.strange_hosts("https://unknown.example", known=known)) == ["unknown.example"]


def test_links_within_the_repository_are_read_and_others_are_not() -> None:
    page = "[a](b/c.md#d) ![e](f.png) [g](https://example.com/) [h](#i)\n```\n[j](k.md)\n```\n"
    assert list(rules.links(page)) == ["b/c.md", "f.png"]


def test_unfinished_texts_and_merge_marks_are_found() -> None:
    note, mark = "TO" + "DO", "<" * 7
    assert list(rules.unfinished(f"# {note}: later")) == [note]
    assert list(rules.unfinished(f"a\n{mark} HEAD\n")) == [f"{mark} "]
    assert list(rules.unfinished("Todoroki ======== x")) == []


def test_paths_of_one_machine_are_found() -> None:
    for folder in ("home", "tmp", "root"):
        assert list(rules.machine_paths(f"see /{folder}/a.txt")) == [f"/{folder}/a"]
    assert list(rules.machine_paths("out/tmp/a, https://example.com/home/a, {{ x }}/home/a")) == []
