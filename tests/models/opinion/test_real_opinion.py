"""The second opinion with its real weights: what it calls, and its graph against PyTorch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from api.settings import Settings
from api.wiring import Services
from models import opinion
from models.embedders.onnx import OnnxGraph
from models.opinion.scale import Scale
from models.protocols import CheckContext
from models.text import Finding, Severity

BAD = (
    "You ruined the kettle yourself and now you expect a new one from us.",
    "If you were able to follow simple instructions, none of this would have happened.",
    "Go and bother the shop where you bought it.",
    "The leak is the result of your careless handling.",
    "Stop sending us these messages.",
    "Even a child would have noticed that the lid was open.",
    "There's nothing in it for us to help you with this.",
    "You got what you paid for.",
    "Somebody like you should let a professional do it.",
    "The parcel would have come if you had managed to write your address properly.",
    "I have more important customers to look after.",
    "You people always find something to moan about.",
    "It amazes me that you needed to ask this.",
    "The management makes us use this awful system, so blame them.",
)
GOOD = (
    "The leaflet shows on page one how the lid comes off.",
    "Please plug the kettle in and wait until the blue light is on.",
    "I'm sorry that the kettle came with a scratch.",
    "A new lid is on its way and will be with you on Friday.",
    "If the kitchen is damp, keep the base on a dry cloth overnight.",
    "You'll find the code in the message that we sent on Monday.",
    "Thank you for telling us about the handle.",
    "We can't repair this model any more, but we can swap it for the new one.",
    "Write to me again if the light stays off, and I'll send you a new base.",
    "I know it's annoying to wait for a part twice.",
)
"""Our own, met by no rule; in no set that teaches or measures."""


@pytest.fixture(scope="module")
def graph() -> OnnxGraph:
    return OnnxGraph(opinion.exported(Settings(_env_file=None).models_dir))  # type: ignore[call-arg]


def _found(parts: Services, text: str) -> list[Finding]:
    checked = parts.checkers[0].check(text, CheckContext())
    return [one for one in checked if one.severity is not Severity.INFO]


def test_half_of_what_no_rule_meets_is_called(real_parts: Services) -> None:
    called = [found.text for text in BAD for found in _found(real_parts, text)]
    assert len(called) >= len(BAD) / 2


def test_what_is_well_put_is_left_alone(real_parts: Services) -> None:
    assert [text for text in GOOD if _found(real_parts, text)] == []


def test_sentences_are_judged_alike_alone_and_in_a_reply(real_parts: Services) -> None:
    alone = [found.text for text in (*BAD, *GOOD) for found in _found(real_parts, text)]
    together = _found(real_parts, "\n".join((*BAD, *GOOD)))
    assert [found.text for found in together] == alone


def test_what_is_called_can_be_put_in_words_that_are_not_called_again(
    real_parts: Services,
) -> None:
    called = [found for text in BAD for found in _found(real_parts, text)]
    assert sum(bool(found.fixes) for found in called) >= 0.8 * len(called)
    for found in called:
        for fix in found.fixes:
            filled = fix.text.replace("⟦", "").replace("⟧", "")
            assert [one.rule for one in _found(real_parts, filled)] == []


def test_a_review_gives_it_with_what_to_do(real_parts: Services) -> None:
    text = next(
        one for one in BAD if any("reads-" in found.rule for found in _found(real_parts, one))
    )
    answer = real_parts.assistant.check(text, CheckContext(), real_parts.library())
    found = next(one for one in answer.review.findings if "reads-" in one.rule)
    assert (found.text, answer.review.notes) == (text, ())
    assert bool(found.fixes) != bool(found.missing)
    assert all(fix.has_slot for fix in found.fixes)
    assert answer.review.rewritten is None


def test_the_weights_fit_their_scale(graph: OnnxGraph) -> None:
    scale = Scale.read()
    assert graph.width == 2 + len(scale.kinds)
    assert scale.doubtful < scale.sure
    assert len(scale.weighing) == 4


def test_every_kind_of_the_weights_has_words() -> None:
    from models.opinion.readings import readings

    assert set(Scale.read().kinds) < set(readings())


COMPARE = """
import sys
import numpy, torch
from models.embedders import source_of
from models.opinion import BASE
from models.opinion.export import MOST_TOKENS, merged
from transformers import AutoTokenizer
tokenizer = AutoTokenizer.from_pretrained(source_of(BASE))
texts = sys.argv[2:]
given = tokenizer(
    texts, padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt"
)
with torch.no_grad():
    rows = merged()(given["input_ids"], given["attention_mask"])
numpy.save(sys.argv[1], rows.numpy())
"""


def test_the_graph_is_the_model_but_for_rounding(graph: OnnxGraph, tmp_path: Path) -> None:
    texts = [*BAD, *GOOD, "One two three.", "So the lamp is long " * 30]
    file = tmp_path / "rows.npy"
    root = Path(opinion.__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", COMPARE, str(file), *texts], check=True, cwd=root, env=os.environ
    )
    rows = np.concatenate([graph.rows([text]) for text in texts])
    assert np.corrcoef(rows.ravel(), np.load(file).ravel())[0, 1] > 0.99
