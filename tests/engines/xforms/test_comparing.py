"""What differs between two versions, and which differences break a column."""

from kachehri.engines.xforms.comparing import Difference, compare
from kachehri.engines.xforms.converting import convert
from kachehri.engines.xforms.kinds import FormModel
from kachehri.engines.xforms.reading import read

BEFORE = """
| survey |
| | type | name | label::English (en) | label::Urdu (ur) | required |
| | select_one yn | agree | Do you agree? | کیا آپ متفق ہیں؟ |  |
| | integer | age | Age | عمر |  |
| | text | old | Old | پرانا |  |
| choices |
| | list_name | name | label::English (en) | label::Urdu (ur) |
| | yn | yes | Yes | ہاں |
| | yn | no | No | نہیں |
| settings |
| | form_id | version |
| | f | 1 |
"""


def model(text: str) -> FormModel:
    made = convert(text.encode(), "f.md")
    assert made.xform is not None, made.problems
    return read(made.xform)


def differences(*changes: tuple[str, str]) -> list[Difference]:
    text = BEFORE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return list(compare(model(BEFORE), model(text)))


def test_a_form_differs_in_nothing_from_itself() -> None:
    assert differences() == []


def test_words_rules_and_versions_are_told_with_before_and_after() -> None:
    found = differences(
        ("| | f | 1 |", "| | f | 2 |"), ("| Age |", "| Your age |"), ("| عمر |  |", "| عمر | yes |")
    )
    assert [(one.key, one.field, one.before, one.after) for one in found] == [
        ("f", "version", "1", "2"),
        ("/data/age", "required", "", "true()"),
        ("/data/age", "labels en", "Age", "Your age"),
    ]
    assert not any(one.is_breaking for one in found)


def test_what_goes_and_what_changes_its_type_breaks_the_column() -> None:
    found = differences(
        ("| | integer | age |", "| | text | age |"), ("| | text | old | Old | پرانا |  |\n", "")
    )
    assert [(one.how, one.key, one.is_breaking) for one in found] == [
        ("changed", "/data/age", True),
        ("removed", "/data/old", True),
    ]


def test_choices_and_languages_are_compared() -> None:
    found = differences(
        ("| | yn | no | No | نہیں |\n", "| | yn | perhaps | Perhaps | شاید |\n"),
        ("label::Urdu (ur)", "label::Sindhi (sd)"),
    )
    kinds = {(one.how, one.what, one.key) for one in found}
    assert {("added", "choice", "yn/perhaps"), ("removed", "choice", "yn/no"),
            ("added", "language", "sd"), ("removed", "language", "ur")} <= kinds  # fmt: skip
