from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.workflows.drawing import (
    action,
    boundary,
    call,
    catch,
    draw,
    end,
    message,
    node,
    script,
    sources,
    start,
    subprocess,
    table,
    throw,
    timer,
    user,
)
from tests.unit.workflows.story import NOW, Story
from workflows import (
    ActionCall,
    Engine,
    SentMessage,
    StepFailed,
    TaskNotOpen,
)

ONE = sources(start(), user("work"), end(), flows="start -> work -> end")


def test_a_user_task_says_who_may_do_it_on_which_form_and_until_when():
    asked = sources(
        start(),
        user(
            "work",
            camunda__candidateGroups="clerk, head",
            camunda__assignee="${member}",
            camunda__formKey="sheet",
            camunda__dueDate="${deadline('unit')}",
        ),
        end(),
        flows="start -> work -> end",
    )
    due = datetime(2025, 12, 1, tzinfo=UTC)
    story = Story(asked, {"member": 12}, functions={"deadline": lambda name: due})

    (task,) = story.state.open_tasks
    assert (task.element_id, task.name, task.form_key) == ("work", "work", "sheet")
    assert (task.candidate_groups, task.assignee) == (("clerk", "head"), "12")
    assert task.due_at == due
    story.surroundings.functions = {"deadline": lambda name: due + timedelta(days=1)}
    assert story.retime().state.open_tasks[0].due_at == due + timedelta(days=1)


def test_a_completed_task_cannot_be_completed_again():
    story = Story(ONE)
    engine_task_id = story.state.open_tasks[0].engine_task_id
    story.complete("work")

    with pytest.raises(TaskNotOpen):
        Engine().complete_user_task(
            ONE, story.state.document, engine_task_id, {}, story.surroundings
        )


@pytest.mark.parametrize("wrong", ["", "nonsense", "0" * 32])
def test_an_unknown_task_is_not_open(wrong):
    story = Story(ONE)

    with pytest.raises(TaskNotOpen):
        Engine().complete_user_task(ONE, story.state.document, wrong, {}, story.surroundings)
    with pytest.raises(TaskNotOpen):
        Engine().fire_timer(ONE, story.state.document, wrong, story.surroundings)


def test_an_action_gets_parameters_and_a_copy_of_the_variables():
    acting = sources(
        start(),
        action(
            "open",
            thidua__parameters="${{'scope': unit, 'n': [1, 2]}}",
            camunda__resultVariable="opened",
        ),
        node("sendTask", "tell", thidua__action="tell"),
        end(),
        flows="start -> open -> tell -> end",
    )

    def open_it(call: ActionCall) -> tuple[int, ...]:
        call.variables["unit"] = "spoilt"
        return (1, 2)

    story = Story(acting, {"unit": "A"}, actions={"open": open_it})

    assert story.surroundings.calls[0].parameters == {"scope": "A", "n": [1, 2]}
    assert story.actions == ["open", "tell"]
    assert story.variables == {"unit": "A", "opened": [1, 2]}


def test_what_goes_wrong_outside_reaches_the_caller_unchanged():
    class Refused(Exception):
        pass

    def refuse(call: ActionCall) -> None:
        raise Refused("not today")

    acting = sources(start(), action("open"), end(), flows="start -> open -> end")

    with pytest.raises(Refused, match="not today"):
        Story(acting, actions={"open": refuse})


def test_a_result_that_cannot_be_kept_fails_the_step():
    acting = sources(
        start(), action("open", camunda__resultVariable="x"), end(), flows="start -> open -> end"
    )

    with pytest.raises(StepFailed, match=r"open: a value of type object cannot be kept"):
        Story(acting, actions={"open": lambda call: object()})


def test_a_script_assigns_variables_in_order():
    written = sources(
        start(),
        script("sum_up", "total = sum([v['n'] for v in votes])\n passed = total > 2"),
        end(),
        flows="start -> sum_up -> end",
    )
    story = Story(written, {"votes": [{"n": 1}, {"n": 2}]})

    assert (story.variables["total"], story.variables["passed"]) == (3, True)


def test_a_failing_expression_names_the_element():
    written = sources(start(), script("bad", "x = missing + 1"), end(), flows="start -> bad -> end")

    with pytest.raises(StepFailed, match=r"bad: .*'missing'"):
        Story(written)


def test_messages_are_addressed_and_carry_their_payload():
    recipient = {
        "thidua__toProcess": "campaign",
        "thidua__toKey": "${campaign}/x",
        "thidua__payload": "${{'unit': unit}}",
    }
    sending = sources(
        start(),
        throw("halfway", message("half"), **recipient),
        node("sendTask", "letter", messageRef="message_half", **recipient),
        end("end", message("done"), **recipient),
        flows="start -> halfway -> letter -> end",
    )
    story = Story(sending, {"campaign": "2025", "unit": "A"})

    assert story.state.completed
    assert [(sent.element_id, sent.message) for sent in story.state.sent] == [
        ("halfway", "half"),
        ("letter", "half"),
        ("end", "done"),
    ]
    assert story.state.sent[2] == SentMessage("end", "done", "campaign", "2025/x", {"unit": "A"})


def test_a_payload_becomes_variables_or_one_variable():
    waiting = sources(
        start(),
        catch("first", message("news")),
        node("receiveTask", "second", messageRef="message_news", camunda__resultVariable="reply"),
        end(),
        flows="start -> first -> second -> end",
    )
    story = Story(waiting, {"passed": None}).deliver("first", passed=True)
    story.deliver("second", passed=False)

    assert story.variables == {"passed": True, "reply": {"passed": False}}


