"""What other tools write, said in the words of this engine."""

import pytest

from tests.unit.workflows.importing.foreign import choice, condition, diagram, rules, said
from workflows import Choice, DefinitionRejected, Engine, Sources, translate

EXTENSIONS = "<extensionElements>{}</extensionElements>"
OWNERS = (
    "<resourceAssignmentExpression><formalExpression>group(staff), group(board)"
    "</formalExpression></resourceAssignmentExpression>"
)
SCHEMA = '<spiffworkflow:property name="formJsonSchemaFilename" value="opinion-schema.json"/>'
OUTPUT = '<camunda:outputParameter name="a">1</camunda:outputParameter>'


def extended(tag, extension, attributes=""):
    return diagram(f'<{tag} id="x" {attributes}>{EXTENSIONS.format(extension)}</{tag}>')


@pytest.mark.parametrize(
    ("middle", "expected"),
    [
        ('<task id="x"/>', ("task", "userTask")),
        ('<subProcess id="x"/>', ("subProcess ∅", "userTask")),
        ('<userTask id="x" operaton:formKey="f"/>', "camunda:formKey"),
        (
            '<userTask id="x" camunda:candidateGroups="${a &amp;&amp; b ? \'staff\' : c}"/>',
            "${'staff' if a and b else c}",
        ),
        ('<userTask id="x" camunda:formKey="camunda-forms:deployment:f.form"/>', "f"),
        ('<userTask id="x" camunda:asyncBefore="true"/>', ("camunda:asyncBefore true", "")),
        (
            '<serviceTask id="x" camunda:type="external" camunda:topic="archive"/>',
            "thidua:action archive",
        ),
        (
            f'<userTask id="x"><potentialOwner id="o">{OWNERS}</potentialOwner></userTask>',
            "staff,board",
        ),
        ('<task id="x"><monitoring/></task>', ("monitoring", "")),
    ],
)
def test_what_means_the_same_is_translated_and_listed(middle, expected):
    found = said(diagram(middle))

    assert any(
        one == expected or (isinstance(expected, str) and one[1].endswith(expected))
        for one in found
    )


@pytest.mark.parametrize(
    ("tag", "extension", "expected"),
    [
        (
            "businessRuleTask",
            "<spiffworkflow:calledDecisionId>eligibility</spiffworkflow:calledDecisionId>",
            ("spiffworkflow:calledDecisionId eligibility", "camunda:decisionRef eligibility"),
        ),
        (
            "userTask",
            f"<spiffworkflow:properties>{SCHEMA}</spiffworkflow:properties>",
            ("formJsonSchemaFilename opinion-schema.json", "camunda:formKey opinion"),
        ),
        (
            "userTask",
            "<spiffworkflow:instructionsForEndUser>Read.</spiffworkflow:instructionsForEndUser>",
            ("spiffworkflow:instructionsForEndUser", "documentation"),
        ),
        (
            "businessRuleTask",
            '<zeebe:calledDecision decisionId="risk"/>',
            ("zeebe:calledDecision risk", "camunda:decisionRef risk"),
        ),
        (
            "serviceTask",
            '<zeebe:taskDefinition type="archive"/>',
            ("zeebe:taskDefinition archive", "thidua:action archive"),
        ),
    ],
)
def test_an_extension_that_means_the_same_becomes_an_attribute(tag, extension, expected):
    text = extended(tag, extension)

    assert expected in said(text)
    assert "no-effect" not in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        diagram('<serviceTask id="x" camunda:class="org.example.Do"/>'),
        diagram('<serviceTask id="x" camunda:expression="${bean.do()}"/>'),
        diagram('<serviceTask id="x" operaton:delegateExpression="${bean}"/>'),
        extended("userTask", '<camunda:taskListener event="create" class="org.example.Do"/>'),
        extended("serviceTask", "<camunda:connector/>", 'camunda:topic="a"'),
        extended("userTask", "<spiffworkflow:preScript>x = 1</spiffworkflow:preScript>"),
        extended("userTask", "<spiffworkflow:postScript>import os</spiffworkflow:postScript>"),
        extended("serviceTask", '<spiffworkflow:serviceTaskOperator id="http/Get"/>'),
    ],
)
def test_what_carries_code_is_refused_and_not_translated(text):
    assert "carries-code" in rules(text)


