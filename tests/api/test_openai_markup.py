"""Texts with mark-up come back with it: changes are put where they belong, or noted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.compat.openai.changes import edits
from api.compat.openai.markup import MOST_NOTES, Marked
from models.text import apply_fixes

SENTENCES = st.lists(st.sampled_from(["It", "is", "red", "a", "lamp"]), min_size=1, max_size=4).map(
    lambda words: f"{' '.join(words)}."
)
TEXTS = st.lists(
    st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3
).map("\n\n".join)


def changed(sent: str, after: str) -> str:
    """The text with all changes in it."""
    found = Marked(sent).with_changes(after)
    assert found.notes == ()
    return found.text


@pytest.mark.parametrize(
    ("sent", "after", "expected"),
    [
        ("<p>It are red.</p>", "It is red.", "<p>It is red.</p>"),
        ("<p>A &amp; <b>it are</b> red</p>", "A & it is red", "<p>A &amp; <b>it is</b> red</p>"),
        ("<p>It is.</p>", "Hi,\n\nIt is.", "<p>Hi,<br><br>It is.</p>"),
        ("<p>It is.</p>", "It is.\n\nBest", "<p>It is.<br><br>Best</p>"),
        ("<p>Thanks!</p><p>It is.</p>", "It is.", "<p>It is.</p>"),
        ("<ul><li>One</li></ul>", "Hi,\n\n- One", "Hi,<br><br><ul><li>One</li></ul>"),
        ("<ul><li>One</li></ul>", "- One\n\nBest", "<ul><li>One</li></ul><br><br>Best"),
        ("<p>1 <i>or</i> 2.</p>", "1 and 2 < 3.", "<p>1 <i>and</i> 2 &lt; 3.</p>"),
        ("> It are.\nIt are.\n--\nIt are", "It is.\n--", "> It are.\nIt is.\n--\nIt are"),
        ("Thanks!\n\nIt is.\n--\nSam", "It is.\n--", "It is.\n--\nSam"),
        ("It is.\n--\nSam", "It is.\n\nBest\n--", "It is.\n\nBest\n--\nSam"),
        ("> So?\nIt is.", "Hi,\n\nIt is.", "> So?\nHi,\n\nIt is."),
        ("It are.", "It is.", "It is."),
        ("<p>It is <i>red</i> now.</p>", "It is red now; so?", "<p>It is <i>red</i> now; so?</p>"),
        ("<p>It is <i>red</i>.</p>", "It is red still.", "<p>It is <i>red</i> still.</p>"),
        ("<p>It is <i>red</i> still.</p>", "It is red.", "<p>It is <i>red</i>.</p>"),
        ("<p>So it is <i>red</i>.</p>", "it is red.", "<p>it is <i>red</i>.</p>"),
        ("<p>It is not all <i>red</i>.</p>", "It is all red.", "<p>It is all <i>red</i>.</p>"),
        ("<p>It is. Thanks! So <b>be</b> it.</p>", "It is. So be it.",
         "<p>It is. So <b>be</b> it.</p>"),
        ("<p><b>So</b> be it. Thanks!</p>", "So be it.", "<p><b>So</b> be it.</p>"),
        ("<p><b>So be it.</b></p>", "So be it. It is.", "<p><b>So be it.</b> It is.</p>"),
        ("> a\n\nIt\nare red.\n\nThanks!", "It is red.", "> a\n\nIt is red."),
        ("<p>It isn&#39;t red, it are.</p>", "It is blue.", "<p>It is blue.</p>"),
        ("<p>Teh <b>lampp</b> is red.</p>", "The lamp is red.", "<p>The <b>lamp</b> is red.</p>"),
        ("<div>It is.<div>It are.</div></div>", "It is.\n\nIt was.",
         "<div>It is.<div>It was.</div></div>"),
    ],
)  # fmt: skip
def test_changes_are_put_into_what_was_sent(sent: str, after: str, expected: str) -> None:
    assert changed(sent, after) == expected


@pytest.mark.parametrize(
    ("sent", "after", "expected"),
    [
        ("<p><a href='x'>Log out</a> first.</p>", "Hi,\n\nLog out first.",
         "<p>Hi,<br><br><a href='x'>Log out</a> first.</p>"),
        ("<p><b><i>Log</i></b> out.</p>", "Hi,\n\nLog out.\n\nBest",
         "<p>Hi,<br><br><b><i>Log</i></b> out.<br><br>Best</p>"),
        ("<p>First <a href='x'>log out</a></p>", "First log out\n\nBest",
         "<p>First <a href='x'>log out</a><br><br>Best</p>"),
        ("<p>You <a href='x'>must</a> log out.</p>", "Hi,\n\nYou must log out.\n\nBest",
         "<p>Hi,<br><br>You <a href='x'>must</a> log out.<br><br>Best</p>"),
        ("<p>It is.</p><p><b>Log</b> out.</p>", "It is.\n\nPlease Log out.",
         "<p>It is.</p><p>Please <b>Log</b> out.</p>"),
        ("<p>Run <code>ls</code></p>", "Run ls\n\nBest", "<p>Run <code>ls</code></p><br><br>Best"),
    ],
)  # fmt: skip
def test_what_is_added_stands_outside_of_links(sent: str, after: str, expected: str) -> None:
    assert changed(sent, after) == expected


@pytest.mark.parametrize(
    ("sent", "after", "expected"),
    [
        ("<p>You <a href='x'>must now</a> log out.</p>", "Hi,\n\nCould you please log out?",
         "<p>Hi,<br><br>You <a href='x'>must now</a> log out.</p>"),
        ("<p>It are. You <b>must</b> go.</p>", "It is. Can you go?",
         "<p>It is. You <b>must</b> go.</p>"),
        ("<p>You <b>must</b> go. You failed to. It is <b>red</b>.</p>",
         "Can you go? I don't see it. It is red.",
         "<p>You <b>must</b> go. I don't see it. It is <b>red</b>.</p>"),
        ("<p>Say <code>it are</code>.</p>", "Say it is.", "<p>Say <code>it are</code>.</p>"),
        ("<p>It is <b>red</b>.</p><p>You <b>must</b>.</p>", "It.", 
         "<p>It is <b>red</b>.</p><p>You <b>must</b>.</p>"),
    ],
)  # fmt: skip
def test_a_sentence_that_would_lose_its_mark_up_stays_whole_and_is_noted(
    sent: str, after: str, expected: str
) -> None:
    found = Marked(sent).with_changes(after)
    assert found.text == expected
    assert found.notes
    assert all("left out" in note for note in found.notes)


@pytest.mark.parametrize(
    "stays",
    ["<blockquote>It are.</blockquote>", "<blockquote><p>It are.</p></blockquote>",
     "<pre>it are</pre>", "<code>it are</code>", "<!-- it are -->", "<style>are</style>",
     '<img alt="it are">'],
)  # fmt: skip
def test_quotes_code_and_images_stay(stays: str) -> None:
    sent = f"{stays} It are."
    assert Marked(sent).with_changes(Marked(sent).plain.replace(" It are", " It is")).text == (
        f"{stays} It is."
    )
    assert Marked(f"<p>{stays}</p>").with_changes("").text == f"<p>{stays}</p>"


def test_what_is_quoted_is_not_read() -> None:
    assert Marked("<blockquote>It are.</blockquote><p>It is.</p>").plain == "It is."


def test_signatures_quotes_and_code_stay() -> None:
    sent = (
        "<p>It are.</p><blockquote>It are.</blockquote><p>Say <code>it are</code>.</p>"
        '<div data-signature="true">It are<br>Sam</div>'
    )
    marked = Marked(sent)
    assert marked.plain.endswith("\n--")
    found = marked.with_changes(marked.plain.replace("are", "is"))
    assert found.text == sent.replace("are", "is", 1)
    assert len(found.notes) == 1


def test_a_closing_stands_before_the_signature() -> None:
    sent = '<p>It is.</p><ul><li>A</li></ul><div data-signature="true">Sam</div>'
    after = Marked(sent).plain.replace("- A", "- A\n\nBest")
    assert "<li>A</li></ul><br><br>Best<div" in changed(sent, after)


@given(TEXTS, TEXTS)
def test_all_changes_make_the_new_text(before: str, after: str) -> None:
    fixes = [fix for edit in edits(before, after) for fix in edit.fixes]
    assert apply_fixes(before, fixes).split() == after.split()


@given(TEXTS, TEXTS)
def test_no_tag_is_lost_or_moved(before: str, after: str) -> None:
    sent = re.sub(r"(red|is a)", r"<b>\1</b>", f"<div>{before.replace(' a ', '<i> a </i>')}</div>")
    found = Marked(sent).with_changes(after).text
    assert [tag for tag in re.findall(r"<[^>]+>", found) if tag != "<br>"] == re.findall(
        r"<[^>]+>", sent
    )


def test_paragraphs_are_read_apart() -> None:
    sent = "Hi<div>It is.<br>So</div><ul><li>A</li><li><p>B</p></li></ul><p>It was.</p>"
    assert Marked(sent).plain == "Hi\n\nIt is.\nSo\n\n- A\n- B\n\nIt was."


def test_a_long_text_is_changed_all_over() -> None:
    lines = [f"<p>Lamp {at} are <b>red</b> and the lid of it is new.</p>" for at in range(600)]
    sent = "".join(lines)
    after = "Hi,\n\n" + Marked(sent).plain.replace(" are ", " is ") + "\n\nBest"
    expected = sent.replace(" are ", " is ").replace("<p>", "<p>Hi,<br><br>", 1)
    assert changed(sent, after) == f"{expected[: -len('</p>')]}<br><br>Best</p>"


def test_each_change_that_is_left_out_is_noted_up_to_so_many() -> None:
    sent = "".join(f"<p>Lamp {at} <b>must</b> go.</p>" for at in range(MOST_NOTES + 5))
    found = Marked(sent).with_changes(Marked(sent).plain.replace("must go", "can stay"))
    assert found.text == sent
    assert len(found.notes) == MOST_NOTES + 1
    assert "“Lamp 0 must go.”" in found.notes[0]
    assert found.notes[-1].startswith("5 more")


@pytest.mark.parametrize(
    "part",
    ["<p>", "<", "&", "<!--", "<blockquote>", "> a\n", "<p>a</p>", "<b>", "</b>", "<li>", "a ",
     "<p>a b.</p>", "</li> "],
)  # fmt: skip
def test_hostile_mark_up_is_read(part: str) -> None:
    sent = part * (20_000 // len(part))
    marked = Marked(sent)
    assert marked.with_changes(marked.plain).text == sent
    marked.with_changes(f"Hi,\n\n{marked.plain}\n\nBest")
    marked.with_changes("b a. " * 3_000)
