from pathlib import Path

import pytest

from tests.unit.workflows.drawing import (
    HEAD,
    action,
    boundary,
    catch,
    copies,
    draw,
    end,
    event_gateway,
    message,
    node,
    parallel,
    script,
    sources,
    start,
    subprocess,
    table,
    throw,
    timer,
    user,
    xor,
)
from workflows import DefinitionRejected, Engine, Given, Outline, Sources
from workflows.kinds import TEXT

EXTENSION = "<extensionElements><camunda:executionListener event='start'/></extensionElements>"
PROCESSES = sorted((Path(__file__).parents[3] / "bpmn" / "processes").glob("*.bpmn"))
DECISIONS = {
    path.stem: path.read_text() for path in (PROCESSES[0].parents[1] / "decisions").glob("*.dmn")
}


def check(subject: Sources) -> Outline:
    return Engine().check(subject)


def rules(subject: Sources) -> set[str]:
    with pytest.raises(DefinitionRejected) as rejected:
        check(subject)
    return {problem.rule for problem in rejected.value.problems}


def around(*nodes: str, flows: str = "start -> x -> end") -> Sources:
    return sources(start(), *nodes, end(), flows=flows)


def expecting(*nodes: str, flows: str = "start -> x -> end") -> set[str]:
    return rules(around(*nodes, flows=flows))


@pytest.mark.parametrize("path", PROCESSES, ids=lambda path: path.stem)
def test_the_diagrams_of_the_season_are_accepted(path):
    outline = check(Sources(path.stem, path.read_text(), {}, DECISIONS))

    assert outline.key == path.stem


def test_an_accepted_diagram_is_listed_in_reading_order():
    outline = check(
        sources(
            start(),
            user("work", camunda__formKey="sheet", camunda__candidateGroups="a,b"),
            end("end", message("done"), thidua__toProcess="p", thidua__toKey="k"),
            flows="start -> work -> end",
        )
    )

    assert [(one.id, one.kind) for one in outline.elements] == [
        ("start", "startEvent"),
        ("work", "userTask"),
        ("end", "endEvent"),
    ]
    assert outline.elements[1].candidate_groups == ("a", "b")
    assert outline.elements[1].form_key == "sheet"
    assert outline.elements[2].message == "done"
    assert [flow.id for flow in outline.flows] == ["start_work", "work_end"]


def test_elements_of_a_subprocess_stand_in_the_lane_of_the_subprocess():
    lanes = (
        '<laneSet id="lanes"><lane id="l" name="Đơn vị"><flowNodeRef> inner </flowNodeRef>'
        "</lane></laneSet>"
    )
    inner = subprocess("inner", start("in"), user("deep"), end("out"), flows="in -> deep -> out")
    drawn = sources(lanes, start(), inner, end(), flows="start -> inner -> end")

    lanes_by_id = {element.id: element.lane for element in check(drawn).elements}

    assert lanes_by_id["deep"] == "Đơn vị"
    assert lanes_by_id["start"] is None


def test_a_problem_says_where_it_is():
    drawn = draw(
        start(),
        "\n",
        user("x", camunda__candidateGroups=""),
        end(),
        flows="""
        start -> x -> end""",
    )
    with pytest.raises(DefinitionRejected) as rejected:
        check(Sources("p", drawn))

    (problem,) = rejected.value.problems
    assert (problem.rule, problem.element_id, problem.line) == ("no-candidate", "x", 2)
    assert problem.message.startswith("Nobody may do x: give it camunda:candidateGroups")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("no xml", "xml-syntax"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x/>', "xml-doctype"),
        ("<x>" + "y" * 1_000_001 + "</x>", "xml-size"),
        (f"{HEAD}</definitions>", "not-executable"),
        ("<svg/>", "not-bpmn"),
    ],
)
def test_what_is_no_diagram_is_refused(text, rule):
    assert rules(Sources("p", text)) == {rule}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2026-01-01", "timeDate"),
        ("2026-01-01T08:00:00", "timeDate"),
        ("tomorrow", "timeDate"),
        ("2 days", "timeDuration"),
        ("P1Q", "timeDuration"),
        ("P0D", "timeDuration"),
        ("PT0S", "timeDuration"),
        ("-P1D", "timeDuration"),
        ("P200Y", "timeDuration"),
        ("1998-12-15T08:00:00+07:00", "timeDate"),
        ("9999-12-15T08:00:00+07:00", "timeDate"),
        ("${2025-12-15}", "timeDate"),
        ("${'2025-12-15'}", "timeDate"),
        ("${PT1H}", "timeDuration"),
        ("", "timeDate"),
        (" ", "timeDuration"),
    ],
)
def test_a_timer_without_a_clear_moment_is_refused(value, kind):
    assert expecting(catch("x", timer(value, kind))) == {"timer-value"}


