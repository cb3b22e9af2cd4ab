"""Pools, lanes, data, artifacts, and diagrams of other kinds."""

from tests.unit.workflows.bpmn_coverage.connections import POOLS
from tests.unit.workflows.bpmn_coverage.rows import (
    DRAWN_EN,
    DRAWN_VI,
    Row,
    around,
    in_line,
    inside,
    instead,
    waits,
)
from tests.unit.workflows.drawing import (
    end,
    sources,
    start,
    user,
)
from workflows import Sources

LANES = '<laneSet id="ls"><lane id="l" name="Unit"><flowNodeRef>x</flowNodeRef></lane></laneSet>'
STORED = (
    '<property id="pr" name="pr"/><dataInputAssociation id="dia"><sourceRef>r</sourceRef>'
    "<targetRef>pr</targetRef></dataInputAssociation>"
)
CONVERTED = STORED.replace(
    "</dataInputAssociation>", "<transformation>x</transformation></dataInputAssociation>"
)
DRAWINGS = (
    Row(
        "làn",
        "lane",
        sources(
            LANES, start(), user("x"), user("after"), end(), flows="start -> x -> after -> end"
        ),
        waits("x", "after"),
    ),
    Row(
        "bể (pool)",
        "pool",
        around(POOLS, in_line(user("x"))),
        waits("x", "after"),
        "một bể có quy trình, các bể khác để trống",
        "one with the process, the others empty",
    ),
    Row(
        "hai quy trình thực thi",
        "two executable processes",
        around('<process id="q" isExecutable="true"/>', in_line(user("x"))),
        "one-process",
    ),
    Row(
        "ghi chú",
        "text annotation",
        inside('<textAnnotation id="t"><text>t</text></textAnnotation>'),
        waits("x", "after"),
        DRAWN_VI,
        DRAWN_EN,
    ),
    Row("nhóm", "group", inside('<group id="g"/>'), waits("x", "after"), DRAWN_VI, DRAWN_EN),
    Row(
        "đường nối",
        "association",
        inside('<textAnnotation id="t"/><association id="a" sourceRef="x" targetRef="t"/>'),
        waits("x", "after"),
        DRAWN_VI,
        DRAWN_EN,
    ),
    Row(
        "đối tượng dữ liệu",
        "data object",
        inside('<dataObject id="d"/><dataObjectReference id="r" dataObjectRef="d"/>'),
        waits("x", "after"),
        DRAWN_VI,
        DRAWN_EN,
    ),
    Row(
        "kho dữ liệu",
        "data store",
        around(
            '<dataStore id="ds" name="ds"/>',
            inside('<dataStoreReference id="r" dataStoreRef="ds"/>'),
        ),
        waits("x", "after"),
        DRAWN_VI,
        DRAWN_EN,
    ),
    Row(
        "đường nối dữ liệu",
        "data association",
        Sources(
            "p",
            in_line(user("x", STORED)).diagram.replace(
                "</process>",
                '<dataObject id="d"/><dataObjectReference id="r" dataObjectRef="d"/></process>',
            ),
        ),
        waits("x", "after"),
        DRAWN_VI,
        DRAWN_EN,
    ),
    Row(
        "đường nối dữ liệu có biến đổi",
        "data association with a transformation",
        Sources(
            "p",
            in_line(user("x", CONVERTED)).diagram.replace(
                "</process>",
                '<dataObject id="d"/><dataObjectReference id="r" dataObjectRef="d"/></process>',
            ),
        ),
        "unsupported-element",
    ),
    Row(
        "khai báo dữ liệu ra vào",
        "input and output specification",
        in_line(user("x", '<ioSpecification id="io"><inputSet/><outputSet/></ioSpecification>')),
        "unsupported-element",
    ),
    Row(
        "người thực hiện theo BPMN",
        "potential owner, performer",
        in_line(user("x", '<potentialOwner id="po"/>')),
        "unsupported-element",
        "dùng camunda:candidateGroups",
        "use camunda:candidateGroups",
    ),
    Row(
        "giám sát, kiểm toán",
        "monitoring and auditing",
        in_line(user("x", "<auditing/><monitoring/>")),
        "unsupported-element",
    ),
    Row(
        "vũ đạo (choreography)",
        "choreography",
        instead('<choreography id="ch"><startEvent id="s"/></choreography>'),
        "not-executable",
    ),
    Row(
        "công việc vũ đạo trong quy trình",
        "choreography task in a process",
        in_line(
            '<choreographyTask id="x" initiatingParticipantRef="a">'
            "<participantRef>a</participantRef></choreographyTask>"
        ),
        "unsupported-element",
    ),
    Row(
        "hội thoại",
        "conversation",
        instead('<collaboration id="c"><conversation id="cv"/></collaboration>'),
        "not-executable",
    ),
)
