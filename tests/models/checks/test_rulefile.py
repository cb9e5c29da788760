"""Rule files that are not valid say where."""

from pathlib import Path

import pytest

from models.checks.rulefile import compile_now, read_fragments, read_rule
from models.checks.rules import load_rules
from models.checks.stance import turns
from models.errors import RuleInvalid

VALID = """\
id: tone.being-blue
catalogue: BLAME
kind: pattern
category: tone
severity: warning
message: Blue is sad.
why: Everybody says so.
patterns:
  - match: 'blue (?P<thing>{word})'
    fixes: ['green {thing}']
examples:
  fire:
    - text: A blue lamp.
      rewrite: A green lamp.
  silent:
    - A red lamp.
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "being-blue.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_a_rule(tmp_path: Path) -> None:
    rule = read_rule(written(tmp_path, VALID), {"word": r"\w+"})
    assert rule.id == "tone.being-blue"
    assert rule.fire[0].rewrite == "A green lamp."
    assert rule.frames[0].pattern.search("a BLUE lamp")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("kind: pattern", "kind: guess", 3, "kind has to be one of"),
        ("severity: warning", "severity: grave", 5, "severity has to be one of"),
        ("category: tone", "category: taste", 4, "category has to be one of"),
        ("id: tone.being-blue", "id: blue", 1, "id has to look like"),
        ("message: Blue is sad.\n", "", 1, "message is missing"),
        ("message: Blue is sad.", "message: ''", 6, "message has to be a text"),
        ("why: Everybody says so.", "wy: typo\nwhy: x.", 7, "unknown key wy"),
        ("why: Everybody says so.", "why: x.\nwhy: y.", 8, "why twice"),
        ("blue (?P<thing>{word})", "blue (?P<thing>{word}", 9, "not a regular expression"),
        ("{word}", "{wort}", 9, "no fragment is called {wort}"),
        ("green {thing}", "green {think}", 10, "the pattern has no group think"),
        ("green {thing}", "green {thing|shiny}", 10, "no filter is called shiny"),
        ("    fixes: ['green {thing}']\n", "", 9, "no pattern has fixes; write"),
        ("kind: pattern", "kind: pattern\nturns: [left]", 4, "no turn is called left"),
        ("kind: pattern", "kind: pattern\notherwise: [Red.]", 4, "a text with a ⟦slot⟧"),
        ("kind: pattern", "kind: pattern\notherwise: ['⟦a⟧ {b}']", 4, "has no group b"),
        ("    fixes: ['green {thing}']\n", "fixes: none\n", 10, "no_fixes_because is missing"),
        ("  silent:\n    - A red lamp.\n", "", 12, "examples.silent is missing"),
        ("      rewrite: A green", "      rewritten: A green", 13, "an example has text"),
        ("patterns:", "at_least: two\npatterns:", 8, "at_least has to be int"),
        ("patterns:", "cues: [Blue]\npatterns:", 8, "cues have to be texts in lower case"),
        ("patterns:", "when: {weather: [wet]}\npatterns:", 8, "when has lists of values"),
        ("patterns:", "unless: blue\npatterns:", 8, "unless has to be a list"),
        ("message: Blue", "message: [Blue", 7, "not valid YAML"),
    ],
)
def test_errors_name_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in VALID
    path = written(tmp_path, VALID.replace(old, new, 1))
    with pytest.raises(RuleInvalid) as caught:
        read_rule(path, {"word": r"\w+"})
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)


def test_turns_and_what_it_says_otherwise(tmp_path: Path) -> None:
    more = "turns: [request]\notherwise: ['{sentence}: ⟦why⟧.']\nexamples:"
    rule = read_rule(written(tmp_path, VALID.replace("examples:", more)), {"word": r"\w+"})
    assert rule.turns == (turns()["request"],)
    assert rule.otherwise[0].render({"sentence": "Blue"}) == "Blue: ⟦why⟧."


def test_fixes_none_needs_a_reason_only(tmp_path: Path) -> None:
    text = VALID.replace(
        "    fixes: ['green {thing}']\n", "fixes: none\nno_fixes_because: Blue stays blue.\n"
    )
    assert read_rule(written(tmp_path, text), {"word": r"\w+"}).frames[0].fixes == ()


def test_empty_file(tmp_path: Path) -> None:
    with pytest.raises(RuleInvalid, match="expected the keys of a rule"):
        read_rule(written(tmp_path, ""), {})


def test_fragments_build_on_earlier_ones(tmp_path: Path) -> None:
    path = written(tmp_path, "a: 'x|y'\nb: '{a}’s'\n")
    assert read_fragments(path) == {"a": "x|y", "b": "(?:x|y)'s"}


def test_two_rules_with_one_id(tmp_path: Path) -> None:
    (tmp_path / "fragments.yaml").write_text("word: '\\w+'\n", encoding="utf-8")
    (tmp_path / "tone").mkdir()
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / "tone" / name).write_text(VALID, encoding="utf-8")
    with pytest.raises(RuleInvalid, match=r"two\.yaml:1: another rule has the id"):
        load_rules(tmp_path)


def test_file_is_named_after_the_rule() -> None:
    from models.checks.rules import RULES

    for rule in load_rules():
        category, _, name = rule.id.partition(".")
        assert (RULES / category / f"{name}.yaml").is_file()


def test_every_pattern_is_a_regular_expression_with_the_groups_it_spells() -> None:
    for now, later in zip(load_rules(compiler=compile_now), load_rules(), strict=True):
        for one, other in zip(now.frames, later.frames, strict=True):
            assert one.pattern.groupindex.keys() == other.pattern.groupindex.keys()
            assert other.pattern.finditer("") is not None
