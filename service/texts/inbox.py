"""What is said about tasks that change hands, reminders and saved views."""

INBOX_TEXTS: dict[str, dict[str, str]] = {
    "handover.gone_on": {
        "vi": "Không hoàn tác được nữa: việc “{name}” đã được làm tiếp hoặc đổi người.",
        "en": "This can no longer be undone: somebody has gone on with “{name}”.",
    },
    "handover.not_found": {
        "vi": "Không có gì để hoàn tác, hoặc đó là thao tác của người khác.",
        "en": "There is nothing to undo, or somebody else did it.",
    },
    "handover.too_late": {
        "vi": "Chỉ hoàn tác được trong 10 phút; việc “{name}” giữ nguyên như hiện nay.",
        "en": "Undoing is possible for 10 minutes; “{name}” stays as it is.",
    },
    "task.remind_nobody": {
        "vi": "Việc này chưa có ai nhận thông báo được: nhóm đang không có người nào.",
        "en": "There is nobody to remind: the group has no members.",
    },
    "task.remind_not_allowed": {
        "vi": "Chỉ bộ phận thường trực, quản trị viên và trưởng đơn vị của hồ sơ được nhắc việc.",
        "en": "Only the standing body, administrators and the head of the unit remind people.",
    },
    "task.remind_oneself": {
        "vi": "Việc này đang ở chỗ ông/bà, không cần nhắc.",
        "en": "This task is yours: there is nobody else to remind.",
    },
    "task.reminded_today": {
        "vi": "Hôm nay đã nhắc việc “{name}” rồi.",
        "en": "“{name}” was already reminded of today.",
    },
    "task.step_differs": {
        "vi": "Việc này thuộc bước khác nên không hoàn thành chung được.",
        "en": "This task is of another step and cannot be completed with the others.",
    },
    "task.answer_alone": {
        "vi": "Câu trả lời này cần thêm nội dung riêng cho từng hồ sơ; xin mở việc để trả lời.",
        "en": "This answer asks for more, case by case; open the task to answer it.",
    },
    "task.one_by_one": {
        "vi": "Biểu mẫu của bước này có câu hỏi phải trả lời riêng cho từng hồ sơ.",
        "en": "The form of this step has questions that must be answered case by case.",
    },
    "view.not_found": {
        "vi": "Không có bộ lọc này, hoặc nó là của người khác.",
        "en": "There is no such view, or it is somebody else's.",
    },
    "view.too_many": {
        "vi": "Mỗi người giữ tối đa {most} bộ lọc; xin xóa bớt một bộ lọc cũ.",
        "en": "A person keeps at most {most} views; remove an old one first.",
    },
    "view.not_member": {
        "vi": "Chỉ chia sẻ được với nhóm mà ông/bà thuộc về.",
        "en": "A view can be shared with a group of one's own only.",
    },
}