def test_an_instance_is_started_plainly_also_where_a_message_starts_it():
    called_in = sources(
        start("start", message("called")), user("work"), end(), flows="start -> work -> end"
    )
    assert Story(called_in, {"a": 1}).open == ["work"]


def test_a_decision_answers_with_reasons():
    deciding = sources(
        start(),
        node(
            "businessRuleTask",
            "grade",
            camunda__decisionRef="grades",
            camunda__resultVariable="grade",
            thidua__facts="unit",
        ),
        end(),
        flows="start -> grade -> end",
        grades=table(
            '>= 70 | "A" => "good" // Article 5', "< 70 | - => null", inputs="points | kind"
        ),
    )
    story = Story(deciding, {"kind": "A"}, facts={"unit": {"points": 71}})

    assert story.variables["grade"] == {"rule": "r1", "answer": "good"}
    (decision,) = story.surroundings.decisions
    assert (decision.element_id, decision.decision_key) == ("grade", "grades")
    assert decision.inputs == {"points": 71, "kind": "A"}
    assert decision.matches[0].annotations == {"basis": "Article 5"}


@pytest.mark.parametrize(
    ("value", "kind", "due"),
    [
        ("2026-01-01T00:00:00+07:00", "timeDate", datetime(2025, 12, 31, 17, tzinfo=UTC)),
        ("${late}", "timeDate", datetime(2025, 12, 24, 17, tzinfo=UTC)),
        ("P2DT4H", "timeDuration", NOW + timedelta(days=2, hours=4)),
        ("P1M", "timeDuration", datetime(2025, 12, 3, 1, tzinfo=UTC)),
        ("${days}", "timeDuration", NOW + timedelta(days=3)),
        ("${now()}", "timeDate", NOW),
    ],
)
def test_a_timer_is_due_once_and_for_all(value, kind, due):
    waiting = sources(start(), catch("t", timer(value, kind)), end(), flows="start -> t -> end")
    story = Story(waiting, {"late": "2025-12-25T00:00:00+07:00", "days": "P3D"})

    assert story.timers == {"t": due}
    story.surroundings.now = NOW + timedelta(days=99)
    assert story.retime().timers == {"t": due}
    assert story.fire("t").state.completed


@pytest.mark.parametrize("value", ["2026-01-01T00:00:00", "2026-01-01", "soon", "${1}", "PT"])
def test_a_timer_that_says_no_moment_fails_the_step(value):
    waiting = sources(start(), catch("t", timer(value)), end(), flows="start -> t -> end")

    with pytest.raises(StepFailed, match=r"^t: "):
        Story(waiting)


def test_moving_a_deadline_moves_the_timers_that_asked_for_it():
    days = {"unit": 10, "other": 20}
    functions = {
        "deadline": lambda name: NOW + timedelta(days=days[name]),
        "workdays_before": lambda moment, number: moment - timedelta(days=number),
    }
    waiting = sources(
        start(),
        catch("t", timer("${workdays_before(deadline('unit'), 5)}"), thidua__late="coalesce"),
        end(),
        flows="start -> t -> end",
    )
    story = Story(waiting, functions=functions)
    (pending,) = story.state.timers
    assert (pending.basis, pending.late_policy) == (("unit",), "coalesce")

    days["unit"] = 30

    assert story.retime().timers == {"t": NOW + timedelta(days=25)}
    assert story.state.timers[0].engine_task_id == pending.engine_task_id


def test_a_moved_deadline_moves_a_repetition_and_keeps_its_count():
    begins = {"unit": NOW + timedelta(days=1)}
    chased = sources(
        start(),
        user("work"),
        boundary("chase", "work", timer("R4/${deadline('unit')}/P2D", "timeCycle"), False),
        end(),
        end("chased"),
        flows="start -> work -> end \n chase -> chased",
    )
    story = Story(chased, functions={"deadline": lambda name: begins[name]}).fire("chase")
    assert story.timers == {"chase": NOW + timedelta(days=3)}

    begins["unit"] = NOW + timedelta(days=11)

    assert story.retime().timers == {"chase": NOW + timedelta(days=13)}
    assert story.state.timers[0].occurrence == 1


def test_a_called_process_brings_its_variables_back():
    inner = draw(start("in"), user("deep"), end("out"), flows="in -> deep -> out", key="inner")
    calling = sources(
        start(),
        call("delegate", "inner"),
        end(),
        flows="start -> delegate -> end",
        called={"inner": inner},
    )
    story = Story(calling, {"a": 1})
    assert story.open == ["deep"]

    story.complete("deep", b=2)

    assert story.state.completed
    assert story.variables == {"a": 1, "b": 2}
    assert story.state.trail == (
        "delegate/deep",
        "delegate/deep_out",
        "delegate/out",
        "delegate",
        "delegate_end",
        "end",
    )


def test_a_step_in_a_called_process_is_told_from_one_of_the_same_id_outside():
    inner = draw(start(), user("work"), end(), flows="start -> work -> end", key="inner")
    middle = draw(start(), call("again", "inner"), end(), flows="start -> again -> end", key="m")
    calling = sources(
        start(),
        subprocess("part", start("in"), call("ask", "m"), end("out"), flows="in -> ask -> out"),
        user("work"),
        end(),
        flows="start -> part -> work -> end",
        called={"inner": inner, "m": middle},
    )

    story = Story(calling)
    (task,) = story.state.open_tasks
    calls = Engine().calls(calling, story.state.document)
    story.complete("work")

    assert calls[task.engine_task_id] == "ask/again"
    assert [one for one in story.state.trail if one.endswith("work")] == [
        "ask/again/work",
        "part_work",
    ]
    assert story.complete("work").state.trail == ("work", "work_end", "end")
