"""What is said about accounts, units, groups, passwords, and requests to correct."""

ACCOUNT_TEXTS: dict[str, dict[str, str]] = {
    "correction.answered": {
        "vi": "Đề nghị này đã được trả lời.",
        "en": "This request has been answered already.",
    },
    "correction.not_allowed": {
        "vi": "Chỉ bộ phận thường trực xem và trả lời đề nghị đính chính của người khác.",
        "en": "Only the standing body sees and answers what others ask to have corrected.",
    },
    "correction.not_found": {
        "vi": "Không tìm thấy đề nghị đính chính này.",
        "en": "There is no such request to correct.",
    },
    "correction.own": {
        "vi": "Không ai được tự trả lời đề nghị của chính mình.",
        "en": "Nobody may answer their own request.",
    },
    "people.already_member": {
        "vi": "{name} đã ở trong nhóm này, hoặc đã được xếp vào từ một ngày sắp tới.",
        "en": "{name} is in this group already, or will be from a later day on.",
    },
    "people.group_unknown": {
        "vi": "Không có nhóm “{group}”.",
        "en": "There is no group “{group}”.",
    },
    "people.inactive": {
        "vi": "Tài khoản của {name} đang bị khóa. Hãy mở lại trước.",
        "en": "The account of {name} is closed. Reopen it first.",
    },
    "people.last_administrator": {
        "vi": "Đây là quản trị viên cuối cùng. Hãy thêm một quản trị viên khác trước.",
        "en": "This is the last administrator. Add another one first.",
    },
    "people.not_allowed": {
        "vi": "Chỉ quản trị viên quản lý tài khoản, đơn vị và nhóm.",
        "en": "Only administrators keep accounts, units and groups.",
    },
    "people.own_account": {
        "vi": "Không ai tự khóa tài khoản của mình; hãy nhờ một quản trị viên khác.",
        "en": "Nobody closes their own account; ask another administrator.",
    },
    "people.own_groups": {
        "vi": "Không ai tự thay đổi nhóm của mình; hãy nhờ một quản trị viên khác.",
        "en": "Nobody changes their own groups; ask another administrator.",
    },
    "people.password_must_change": {
        "vi": "Mật khẩu hiện nay do người khác đặt. Hãy đổi mật khẩu trước khi làm việc khác.",
        "en": "Somebody else chose your password. Change it before you do anything else.",
    },
    "people.password_refused": {
        "vi": "Mật khẩu này chưa dùng được.",
        "en": "This password cannot be used.",
    },
    "people.person_not_found": {
        "vi": "Không tìm thấy người này.",
        "en": "There is no such person.",
    },
    "people.reset_unusable": {
        "vi": "Mã này không dùng được: đã dùng, đã hết hạn hoặc gõ chưa đúng. "
        "Hãy xin quản trị viên một mã mới.",
        "en": "This code cannot be used: it was used, has expired, or is mistyped. "
        "Ask an administrator for a new one.",
    },
    "people.session_not_found": {
        "vi": "Phiên này không còn, hoặc không phải của ông/bà.",
        "en": "This session is over, or not yours.",
    },
    "people.tasks_open": {
        "vi": "Người này còn việc chưa có người nhận thay: {tasks}. "
        "Hãy chọn giao cho ai hoặc trả về nhóm.",
        "en": "The person still has tasks nobody takes over: {tasks}. "
        "Choose who gets each, or give it back to its group.",
    },
    "people.term_not_found": {
        "vi": "Không tìm thấy thời gian tham gia nhóm này.",
        "en": "There is no such time in a group.",
    },
    "people.term_over": {
        "vi": "Thời gian tham gia nhóm này đã kết thúc.",
        "en": "This time in a group is over already.",
    },
    "people.token_not_enough": {
        "vi": "Không dùng mã truy cập của chương trình để làm việc này; hãy đăng nhập.",
        "en": "A program's token is not enough for this; sign in.",
    },
    "people.token_not_found": {
        "vi": "Không tìm thấy mã truy cập này.",
        "en": "There is no such token.",
    },
    "people.too_many_attempts": {
        "vi": "Sai quá nhiều lần. Xin chờ vài phút rồi thử lại.",
        "en": "Too many failed attempts. Please wait a few minutes.",
    },
    "people.unit_dissolved": {
        "vi": "Đơn vị “{unit}” đã giải thể.",
        "en": "The unit “{unit}” is dissolved.",
    },
    "people.unit_in_use": {
        "vi": "Đơn vị “{unit}” còn {number} người được phân công. Hãy cho họ thôi nhóm trước.",
        "en": "{number} people still act for the unit “{unit}”. End their terms first.",
    },
    "people.unit_needed": {
        "vi": "Nhóm {group} cần nêu rõ đơn vị.",
        "en": "The group {group} needs a unit.",
    },
    "people.unit_not_found": {
        "vi": "Không tìm thấy đơn vị này.",
        "en": "There is no such unit.",
    },
    "people.unit_taken": {
        "vi": "Đã có đơn vị mang mã “{unit}”.",
        "en": "There is already a unit with the code “{unit}”.",
    },
    "people.username_taken": {
        "vi": "Tên đăng nhập này đã có người dùng.",
        "en": "This username is taken.",
    },
    "people.username_unknown": {
        "vi": "Không có ai mang tên đăng nhập “{username}”.",
        "en": "Nobody has the username “{username}”.",
    },
    "people.wrong_credentials": {
        "vi": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "en": "The username or the password is wrong.",
    },
    "person.changed": {
        "vi": "Thông tin của {name} đã thay đổi từ lúc bạn mở trang. Hãy xem lại rồi lưu.",
        "en": "What is known of {name} has changed since you opened it. Look again, then save.",
    },
    "unit.changed": {
        "vi": "Đơn vị “{unit}” đã thay đổi từ lúc bạn mở trang. Hãy xem lại rồi lưu.",
        "en": "The unit “{unit}” has changed since you opened it. Look again, then save.",
    },
}
