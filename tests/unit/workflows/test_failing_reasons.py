"""Why a step failed is said in Vietnamese without a word of English."""

import pytest

from tests.unit.service.test_reasons import english_in
from tests.unit.workflows.drawing import action, copies, end, message, sources, start, throw, user
from tests.unit.workflows.story import Story
from workflows import BpmnError, StepFailed

WORD = {"thidua__toProcess": "other", "thidua__toKey": "x1"}
#: What fails when it is reached, and what its action answers.
FAILING = {
    "copies of no list": (user("x", copies("members", "member")), None),
    "parameters that are no record": (action("x", thidua__parameters="${members}"), None),
    "a payload that is no record": (
        throw("x", message("word"), thidua__payload="${members}", **WORD),
        None,
    ),
    "an answer of no plain kind": (action("x", camunda__resultVariable="got"), object()),
    "an answer without an end": (action("x", camunda__resultVariable="got"), float("inf")),
    "a number too large": (action("x", camunda__resultVariable="got"), 2**70),
    "a key that is no text": (action("x", camunda__resultVariable="got"), {1: 2}),
    "a list too long": (action("x", camunda__resultVariable="got"), [0] * 100_001),
    "an error nobody catches": (action("x"), BpmnError("E7")),
    "an error without a code": (action("x"), BpmnError("")),
    "a due date that is none": (user("x", camunda__dueDate="${members}"), None),
}


@pytest.mark.parametrize("name", FAILING)
def test_why_a_step_failed_is_told_in_either_language(name):
    drawn, answer = FAILING[name]
    failing = sources(start(), drawn, end(), flows="start -> x -> end")

    with pytest.raises(StepFailed) as failed:
        Story(failing, {"members": 5}, actions={"x": answer})

    assert failed.value.element_id == "x"
    assert english_in(failed.value.vi) == []
    assert failed.value.vi != failed.value.reason
