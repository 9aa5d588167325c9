"""Texts are found wherever they are marked, and mistakes in translations are seen."""

import polib
import pytest

import messages


def test_texts_are_found_in_python() -> None:
    text = (
        '_("One")\ngettext_lazy("T" "wo")\nngettext("%(n)s row", "%(n)s rows", n)\n'
        'pgettext("sex", "All")\ntranslation.gettext("Three")\n_(variable)\nother("No")'
    )
    assert set(messages.in_python(text)) == {
        (None, "One", None),
        (None, "Two", None),
        (None, "%(n)s row", "%(n)s rows"),
        ("sex", "All", None),
        (None, "Three", None),
    }


def test_texts_are_found_in_templates() -> None:
    text = (
        '{% load i18n %}{% translate "One" %}{% translate "All" context "sex" %}'
        '{{ x|default:_("Two") }}'
        "{% blocktranslate trimmed with n=n %}\n  {{ n }}\n  things{% endblocktranslate %}"
        "{% blocktranslate trimmed count n=n %}a row{% plural %}{{ n }} rows{% endblocktranslate %}"
    )
    assert set(messages.in_template(text)) == {
        (None, "One", None),
        ("sex", "All", None),
        (None, "Two", None),
        (None, "%(n)s things", None),
        (None, "a row", "%(n)s rows"),
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"msgstr": ""}, "not translated"),
        ({"msgstr": "ایک"}, "placeholders differ"),
        ({"flags": ["fuzzy"]}, "only guessed"),
        ({"tcomment": ""}, "does not say whether it was reviewed"),
    ],
)
def test_a_mistake_in_a_translation_is_seen(changes: dict[str, object], said: str) -> None:
    right = {"msgid": "%(n)s row", "msgstr": "%(n)s سطر", "tcomment": "reviewed: no"}
    assert list(messages.problems_of("ur", polib.POEntry(**right))) == []
    [problem] = messages.problems_of("ur", polib.POEntry(**{**right, **changes}))
    assert said in problem


def test_the_plural_needs_the_placeholders_of_the_plural() -> None:
    entry = polib.POEntry(
        msgid="%(n)s row",
        msgid_plural="%(n)s rows",
        msgstr_plural={0: "%(n)s سطر", 1: "سطریں"},
        tcomment="reviewed: no",
    )
    assert any("placeholders differ" in line for line in messages.problems_of("ur", entry))


def test_the_catalogues_are_complete_and_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.check() == 0, capsys.readouterr().out
