"""Tasks, subprocesses and their markers."""

from tests.unit.workflows.bpmn_coverage.rows import (
    Row,
    acts,
    around,
    in_line,
    marked,
    passes,
    receives,
    waits,
)
from tests.unit.workflows.drawing import (
    action,
    call,
    copies,
    draw,
    end,
    node,
    script,
    sources,
    start,
    subprocess,
    table,
    user,
)

INNER = draw(start("in"), user("x"), end("out"), flows="in -> x -> out", key="inner")
TASKS = (
    Row("công việc người làm", "user task", in_line(user("x")), waits("x", "after")),
    Row(
        "công việc thủ công",
        "manual task",
        in_line(node("manualTask", "x")),
        passes,
        "đi qua ngay, như ở Camunda: hệ thống không chờ ai báo xong",
        "is passed at once, as in Camunda: nobody reports it done",
    ),
    Row(
        "công việc dịch vụ",
        "service task",
        in_line(action("x")),
        acts,
        "gọi một hành động đã đăng ký; hành động có thể trả lời bằng mã lỗi BPMN",
        "asks for a registered action, which may answer with a BPMN error code",
    ),
    Row(
        "công việc gửi tin",
        "send task",
        in_line(action("x").replace("serviceTask", "sendTask")),
        acts,
    ),
    Row(
        "công việc nhận tin",
        "receive task",
        in_line(node("receiveTask", "x", messageRef="message_m")),
        receives,
    ),
    Row("công việc kịch bản", "script task", in_line(script("x", "n = 1")), passes),
    Row(
        "công việc theo quy tắc",
        "business rule task",
        sources(
            start(),
            node("businessRuleTask", "x", camunda__decisionRef="t"),
            user("after"),
            end(),
            flows="start -> x -> after -> end",
            t=table("1 => 2", inputs="1"),
        ),
        passes,
    ),
    Row(
        "công việc chưa chọn loại",
        "task without a type",
        in_line(node("task", "x")),
        "unsupported-element",
    ),
    Row(
        "gọi quy trình khác",
        "call activity",
        sources(
            start(),
            call("c", "inner"),
            user("after"),
            end(),
            flows="start -> c -> after -> end",
            called={"inner": INNER},
        ),
        waits("x", "after"),
    ),
    Row(
        "gọi công việc chung (global task)",
        "call of a global task",
        around('<globalUserTask id="g" name="g"/>', in_line(call("x", "g"))),
        "called-process",
    ),
    Row(
        "quy trình con",
        "embedded subprocess",
        in_line(subprocess("x", start("in"), user("deep"), end("out"), flows="in -> deep -> out")),
        waits("deep", "after"),
    ),
    Row(
        "giao dịch",
        "transaction",
        in_line(
            subprocess(
                "x", start("in"), user("deep"), end("out"), flows="in -> deep -> out"
            ).replace("subProcess", "transaction")
        ),
        "unsupported-element",
    ),
    Row(
        "quy trình con tùy biến (ad hoc)",
        "ad-hoc subprocess",
        in_line(f'<adHocSubProcess id="x">{user("deep")}</adHocSubProcess>'),
        "unsupported-element",
    ),
)
MARKERS = (
    Row(
        "lặp",
        "standard loop",
        in_line(user("x", '<standardLoopCharacteristics loopMaximum="2"/>')),
        waits("x", "x", "after"),
        "còn đúng thì còn lặp",
        "goes on while its condition holds",
    ),
    Row(
        "lặp không giới hạn",
        "standard loop without condition or maximum",
        in_line(user("x", "<standardLoopCharacteristics/>")),
        "loop-without-end",
    ),
    Row(
        "nhiều bản song song",
        "multi-instance, parallel",
        in_line(user("x", copies("m", "n"))),
        waits("x", "x", "after", m=[1, 2]),
    ),
    Row(
        "nhiều bản lần lượt",
        "multi-instance, sequential",
        in_line(user("x", copies("m", "n", sequential=True))),
        waits("x", "x", "after", m=[1, 2]),
    ),
    Row(
        "nhiều bản theo số lượng",
        "multi-instance by number",
        in_line(
            user(
                "x",
                "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality>"
                "</multiInstanceLoopCharacteristics>",
            )
        ),
        "unsupported-element",
    ),
    Row(
        "nhiều bản có dữ liệu ra vào theo BPMN",
        "multi-instance with BPMN data references",
        in_line(
            user(
                "x",
                copies("m", "n").replace("></multi", '><inputDataItem id="i" name="i"/></multi'),
            )
        ),
        "unsupported-element",
    ),
    Row(
        "nhiều bản báo sự kiện",
        "multi-instance with behaviour",
        in_line(
            user(
                "x",
                copies("m", "n").replace(
                    "<multiInstanceLoopCharacteristics",
                    '<multiInstanceLoopCharacteristics behavior="None"',
                ),
            )
        ),
        "unsupported-element",
    ),
    Row(
        "bồi hoàn",
        "compensation marker",
        marked('isForCompensation="true"'),
        "unsupported-element",
    ),
    Row(
        "nhận tin để khởi tạo",
        "receive task that instantiates",
        marked('messageRef="message_m" instantiate="true"', "receiveTask"),
        "unsupported-element",
    ),
    Row(
        "số lượng thẻ khác 1",
        "start or completion quantity",
        marked('startQuantity="2"'),
        "unsupported-element",
    ),
)
