import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks.masks import MASK, mask, mask_code, straighten


def hidden(text: str) -> list[str]:
    """The stretches of the text that the mask hides."""
    masked = mask(text)
    found, last = [], False
    for char, seen in zip(text, masked, strict=True):
        if seen != MASK:
            last = False
            continue
        if last:
            found[-1] += char
        else:
            found.append(char)
        last = True
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He wrote “you must” to us", ["“you must”"]),
        ('Choose "Save as" there', ['"Save as"']),
        ("Choose ‘Don’t save’ there", ["‘Don’t save’"]),
        ("Choose 'Save as' there", ["'Save as'"]),
        ("It's the customers' choice, isn't it", []),
        ('The 5" and the 7" one', []),
        ("See https://example.com/a?b=1.", ["https://example.com/a?b=1"]),
        ("Write to help@example.com, please", ["help@example.com"]),
        ("Ticket AB-123 and order #5520", ["AB-123", "#5520"]),
        ("Order LC-48213 left", ["LC-48213"]),
        ("Type `you must` here", ["`you must`"]),
        ("[the page](https://example.com/x) helps", ["https://example.com/x"]),
        ("> you must\nno", ["> you must"]),
        ("You must go", []),
    ],
)
def test_hides(text: str, expected: list[str]) -> None:
    assert hidden(text) == expected


def test_fenced_block() -> None:
    text = "See:\n```py\nyou must\n```\nend"
    assert mask(text).splitlines()[0] == "See:"
    assert "must" not in mask(text)
    assert mask(text).endswith("\nend")


def test_placeholders_are_hidden_in_code_only() -> None:
    text = "“{{a}}” `{{b}}`"
    assert "{{a}}" in mask_code(text)
    assert "{{b}}" not in mask_code(text)


@given(st.text(alphabet="ab \n`\"'“”‘’>#-@./:[]()1", max_size=80))
def test_offsets_hold(text: str) -> None:
    for masked in (mask(text), mask_code(text), straighten(text)):
        assert len(masked) == len(text)
    for char, seen in zip(text, mask(text), strict=True):
        assert seen in {char, MASK}
        assert (char == "\n") == (seen == "\n")


@pytest.mark.parametrize(
    "text",
    ["See:\n```py\nyou must\n```\nend", "> you must\nno", "a\n~~~\nx\n~~~\n“b”\n", "one\n\ntwo"],
)
@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_ends_hide_the_same(text: str, ending: str) -> None:
    other = text.replace("\n", ending)
    assert len(mask(other)) == len(other)
    assert _at_breaks(mask(other), other) == mask(text)
    assert _at_breaks(mask_code(other), other) == mask_code(text)


def _at_breaks(masked: str, text: str) -> str:
    """What was masked without what stands for the first half of a line's end."""
    return "".join(char for at, char in enumerate(masked) if not text.startswith("\r\n", at))