@pytest.mark.parametrize(
    ("found", "becomes"),
    [
        ("${amount &gt; 100 &amp;&amp; !rejected}", "${amount > 100 and (not rejected)}"),
        ("#{approved}", "${approved}"),
        ("approved == True", "${approved == True}"),
        ('= risk = "red"', "${risk == 'red'}"),
    ],
)
def test_a_condition_of_another_tool_is_translated(found, becomes):
    (translation,) = translate(choice(condition(found), "", default="no")).translations

    assert translation.element_id == "yes"
    assert translation.line == 7
    assert translation.becomes == becomes


@pytest.mark.parametrize("found", ["Premium", "only on Fridays", "${bean.isOpen()}", "${a = 5}"])
def test_a_condition_that_is_no_expression_is_left_for_the_rules(found):
    text = choice(condition(found), "", default="no")

    assert said(text) == []
    assert "expression" in rules(text)


def test_a_condition_in_a_programming_language_is_not_read_as_an_expression():
    scripted = '<conditionExpression language="groovy">a == 1</conditionExpression>'

    assert said(choice(scripted, "", default="no")) == []


@pytest.mark.parametrize(
    ("yes", "no", "default"),
    [("${a}", "${!a}", "no"), ("${!a}", "${a}", "yes"), ("${a == 1}", "${!(a == 1)}", "no")],
)
def test_of_two_answers_that_exclude_each_other_one_is_the_default(yes, no, default):
    text = choice(condition(yes), condition(no))

    assert said(text)[-1][1] == "default"
    assert translate(text).translations[-1].element_id == default
    assert "no-default" not in rules(text)


def test_two_answers_that_do_not_exclude_each_other_are_left_for_the_rules():
    text = choice(condition("${a == 1}"), condition("${a == 2}"))

    assert said(text) == []
    assert "no-default" in rules(text)


def test_flows_that_part_without_a_gateway_all_go_on():
    third = '<sequenceFlow id="three" sourceRef="x" targetRef="end"/></process>'
    text = diagram('<task id="x"/>').replace("</process>", third)
    chosen = Choice(group="staff")

    assert ("2 × sequenceFlow", "parallelGateway x_split") in said(text, chosen)
    assert "several-outgoing" not in rules(text, chosen)


@pytest.mark.parametrize("x", ["left", "", "nan"])
def test_a_shape_without_a_place_does_not_keep_flows_from_parting(x):
    third = '<sequenceFlow id="three" sourceRef="x" targetRef="end"/></process>'
    shape = (
        '<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:c="http://www.omg.org/spec/DD/20100524/DC"><d:BPMNPlane>'
        f'<d:BPMNShape bpmnElement="x"><c:Bounds x="{x}" y="0" width="1" height="1"/>'
        "</d:BPMNShape></d:BPMNPlane></d:BPMNDiagram></definitions>"
    )
    text = diagram('<task id="x"/>').replace("</process>", third)
    drawn = text.replace("</definitions>", shape)

    assert ("2 × sequenceFlow", "parallelGateway x_split") in said(drawn, Choice(group="staff"))


def test_a_quoted_timer_is_unquoted():
    timer = (
        '<intermediateCatchEvent id="x"><timerEventDefinition id="t"><timeDuration>"PT1H"'
        "</timeDuration></timerEventDefinition></intermediateCatchEvent>"
    )

    assert said(diagram(timer)) == [('timeDuration "PT1H"', "PT1H")]


def test_a_message_variable_of_spiff_is_kept_where_the_message_is_caught():
    message = (
        '<message id="m" name="reply"><extensionElements><spiffworkflow:messageVariable>answer'
        "</spiffworkflow:messageVariable></extensionElements></message>"
    )
    text = diagram('<receiveTask id="x" messageRef="m"/>', beside=message)

    assert said(text) == [("spiffworkflow:messageVariable answer", "camunda:resultVariable answer")]
    assert rules(text) == set()