@pytest.mark.parametrize(
    "cycle",
    ["R3", "0 9 * * *", "R3/P0D", "R99999/P1D", "R3/P1D/P1D", "P1D", "R3/2026-01-01/P1D", "R/PT0S"],
)
def test_a_repetition_without_a_clear_pause_is_refused(cycle):
    chased = around(
        user("x"),
        boundary("chase", "x", timer(cycle, "timeCycle"), interrupts=False),
        end("chased"),
        flows="start -> x -> end \n chase -> chased",
    )
    assert rules(chased) == {"timer-value"}


@pytest.mark.parametrize(
    ("rule", "nodes"),
    [
        ("no-candidate", [user("x", camunda__candidateGroups="")]),
        ("no-candidate", [user("x", camunda__candidateGroups="${''}")]),
        (
            "no-candidate",
            [user("x", camunda__candidateGroups="${[]}", camunda__assignee="${None}")],
        ),
        ("empty-form", [user("x", camunda__formKey="")]),
        ("no-action", [action("x", thidua__action="")]),
        ("result-variable", [action("x", camunda__resultVariable="a b")]),
        ("no-script", [script("x", " ")]),
        ("no-decision", [node("businessRuleTask", "x")]),
        ("no-decision", [node("businessRuleTask", "x", camunda__decisionRef="unknown")]),
        ("no-collection", [user("x", copies("", "one"))]),
        ("element-variable", [user("x", copies("all", "1"))]),
        ("timer-repeats", [catch("x", timer("R3/P1D", "timeCycle"))]),
        ("late-policy", [catch("x", timer("P1D", "timeDuration"), thidua__late="never")]),
        ("message-recipient", [throw("x", message("m"))]),
        ("message-recipient", [node("sendTask", "x", messageRef="message_m")]),
        ("message-name", [node("receiveTask", "x")]),
        ("event-definition", [catch("x", "")]),
        ("event-definition", [catch("x", timer("P1D", "timeDuration") + message("m"))]),
        ("event-reference", [catch("x", "<signalEventDefinition/>")]),
        ("link-target", [catch("x", '<linkEventDefinition name="l"/>')]),
        ("unsupported-event", [throw("x", "<compensateEventDefinition/>")]),
        ("unsupported-element", [node("task", "x")]),
        ("unsupported-element", [user("x", isForCompensation="true")]),
        ("unsupported-element", [node("receiveTask", "x", instantiate="true")]),
        ("unsupported-element", [node("complexGateway", "x")]),
        ("loop-without-end", [user("x", "<standardLoopCharacteristics/>")]),
        ("called-process", [node("callActivity", "x", calledElement="other")]),
        ("reserved-id", [user("End"), xor("x")]),
        ("duplicate-id", [user("x"), user("x")]),
        ("unreachable", [xor("x"), user("y")]),
        ("dead-end", [xor("x"), user("y")]),
        ("schema", [user("x", nonsense="1")]),
        ("no-effect", [user("x", thidua__action="a")]),
        ("carries-code", [action("x", camunda__delegateExpression="${a}")]),
        ("no-effect", [action("x", thidua__paramters="${{'a': 1}}")]),
        ("carries-code", [script("x", "a = 1").replace("<script>", f"{EXTENSION}<script>")]),
        ("no-effect", [user("x", "<extensionElements><camunda:formData/></extensionElements>")]),
    ],
)
def test_each_fault_is_named_by_its_rule(rule, nodes):
    assert rule in expecting(*nodes)


@pytest.mark.parametrize(
    "faulty",
    [
        script("x", "import os"),
        script("x", "a = b.c"),
        user("x", camunda__assignee="${"),
        user("x", camunda__candidateGroups="${__x}"),
        action("x", thidua__parameters="name"),
        action("x", thidua__parameters="${lambda: 1}"),
        throw("x", message("m"), thidua__toProcess="p", thidua__toKey="${9 ** 9}"),
        user("x", copies("a b", "one")),
        user("x", copies("all", "one", "done")),
        catch("x", timer("${().__class__}")),
    ],
)
def test_expressions_are_read_before_anything_runs(faulty):
    assert expecting(faulty) == {"expression"}


