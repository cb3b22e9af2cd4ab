"""The library's ways of losing or falsifying data, shown on the library and then on ours."""

import json
from hashlib import sha256
from zlib import compress, decompress

import orjson
import pytest
from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from tests.unit.workflows.drawing import (
    action,
    copies,
    draw,
    end,
    node,
    parallel,
    script,
    sources,
    start,
    user,
    xor,
)
from tests.unit.workflows.inside import tasks_of
from tests.unit.workflows.stock import SPIFF_CONFIG, TaskState, complete, stock, stock_spec
from tests.unit.workflows.story import Story
from workflows import ActionCall, Engine, Sources

STOCK = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
CHAIN = draw(
    start(),
    *(user(f"u{number}") for number in range(12)),
    end(),
    flows="start -> " + " -> ".join(f"u{number}" for number in range(12)) + " -> end",
)


def test_trap_2_the_order_of_keys_in_the_database_loses_no_variable():
    workflow = stock(CHAIN, kept=1)
    for number in range(8):
        complete(workflow, f"u{number}")
    reordered = json.dumps(json.loads(STOCK.serialize_json(workflow)), sort_keys=True)
    (lost,) = STOCK.deserialize_json(reordered).get_tasks(state=TaskState.READY)
    assert lost.data == {}

    story = Story(Sources("p", CHAIN), {"kept": 1})
    for number in range(8):
        story.complete(f"u{number}")
    content = orjson.loads(decompress(story.state.document[33:]))
    packed = compress(orjson.dumps(content, option=orjson.OPT_SORT_KEYS))
    sorted_document = story.state.document[:1] + sha256(packed).digest() + packed
    assert Engine().variables(story.sources, sorted_document) == {"kept": 1}


VOTE = draw(start(), user("vote", copies("members", "member")), user("after"), end(),
            flows="start -> vote -> after -> end")  # fmt: skip
STOCK_VOTE = VOTE.replace(
    "</multiInstanceLoopCharacteristics>",
    '<loopDataInputRef>members</loopDataInputRef><inputDataItem id="member" name="member"/>'
    "</multiInstanceLoopCharacteristics>",
)


def test_trap_3_a_vote_ends_in_a_process_that_did_not_begin_it():
    workflow = stock(STOCK_VOTE, members=[1, 2, 3])
    fresh, _ = stock_spec(STOCK_VOTE)
    for task in workflow.tasks.values():
        task.task_spec = fresh.task_specs[task.task_spec.name]
    workflow.spec = fresh
    for _ in range(3):
        complete(workflow, "vote")
    assert workflow.get_tasks(state=TaskState.READY) == []
    assert not workflow.is_completed()

    story = Story(Sources("p", VOTE), {"members": [1, 2, 3]})
    for _ in range(3):
        story.complete("vote")
    assert story.open == ["after"]


def test_trap_4_what_a_finished_task_knew_is_not_rewritten():
    steps = (start(), user("first"), user("second"), end())
    spoil = "rec['people'][0]['score'] = 999"
    written = draw(*steps, script("spoil", spoil),
                   flows="start -> first -> spoil -> second -> end")  # fmt: skip
    workflow = stock(written, rec={"people": [{"score": 70}]})
    complete(workflow, "first")
    (first,) = workflow.get_tasks(spec_name="first")
    assert first.data["rec"]["people"][0]["score"] == 999

    def spoil_it(call: ActionCall) -> None:
        call.variables["rec"]["people"][0]["score"] = 999

    acting = sources(*steps, action("spoil"), flows="start -> first -> spoil -> second -> end")
    story = Story(acting, {"rec": {"people": [{"score": 70}]}}, actions={"spoil": spoil_it})
    story.complete("first")
    (first,) = tasks_of(story, "first")
    assert first.data["rec"]["people"][0]["score"] == 70
    story.complete("second", rec={"people": [{"score": 1}]})
    (first,) = tasks_of(story, "first")
    assert first.data["rec"]["people"][0]["score"] == 70


