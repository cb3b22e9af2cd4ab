"""Gateways and flows."""

from tests.unit.workflows.bpmn_coverage.rows import (
    DRAWN_EN,
    DRAWN_VI,
    Row,
    around,
    first_wins,
    in_line,
    marked,
    opens,
    split,
    waits,
)
from tests.unit.workflows.drawing import (
    catch,
    end,
    event_gateway,
    node,
    parallel,
    sources,
    start,
    timer,
    user,
    xor,
)

POOLS = (
    '<collaboration id="c"><participant id="ours" name="ours" processRef="p"/>'
    '<participant id="theirs" name="theirs"/>'
    '<messageFlow id="letter" sourceRef="theirs" targetRef="ours"/></collaboration>'
)
GATEWAYS = (
    Row("cổng loại trừ", "exclusive gateway", split(xor("x"), conditions=True), opens("a")),
    Row(
        "cổng bao hàm",
        "inclusive gateway",
        split(node("inclusiveGateway", "x"), conditions=True),
        opens("a", "b"),
        "gộp khi không nhánh nào còn có thể tới",
        "joins when nothing more can come",
    ),
    Row(
        "cổng song song",
        "parallel gateway",
        split(parallel("x"), conditions=False),
        opens("a", "b", "c"),
    ),
    Row(
        "cổng sự kiện",
        "event-based gateway",
        sources(
            start(),
            event_gateway("x"),
            catch("first", timer("P1D", "timeDuration")),
            catch("second", timer("P2D", "timeDuration")),
            xor("one"),
            user("after"),
            end(),
            flows="""start -> x -> first -> one -> after -> end
                         x -> second -> one""",
        ),
        first_wins,
        "kể cả hai đồng hồ",
        "two timers as well",
    ),
    Row(
        "cổng sự kiện song song",
        "event-based gateway, parallel",
        marked('eventGatewayType="Parallel"', "eventBasedGateway"),
        "unsupported-element",
    ),
    Row(
        "cổng sự kiện để khởi tạo",
        "event-based gateway that instantiates",
        marked('instantiate="true"', "eventBasedGateway"),
        "unsupported-element",
    ),
    Row(
        "cổng phức hợp",
        "complex gateway",
        in_line(node("complexGateway", "x")),
        "unsupported-element",
    ),
)
FLOWS = (
    Row("mũi tên", "sequence flow", in_line(xor("x")), waits("after")),
    Row(
        "mũi tên có điều kiện ra khỏi công việc",
        "conditional flow out of a task",
        sources(
            start(),
            node("manualTask", "x"),
            user("a"),
            user("b"),
            end(),
            end("other"),
            flows="start -> x -[${1 == 1}]-> a -> end \n x -*-> b -> other",
        ),
        opens("a"),
        "mọi mũi tên có điều kiện đúng, không có thì mũi tên mặc định",
        "every flow whose condition holds, else the default",
    ),
    Row(
        "mũi tên có điều kiện, không có mặc định",
        "conditional flows without a default",
        sources(start(), user("x"), end(), flows="start -> x -[${1 == 1}]-> end"),
        "no-default",
    ),
    Row(
        "nhiều mũi tên thường ra khỏi công việc",
        "several plain flows out of a task",
        sources(
            start(),
            user("x"),
            user("a"),
            user("b"),
            end(),
            end("other"),
            flows="start -> x -> a -> end \n x -> b -> other",
        ),
        "several-outgoing",
    ),
    Row(
        "điều kiện ở nơi khác",
        "condition anywhere else",
        sources(start(), parallel("x"), end(), flows="start -> x -[${1 == 1}]-> end"),
        "condition-ignored",
    ),
    Row(
        "nhiều sự kiện bắt đầu",
        "several start events",
        sources(start(), start("other"), xor("x"), end(), flows="start -> x -> end \n other -> x"),
        "one-start",
    ),
    Row(
        "luồng tin",
        "message flow",
        around(POOLS, in_line(user("x"))),
        waits("x", "after"),
        DRAWN_VI,
        DRAWN_EN,
    ),
)
