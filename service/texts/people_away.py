"""What is said about people away, tasks handed on, and whoever keeps away from a case."""

AWAY_TEXTS: dict[str, dict[str, str]] = {
    "absence.leaves_nobody": {
        "vi": "Nếu vậy, {number} công việc không còn ai làm được: {tasks}. Hãy chọn người thay "
        "khác, hoặc xác nhận và nhờ quản trị viên giao lại.",
        "en": "Then nobody would be left for {number} tasks: {tasks}. Choose another substitute, "
        "or confirm and have an administrator reassign them.",
    },
    "absence.not_allowed": {
        "vi": "Chỉ chính người đó, trưởng đơn vị của họ và quản trị viên ghi được việc này.",
        "en": "Only the person, the head of their unit and administrators record this.",
    },
    "absence.not_found": {
        "vi": "Không tìm thấy lần vắng mặt này.",
        "en": "There is no such absence.",
    },
    "absence.over": {
        "vi": "Lần vắng mặt này đã kết thúc.",
        "en": "This absence is over.",
    },
    "absence.overlaps": {
        "vi": "Đã ghi một lần vắng mặt trùng những ngày này; hãy kết thúc lần đó trước.",
        "en": "An absence on some of these days is recorded already; end that one first.",
    },
    "delegation.not_found": {
        "vi": "Không tìm thấy ủy quyền này.",
        "en": "There is no such delegation.",
    },
    "delegation.over": {
        "vi": "Ủy quyền này đã kết thúc.",
        "en": "This delegation is over.",
    },
    "incident.nobody_reassigns": {
        "vi": "Không có bước nào hỏng để thực hiện lại: hãy giao lại công việc cho người khác.",
        "en": "No step has failed here: reassign the task to somebody else.",
    },
    "interest.declared_before": {
        "vi": "Việc này đã được khai.",
        "en": "This has been declared already.",
    },
    "interest.not_allowed": {
        "vi": "Chỉ chính người đó và bộ phận thường trực khai được việc này.",
        "en": "Only the person and the standing body declare this.",
    },
    "interest.not_found": {
        "vi": "Không tìm thấy lời khai này.",
        "en": "There is no such declaration.",
    },
    "interest.over": {
        "vi": "Lời khai này đã được rút.",
        "en": "This declaration has been taken back.",
    },
    "interest.own": {
        "vi": "Không tự rút lời khai về chính mình; bộ phận thường trực làm việc đó.",
        "en": "Nobody takes back a declaration about themselves; the standing body does.",
    },
    "task.ballot": {
        "vi": "Phiếu biểu quyết là của riêng từng thành viên, không giao cho người khác.",
        "en": "A ballot paper is that member's alone and is given to nobody else.",
    },
    "task.delegated_before": {
        "vi": "Bạn đang làm thay người khác, nên không giao tiếp được; hãy trả lại công việc.",
        "en": "You do this in somebody's stead and cannot hand it on; give it back instead.",
    },
    "task.interest": {
        "vi": "Có khai lợi ích liên quan đến hồ sơ này, nên bạn không tham gia quyết định.",
        "en": "An interest in this case has been declared, so you take no part in deciding it.",
    },
    "task.nobody_left": {
        "vi": "Không còn ai làm được công việc “{name}”: người được giao vắng mặt, tài khoản đã "
        "đóng, hoặc phải tránh hồ sơ này. Hãy giao lại cho người khác.",
        "en": "Nobody is left who may do “{name}”: those it is for are away, have closed "
        "accounts, or keep away from this case. Reassign it to somebody else.",
    },
    "task.not_delegated": {
        "vi": "Không ai đang giữ công việc này thay bạn.",
        "en": "Nobody has this task in your stead.",
    },
    "task.own_proposal": {
        "vi": "Bạn là người giới thiệu trường hợp này, nên người khác thẩm định.",
        "en": "You proposed this nominee, so somebody else judges the case.",
    },
    "task.own_unit": {
        "vi": "Trường hợp này thuộc đơn vị của bạn; theo quy định của đợt, người khác thẩm định.",
        "en": "The case is of your own unit; by the rules of the campaign somebody else judges it.",
    },
    "task.reassign_not_allowed": {
        "vi": "Chỉ quản trị viên và trưởng đơn vị giao lại công việc, và không phải hồ sơ của "
        "chính mình.",
        "en": "Only administrators and the head of the unit reassign a task, and never one of "
        "their own nomination.",
    },
    "task.receiver_away": {
        "vi": "{name} vắng mặt trong những ngày đó; hãy chọn người khác.",
        "en": "{name} is away on those days; choose somebody else.",
    },
    "task.receiver_keeps_away": {
        "vi": "Người này phải tránh hồ sơ; hãy chọn người khác.",
        "en": "This person has to keep away from the case; choose somebody else.",
    },
    "task.relative": {
        "vi": "Người được đề nghị là người thân của bạn, nên bạn không tham gia quyết định.",
        "en": "The nominee is a relative of yours, so you take no part in deciding the case.",
    },
    "task.signed_before": {
        "vi": "Bạn đã ký trường hợp này ở cấp trước, nên người khác thẩm định.",
        "en": "You signed for this case at an earlier level, so somebody else judges it.",
    },
    "task.stands_in_for_tied": {
        "vi": "Người bạn làm thay phải tránh hồ sơ này, nên bạn cũng không làm thay được.",
        "en": "Whoever you stand in for has to keep away from this case, and so have you.",
    },
    "task.stands_in_no_more": {
        "vi": "Thời gian làm thay đã hết; công việc trở lại với người được thay.",
        "en": "You stand in no longer; the task goes back to whoever you stood in for.",
    },
    "task.not_sent": {
        "vi": "Chỉ người đã gửi công việc này rút lại được.",
        "en": "Only whoever sent this task recalls it.",
    },
    "task.touched": {
        "vi": "Không rút lại được “{name}”: hồ sơ đã đi tiếp, người khác đã nhận việc, hoặc "
        "kết quả đã báo cho hồ sơ khác. Bộ phận thường trực trả lại được để bổ sung.",
        "en": "“{name}” cannot be recalled: the case went on, somebody has taken the next task, or "
        "other cases were told. The standing body can return it for supplement.",
    },
    "task.to_oneself": {
        "vi": "Hãy chọn một người khác, không phải chính bạn.",
        "en": "Choose somebody else, not yourself.",
    },
}
