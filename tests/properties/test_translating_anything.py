"""Whatever becomes of a diagram on its way, it is translated or refused, and nothing else."""

import random
import re

import pytest

from tests.properties.test_drafts_come_back import EXAMPLES, OURS
from tests.support.corpus import MODELS
from workflows import Choice, DefinitionRejected, decode, translate

SOURCES = [*OURS, *EXAMPLES, *MODELS]
ROUNDS = 300
_ATTRIBUTE = re.compile(r'[\w:]+="[^"]*"')
_TAG = re.compile(r"</?[\w:]+")
_VALUES = (
    "",
    "true",
    "=1",
    "${",
    "${a.b()}",
    "group(x)",
    "R/P",
    "x" * 300,
    "&#10;",
    "camunda-forms:",
)


def spoilt(text, chance):
    """A diagram with a few things of it changed, swapped or gone."""
    for _ in range(chance.randint(1, 4)):
        pattern = chance.choice([_ATTRIBUTE, _TAG])
        places = list(pattern.finditer(text))
        if not places:
            break
        one, other = chance.choice(places), chance.choice(places)
        new = chance.choice(
            ["", other[0], f'id="{chance.choice(_VALUES)}"', _revalued(one, chance)]
        )
        text = text[: one.start()] + new + text[one.end() :]
    return text


def _revalued(found, chance):
    name, sign, _ = found[0].partition("=")
    return f'{name}="{chance.choice(_VALUES)}"' if sign else found[0]


@pytest.mark.parametrize("seed", range(4))
def test_a_spoilt_diagram_is_translated_or_refused(seed):
    chance = random.Random(seed)
    texts = [decode(path.read_bytes()) for path in SOURCES]

    outcomes = set()
    for _ in range(ROUNDS):
        text = spoilt(chance.choice(texts), chance)
        try:
            translated = translate(text, chance.choice([None, Choice(group="staff")]))
        except DefinitionRejected:
            outcomes.add("refused")
            continue
        outcomes.add("translated")
        # Said once in our words, a diagram has nothing more to be said differently.
        assert translate(translated.text).translations == ()

    assert outcomes == {"translated", "refused"}
