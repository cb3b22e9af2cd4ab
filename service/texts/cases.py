"""What is said about cases that are held, taken back or ended, and about steps that failed."""

CASE_TEXTS: dict[str, dict[str, str]] = {
    "case.search_not_allowed": {
        "vi": "Chỉ người kiểm tra, chủ quy trình và bộ phận thường trực tra cứu được mọi hồ sơ.",
        "en": "Only auditors, process owners and the standing body search all cases.",
    },
    "incident.changed": {
        "vi": "Sự cố đã thay đổi từ lúc bạn mở trang. Hãy xem lại rồi quyết định.",
        "en": "The incident has changed since you opened it. Look again, then decide.",
    },
    "incident.damaged": {
        "vi": "Trạng thái đã lưu của hồ sơ bị hỏng, không đọc được.",
        "en": "The saved state of the case is damaged and cannot be read.",
    },
    "incident.failed": {
        "vi": "Chương trình gặp lỗi không lường trước ({error}).",
        "en": "The program met an error nobody foresaw ({error}).",
    },
    "incident.not_allowed": {
        "vi": "Chỉ quản trị viên và chủ quy trình xem được sự cố.",
        "en": "Only administrators and process owners see incidents.",
    },
    "incident.not_executable": {
        "vi": "Sơ đồ của phiên bản này không chạy được nữa.",
        "en": "The diagram of this version can no longer be run.",
    },
    "incident.not_found": {
        "vi": "Không tìm thấy sự cố này.",
        "en": "There is no such incident.",
    },
    "incident.not_now": {
        "vi": "Lúc này chưa thực hiện lại được: bước này không còn chờ, chưa đến hạn hoặc "
        "đang có người xử lý.",
        "en": "It cannot be retried now: the step waits no longer, is not due, or somebody is "
        "at work on it.",
    },
    "incident.not_skippable": {
        "vi": "Không bỏ qua được bước này: hãy sửa dữ liệu rồi thực hiện lại, hoặc đưa hồ sơ "
        "về bước trước.",
        "en": "This step cannot be skipped: change the data and retry, or take the case back "
        "to an earlier step.",
    },
    "incident.nothing_asked": {
        "vi": "Chưa ai đề nghị bỏ qua bước này.",
        "en": "Nobody has asked to skip this step.",
    },
    "incident.person_retries": {
        "vi": "Bước này do người thực hiện công việc gửi lại: nội dung họ nhập vẫn được giữ.",
        "en": "The person whose task it is sends it again: what they entered is kept.",
    },
    "incident.resolved": {
        "vi": "Sự cố này đã được xử lý xong.",
        "en": "This incident is resolved already.",
    },
    "incident.same_person": {
        "vi": "Người đề nghị bỏ qua không được tự mình xác nhận; cần người thứ hai.",
        "en": "Whoever asked for the skip may not confirm it; it takes a second person.",
    },
    "incident.step_failed": {
        "vi": "Bước này không thực hiện được: {reason}",
        "en": "The step could not be carried out: {reason}",
    },
    "incident.too_much": {
        "vi": "Bước này kéo theo quá nhiều việc cùng lúc, vượt giới hạn an toàn.",
        "en": "The step led to more work at once than the safe limit allows.",
    },
    "instance.changed": {
        "vi": "Hồ sơ đã đi tiếp từ lúc bạn mở trang. Hãy xem lại rồi quyết định.",
        "en": "The case has moved since you opened the page. Look again, then decide.",
    },
    "instance.ended": {
        "vi": "Hồ sơ này đã kết thúc.",
        "en": "This case has ended.",
    },
    "instance.exists": {
        "vi": "Quy trình “{process}” của “{key}” đã được mở.",
        "en": "Process “{process}” has already been started for “{key}”.",
    },
    "instance.no_way_back": {
        "vi": "Không đưa hồ sơ về bước “{element}” được: hồ sơ chưa qua bước này, hoặc đang "
        "bỏ phiếu hay có nhiều nhánh cùng chạy.",
        "en": "The case cannot go back to “{element}”: it has not been there, or a ballot or "
        "several branches are under way.",
    },
    "instance.not_allowed": {
        "vi": "Chỉ quản trị viên được tạm ngưng, hủy hoặc sửa tiến trình của hồ sơ.",
        "en": "Only administrators suspend, cancel or mend a case.",
    },
    "instance.not_found": {
        "vi": "Không tìm thấy hồ sơ này.",
        "en": "There is no such case.",
    },
    "instance.not_started": {
        "vi": "“{name}” đã được ghi lại nhưng chưa chạy: quy trình gặp lỗi ngay từ đầu. Quản trị "
        "viên đã thấy sự cố và sẽ cho chạy sau khi xử lý; không cần mở lại.",
        "en": "“{name}” is kept but has not begun: the process failed at once. An administrator "
        "sees the incident and begins it once the cause is dealt with; do not open it again.",
    },
    "instance.not_suspended": {
        "vi": "Hồ sơ này không bị tạm ngưng.",
        "en": "This case is not suspended.",
    },
    "instance.others_run": {
        "vi": "Đợt thi đua còn {number} hồ sơ đang chạy; hãy kết thúc hoặc hủy các hồ sơ đó trước.",
        "en": "{number} other cases of the campaign are running; end or cancel them first.",
    },
    "instance.suspended": {
        "vi": "Quản trị viên đang tạm ngưng hồ sơ này: {reason}. Nội dung bạn nhập không mất; "
        "hãy gửi lại khi hồ sơ được tiếp tục.",
        "en": "An administrator has suspended this case: {reason}. Nothing you entered is "
        "lost; send it again once the case goes on.",
    },
    "step.failed": {
        "vi": "“{name}” chưa hoàn thành được: quy trình gặp lỗi ở bước tiếp theo. Không có gì "
        "bị thay đổi, nội dung bạn nhập vẫn còn. Quản trị viên thấy lỗi này trong mục "
        "Sự cố; khi đã xử lý, hãy gửi lại.",
        "en": "“{name}” could not be completed: the process failed at the step that follows. "
        "Nothing was changed and what you entered is kept. Administrators see the "
        "failure under Incidents; send it again once it is dealt with.",
    },
}