def test_a_task_of_spiff_is_for_the_group_its_lane_is_named_after():
    lanes = (
        '<laneSet id="s"><lane id="l" name="registry"><flowNodeRef>x</flowNodeRef></lane></laneSet>'
    )
    instructions = "<spiffworkflow:unitTests/>"
    text = extended("userTask", instructions).replace(
        '<startEvent id="s', f'{lanes}<startEvent id="s'
    )

    assert ("lane registry", "camunda:candidateGroups registry") in said(text)


def test_the_inputs_of_a_topic_are_the_parameters_of_its_action():
    inputs = (
        '<camunda:inputOutput><camunda:inputParameter name="to">${a.b}</camunda:inputParameter>'
        '<camunda:inputParameter name="kind">letter</camunda:inputParameter></camunda:inputOutput>'
    )
    text = extended("serviceTask", inputs, 'camunda:type="external" camunda:topic="send"')

    assert said(text)[-1][1] == "thidua:parameters ${{'to': a['b'], 'kind': 'letter'}}"
    assert rules(text) <= {"unknown-variable"}


def test_outputs_of_a_topic_are_left_for_the_rules():
    outputs = f"<camunda:inputOutput>{OUTPUT}</camunda:inputOutput>"
    text = extended("serviceTask", outputs, 'camunda:type="external" camunda:topic="send"')

    assert "no-effect" in rules(text)


@pytest.mark.parametrize("mark", ["false", ""])
def test_a_drawing_runs_once_its_process_and_a_group_are_chosen(mark):
    text = diagram('<task id="x"/>', executable=mark)

    chosen = Choice("p", "staff")

    assert rules(text, chosen) == set()
    assert ("candidateGroups —", "candidateGroups staff") in said(text, chosen)


def test_a_drawing_of_which_nothing_was_chosen_is_refused_by_name():
    assert rules(diagram('<task id="x"/>', executable="false")) == {"not-executable"}


def test_a_process_that_is_not_there_cannot_be_chosen():
    with pytest.raises(DefinitionRejected, match="not-executable: p"):
        translate(diagram('<task id="x"/>'), Choice("q"))


def test_of_several_pools_the_one_that_is_marked_is_run():
    other = '<process id="other"><startEvent id="begin"/></process>'
    text = diagram('<userTask id="x" camunda:candidateGroups="staff"/>').replace(
        "</definitions>", f"{other}</definitions>"
    )

    assert rules(text) == set()
    assert [one.id for one in Engine().outline(text).elements] == ["start", "x", "end"]


def test_a_diagram_of_ours_is_not_touched():
    text = diagram('<userTask id="x"  camunda:candidateGroups="${staff}" \n/>').replace(
        "\n", "\r\n"
    )

    translated = translate(text)

    assert translated.text == text
    assert translated.translations == ()


def test_everything_foreign_that_says_nothing_stays_in_the_translation():
    foreign = '<w:thing xmlns:w="urn:w" a="1">&lt;<!-- note --></w:thing>'
    text = "<?go on?><!-- before -->" + extended("task", foreign) + "<!-- after -->"

    translated = translate(text).text

    for kept in ("<?go on?>", "<!-- before -->", 'a="1"', "<!-- note -->", "<!-- after -->"):
        assert kept in translated


def test_an_extension_without_a_namespace_of_its_own_is_left_aside():
    text = extended("task", '<grid size="1"/><x xmlns="">y</x><z xmlns="urn:z"><a/></z>')

    translated = translate(text)

    assert ("extensionElements grid", "") in said(text)
    assert ("extensionElements x", "") in said(text)
    assert "<a/>" in translated.text
    assert "grid" not in translated.text


def test_a_problem_of_the_translation_is_told_at_its_line_in_what_came():
    text = diagram('<task\n id="x"\n name="y"/>\n<task id="z"/>')

    translated = translate(text)
    found = Engine().lint(Sources("p", translated.text))

    lines = {one.element_id: translated.located(one).line for one in found}
    assert lines["x"] == 6
    assert lines["z"] == 7