@pytest.mark.parametrize(
    ("rule", "nodes", "flows"),
    [
        ("dangling-flow", [user("x")], "start -> x -> end \n x -> nowhere"),
        ("several-outgoing", [user("x"), user("y")], "start -> x -> end \n x -> y -> end"),
        ("flow-after-end", [user("x")], "start -> x -> end -> x"),
        ("flow-into-event", [user("x")], "start -> x -> end \n x -> start"),
        ("no-default", [xor("x"), user("y")], "start -> x -[${a}]-> end \n x -[${b}]-> y -> end"),
        ("no-condition", [xor("x"), user("y")], "start -> x -*-> end \n x -> y -> end"),
        ("condition-ignored", [parallel("x")], "start -> x -[${a}]-> end"),
        ("no-default", [user("x")], "start -> x -[${a}]-> end"),
        ("expression", [xor("x"), user("y")], "start -> x -*-> end \n x -[a]-> y -> end"),
        ("loop-without-gateway", [user("x"), user("y")], "start -> x -> y -> x"),
        ("event-gateway", [event_gateway("x"), user("y")], "start -> x -> y -> end"),
        ("crossing-flow", [subprocess("x", start("in"), user("y"), end("out"),
                                      flows="in -> y -> end")], "start -> x -> end"),
        ("one-start", [start("other"), parallel("x")], "start -> x -> end \n other -> x"),
        ("no-end", [subprocess("x", start("in"), user("y"), flows="in -> y")],
         "start -> x -> end"),
    ],
)  # fmt: skip
def test_each_fault_of_connection_is_named_by_its_rule(rule, nodes, flows):
    assert rule in expecting(*nodes, flows=flows)


@pytest.mark.parametrize("host", ["nothing", "gateway"])
def test_a_boundary_event_sits_on_a_task(host):
    loose = around(
        xor("gateway"),
        boundary("x", host, message("m")),
        flows="start -> gateway -> end \n x -> end",
    )
    assert "dangling-boundary" in rules(loose)


def test_a_diagram_may_not_grow_without_end():
    names = [f"u{number}" for number in range(400)]
    long = around(*map(user, names), flows=f"start -> {' -> '.join(names)} -> end")

    assert rules(long) == {"too-many-elements"}


def test_all_faults_are_named_at_once():
    several = around(user("x", camunda__candidateGroups=""), script("y", ""),
                     flows="start -> x -> y -> end")  # fmt: skip

    assert rules(several) == {"no-candidate", "no-script"}


def test_a_faulty_table_keeps_its_diagram_out():
    deciding = sources(
        start(),
        node("businessRuleTask", "x", camunda__decisionRef="t"),
        end(),
        flows="start -> x -> end",
        t=table("1 => import", inputs="a"),
    )
    assert rules(deciding) == {"cell"}


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({}, {"thidua__separateFrom": "gone"}, "that is no task of a person here"),
        ({}, {"thidua__separateFrom": "start"}, "that is no task of a person here"),
        ({}, {"thidua__separateFrom": "y"}, "that is the task itself"),
        (
            {"camunda__assignee": "12"},
            {"camunda__assignee": "12", "thidua__separateFrom": "x"},
            "both are for the same assignee",
        ),
        (
            {"camunda__assignee": "${begun_by}"},
            {"camunda__assignee": " ${begun_by}", "thidua__separateFrom": "x"},
            "both are for the same assignee",
        ),
        (
            {"camunda__formKey": "sheet"},
            {"camunda__assignee": "${approver}", "thidua__separateFrom": "x"},
            "whoever does x says who does this one",
        ),
    ],
)
def test_tasks_that_are_kept_apart_do_not_fall_to_one_person(first, second, reason):
    drawn = around(user("x", **first), user("y", **second), flows="start -> x -> y -> end")
    given = Given({"sheet": {"approver": TEXT}}, None)

    (problem,) = (one for one in Engine().lint(drawn, given) if one.severity == "error")

    assert (problem.rule, problem.element_id, problem.params["reason"]) == (
        "separate-duties",
        "y",
        reason,
    )


def test_tasks_for_one_group_may_be_kept_apart():
    apart = around(user("x"), user("y", thidua__separateFrom="x"), flows="start -> x -> y -> end")

    assert check(apart).key == "p"
