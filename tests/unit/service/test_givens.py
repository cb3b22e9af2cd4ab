"""What is known where a process begins and where it comes back from one it called."""

import ast
from pathlib import Path

import pytest

from service.models import DefinitionKind
from service.operations.definition_files import DefinitionFile
from service.operations.givens import BROUGHT
from service.operations.judgement import judge
from tests.support.diagrams import OPINION
from tests.unit.workflows.drawing import (
    call,
    catch,
    draw,
    end,
    message,
    node,
    start,
    table,
    throw,
    user,
    xor,
)
from workflows import Engine

ROOT = Path(__file__).parents[3]
ENGINE = Engine()
FORM = DefinitionFile(DefinitionKind.FORM, "opinion", OPINION)
ABOUT_VARIABLES = {"unknown-variable", "doubtful-variable"}
ASKED = user("ask", camunda__formKey="opinion", camunda__candidateGroups="director")
WORD = catch("word", message("word"))


def process(key, *nodes, flows):
    drawn = draw(start(), *nodes, end(), end("other"), flows=flows, key=key)
    return DefinitionFile(DefinitionKind.PROCESS, key, drawn)


def deciding(key, variable):
    """A process that does nothing but ask for a variable."""
    flows = f"start -> x -[${{{variable}}}]-> end \n x -*-> other"
    return process(key, xor("x"), flows=flows)


def calling(*before, key="campaign", calls="called"):
    """A process that calls another; what a campaign begins with is known."""
    names = [one.split('id="')[1].split('"')[0] for one in before]
    way = " -> ".join(["start", *names, "call", "end"])
    return process(key, *before, call("call", calls), flows=way)


def asking_afterwards(variable, key="campaign", calls="called"):
    flows = f"start -> call -> x -[${{{variable}}}]-> end \n x -*-> other"
    return process(key, call("call", calls), xor("x"), flows=flows)


def said_of(one, *around):
    found = judge(ENGINE, one, [*around, one, FORM])
    return [
        (problem.rule, problem.element_id, problem.params["name"], problem.params["nearest"])
        for problem in found
        if problem.rule in ABOUT_VARIABLES
    ]


def test_what_nobody_known_begins_may_be_given_anything_and_is_told_so():
    assert said_of(deciding("called", "nonsense")) == [
        ("doubtful-variable", "x_end", "nonsense", "—")
    ]


def test_what_the_caller_sets_is_known_in_the_called_process():
    assert said_of(deciding("called", "agreed"), calling(ASKED)) == []


def test_what_no_caller_sets_is_unknown_in_the_called_process():
    assert said_of(deciding("called", "agreeed"), calling(ASKED)) == [
        ("unknown-variable", "x_end", "agreeed", "agreed")
    ]


def test_one_of_several_callers_is_enough_to_bring_a_variable():
    callers = (calling(key="unit_review"), calling(ASKED))

    assert said_of(deciding("called", "agreed"), *callers) == []


@pytest.mark.parametrize(
    "caller",
    [calling(ASKED, WORD), calling(ASKED, key="caller")],
    ids=["a message comes before", "nobody known begins it"],
)
def test_what_may_be_brought_to_a_caller_may_reach_the_called_process(caller):
    found = said_of(deciding("called", "agreeed"), caller)

    assert [rule for rule, *_ in found] == ["doubtful-variable"]


def test_a_caller_that_cannot_be_read_is_no_fault_of_the_called_process():
    whole = calling(ASKED)
    broken = DefinitionFile(whole.kind, whole.key, whole.content.replace("definitions", "lost"))

    assert [rule for rule, *_ in said_of(deciding("called", "agreed"), broken)] == [
        "doubtful-variable"
    ]


def test_of_two_versions_of_a_caller_the_later_counts():
    found = said_of(deciding("called", "agreed"), calling(ASKED), calling())

    assert [rule for rule, *_ in found] == ["unknown-variable"]


def test_two_that_call_one_another_are_given_anything():
    one, other = calling(key="one", calls="other"), asking_afterwards("nonsense", "other", "one")

    assert [rule for rule, *_ in said_of(other, one)] == ["doubtful-variable"]


def telling(payload, key="teller"):
    """A process that sends the word."""
    tell = throw(
        "tell", message("word"), thidua__toProcess="campaign", thidua__toKey="x",
        thidua__payload=payload,
    )  # fmt: skip
    return process(key, tell, flows="start -> tell -> end")


HEARING = process(
    "campaign", WORD, xor("x"), flows="start -> word -> x -[${granted}]-> end \n x -*-> other"
)


@pytest.mark.parametrize(
    ("senders", "found"),
    [
        ([], ["doubtful-variable"]),
        ([telling("${{'granted': True}}")], []),
        ([telling("${{'grantd': True}}")], ["unknown-variable"]),
        ([telling("")], ["unknown-variable"]),
        ([telling("${outcome}")], ["doubtful-variable"]),
        ([telling(""), telling("${{'granted': True}}", "other_teller")], []),
        ([telling(""), telling("${outcome}", "other_teller")], ["doubtful-variable"]),
    ],
    ids=["nobody", "it", "a like one", "nothing", "anything", "it or nothing", "or anything"],
)
def test_what_a_message_brings_is_what_those_send_who_send_it(senders, found):
    assert [rule for rule, *_ in said_of(HEARING, *senders)] == found


def test_a_variable_no_message_of_this_software_brings_is_unknown_behind_it():
    result = catch("told", message("council_result"))
    flows = "start -> told -> x -[${resul == 'passed'}]-> end \n x -*-> other"

    assert said_of(process("nomination", result, xor("x"), flows=flows)) == [
        ("unknown-variable", "x_end", "resul", "result")
    ]


def test_what_the_messages_of_this_software_bring_is_what_it_sends():
    rooms = (ROOT / "service" / room for room in ("actions", "operations"))
    texts = (path.read_text("utf-8") for room in rooms for path in room.glob("*.py"))
    calls = [
        node
        for text in texts
        if "send(" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"step.send", "_send"}
        and len(node.args) == 4
    ]
    sent = {
        ast.literal_eval(call.args[2]): set(map(ast.literal_eval, call.args[3].keys))
        for call in calls
    }

    assert sent == {name: set(brought) for name, brought in BROUGHT.items()}


def test_what_a_called_process_sets_is_known_after_the_call():
    called = process("called", ASKED, flows="start -> ask -> end")

    assert said_of(asking_afterwards("agreed"), called) == []
    assert [one[2:] for one in said_of(asking_afterwards("agreeed"), called)] == [
        ("agreeed", "agreed")
    ]


def test_a_variable_the_called_process_needs_is_missed_where_it_is_called():
    assert said_of(calling(), deciding("called", "agreed")) == [
        ("unknown-variable", "call", "agreed", "—")
    ]


def test_a_variable_a_table_asks_for_has_to_be_set_before():
    grade = DefinitionFile(DefinitionKind.DECISION, "grade", table("> 5 => 1", inputs="points"))
    asking = node("businessRuleTask", "ask", camunda__decisionRef="grade")
    campaign = process("campaign", asking, flows="start -> ask -> end")

    assert said_of(campaign, grade) == [("unknown-variable", "ask", "points", "—")]
