"""Small diagrams for tests about running diagrams, written as lists of elements and flows."""

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:thidua="https://thidua.example/bpmn/1.0"'
    ' id="definitions" targetNamespace="https://thidua.example/test">'
)


def diagram(key, elements, flows, messages=()):
    """Put elements between a start and an end event; flows are (source, target[, condition])."""
    declared = "".join(f'<bpmn:message id="m_{name}" name="{name}"/>' for name in messages)
    drawn = "".join(_flow(number, *flow) for number, flow in enumerate(flows))
    return (
        f'{HEAD}{declared}<bpmn:process id="{key}" name="{key}" isExecutable="true">'
        f'<bpmn:startEvent id="begin"/>{"".join(elements)}{drawn}</bpmn:process>'
        "</bpmn:definitions>"
    )


def _flow(number, source, target, condition=None):
    inside = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{condition}'
        "</bpmn:conditionExpression>"
        if condition
        else ""
    )
    return (
        f'<bpmn:sequenceFlow id="flow_{number}" sourceRef="{source}" targetRef="{target}">'
        f"{inside}</bpmn:sequenceFlow>"
    )


def user_task(element_id, group, form=None, due=None):
    form_key = f' camunda:formKey="{form}"' if form else ""
    due_date = f' camunda:dueDate="{due}"' if due else ""
    return (
        f'<bpmn:userTask id="{element_id}" name="{element_id}" camunda:candidateGroups="{group}"'
        f"{form_key}{due_date}/>"
    )


def end(element_id="finish"):
    return f'<bpmn:endEvent id="{element_id}"/>'


def timer(element_id, moment, host=None, interrupting=True, late="fire"):
    tag = "boundaryEvent" if host else "intermediateCatchEvent"
    attached = (
        f' attachedToRef="{host}" cancelActivity="{str(interrupting).lower()}"' if host else ""
    )
    return (
        f'<bpmn:{tag} id="{element_id}"{attached} thidua:late="{late}">'
        f'<bpmn:timerEventDefinition id="{element_id}_timer">'
        f'<bpmn:timeDate xsi:type="bpmn:tFormalExpression">{moment}</bpmn:timeDate>'
        f"</bpmn:timerEventDefinition></bpmn:{tag}>"
    )


def catch(element_id, message):
    return (
        f'<bpmn:intermediateCatchEvent id="{element_id}">'
        f'<bpmn:messageEventDefinition id="{element_id}_message" messageRef="m_{message}"/>'
        "</bpmn:intermediateCatchEvent>"
    )


def throw(element_id, message, process, key, payload="${{}}"):
    return (
        f'<bpmn:intermediateThrowEvent id="{element_id}" thidua:toProcess="{process}"'
        f' thidua:toKey="{key}" thidua:payload="{payload}">'
        f'<bpmn:messageEventDefinition id="{element_id}_message" messageRef="m_{message}"/>'
        "</bpmn:intermediateThrowEvent>"
    )


#: A campaign that only waits for its end.
CAMPAIGN = diagram(
    "campaign",
    [user_task("plan", "standing_body"), timer("closing", "${deadline('closing')}"), end()],
    [("begin", "plan"), ("plan", "closing"), ("closing", "finish")],
)

#: Two reviews one after the other, under reminders and a deadline.
REVIEW = diagram(
    "review",
    [
        user_task("first", "standing_body", form="opinion", due="${deadline('unit_deadline')}"),
        timer(
            "reminder_5",
            "${workdays_before(deadline('unit_deadline'), 5)}",
            host="first",
            interrupting=False,
            late="coalesce",
        ),
        timer(
            "reminder_1",
            "${workdays_before(deadline('unit_deadline'), 1)}",
            host="first",
            interrupting=False,
            late="coalesce",
        ),
        timer("too_late", "${deadline('unit_deadline')}", host="first"),
        user_task("second", "director"),
        user_task("late_review", "standing_body"),
        end(),
        end("reminded_5"),
        end("reminded_1"),
        end("finish_late"),
    ],
    [
        ("begin", "first"),
        ("first", "second"),
        ("second", "finish"),
        ("reminder_5", "reminded_5"),
        ("reminder_1", "reminded_1"),
        ("too_late", "late_review"),
        ("late_review", "finish_late"),
    ],
)

#: Asks another instance something and waits for its word.
ASKING = diagram(
    "asking",
    [
        throw("ask", "question", "answering", "${partner}", "${{'asked': 7}}"),
        catch("hear", "answer"),
        user_task("reflect", "director"),
        end(),
    ],
    [("begin", "ask"), ("ask", "hear"), ("hear", "reflect"), ("reflect", "finish")],
    messages=("question", "answer"),
)

#: Waits to be asked, and answers.
ANSWERING = diagram(
    "answering",
    [
        catch("listen", "question"),
        throw("say", "answer", "asking", "${partner}", "${{'answered': asked}}"),
        end(),
    ],
    [("begin", "listen"), ("listen", "say"), ("say", "finish")],
    messages=("question", "answer"),
)

OPINION = """{"type": "default", "id": "opinion", "schemaVersion": 18, "components": [
  {"type": "checkbox", "key": "agreed", "label": "Đồng ý",
   "properties": {"label_en": "Agreed", "variable": "agreed"}},
  {"type": "textarea", "key": "comment", "label": "Ý kiến", "validate": {"required": true},
   "properties": {"label_en": "Comment"}}]}"""

#: A process that leaves a question to another, and that other one.
CALLING = diagram(
    "calling",
    ['<bpmn:callActivity id="advice" name="Xin ý kiến" calledElement="advising"/>', end()],
    [("begin", "advice"), ("advice", "finish")],
)
ADVISING = diagram(
    "advising",
    [
        user_task("advise", "director", form="opinion"),
        timer("pause", "${workdays_before(deadline('closing'), 3)}"),
        end("advised"),
    ],
    [("begin", "advise"), ("advise", "pause"), ("pause", "advised")],
)