BRANCHES = draw(
    start(),
    parallel("split"),
    user("a"),
    user("b"),
    parallel("join"),
    user("after"),
    end(),
    flows="start -> split -> a -> join -> after -> end \n split -> b -> join",
)


@pytest.mark.parametrize(
    ("before", "changed"),
    [
        (["yes"], ["yes", "yes", "no"]),
        ([{"id": 1}], [{"id": 2}, {"id": 1}]),
        (["yes", "no"], ["yes"]),
    ],
)
def test_trap_5_lists_from_two_branches_are_not_mixed(before, changed):
    workflow = stock(BRANCHES, votes=before)
    complete(workflow, "a", votes=changed)
    complete(workflow, "b")
    (after,) = workflow.get_tasks(spec_name="after")
    assert after.data["votes"] != changed

    story = Story(Sources("p", BRANCHES), {"votes": before})
    story.complete("a", votes=changed).complete("b")
    assert tasks_of(story, "after")[0].data["votes"] == changed


def test_trap_5_what_the_early_branch_changed_is_not_undone_by_the_late_one():
    workflow = stock(BRANCHES, passed=False)
    complete(workflow, "a", passed=True)
    complete(workflow, "b")
    (after,) = workflow.get_tasks(spec_name="after")
    assert after.data["passed"] is False

    story = Story(Sources("p", BRANCHES), {"passed": False})
    story.complete("a", passed=True).complete("b")
    assert story.variables == {"passed": True}


def test_trap_8_a_field_called_typename_does_no_harm():
    one = draw(start(), user("u"), user("after"), end(), flows="start -> u -> after -> end")
    workflow = stock(one)
    complete(workflow, "u", answer={"typename": "anything"})
    text = STOCK.serialize_json(workflow)
    with pytest.raises(TypeError):
        STOCK.deserialize_json(text)

    story = Story(Sources("p", one)).complete("u", answer={"typename": "anything"})
    assert story.variables == {"answer": {"typename": "anything"}}
    assert story.complete("after").state.completed


COUNTED = """start -> u -> enough -[{}]-> yes
             enough -*-> no"""


def test_trap_9_a_variable_cannot_stand_in_for_a_function():
    steps = (start(), user("u"), xor("enough"), end("yes"), end("no"))
    workflow = stock(draw(*steps, flows=COUNTED.format("len(votes) > 0")), votes=[1])
    with pytest.raises(WorkflowTaskException, match="Error evaluating"):
        complete(workflow, "u", len=5)

    story = Story(sources(*steps, flows=COUNTED.format("${len(votes) > 0}")), {"votes": [1]})
    story.complete("u", len=5, __builtins__={})
    assert story.state.trail[-1] == "yes"


def test_trap_10_a_repeated_vote_counts_only_its_own_ballots():
    workflow = stock(STOCK_VOTE, members=[1, 2, 3])
    complete(workflow, "vote")
    (mi,) = workflow.get_tasks(spec_name="vote")
    first = mi.children[-3]
    workflow.reset_from_task_id(first.id)
    complete(workflow, "vote")
    complete(workflow, "vote")
    complete(workflow, "vote")
    assert len(mi.internal_data["merged"]) == 4

    again = sources(
        start(),
        xor("once_more"),
        user("vote", copies("members", "member")),
        xor("repeat"),
        end(),
        flows="""start -> once_more -> vote -> repeat -[${again}]-> once_more
                 repeat -*-> end""",
    )
    story = Story(again, {"members": [1, 2, 3], "again": True})
    for _ in range(3):
        story.complete("vote")
    assert len(story.open) == 3
    for _ in range(3):
        story.complete("vote", again=False)
    assert story.state.completed
    rounds = [task for task in tasks_of(story, "vote") if "merged" in task.internal_data]
    assert [len(task.internal_data["merged"]) for task in rounds] == [3, 3]


def test_receive_tasks_can_be_saved_while_they_wait():
    waiting = sources(
        start(),
        node("receiveTask", "r", messageRef="message_m"),
        end(),
        flows="start -> r -> end",
    )
    assert Story(waiting).deliver("r").state.completed
