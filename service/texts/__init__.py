"""The sentences people read below the web, by code and language. Vietnamese comes first."""

from typing import Any

from service.texts.accounts import ACCOUNT_TEXTS
from service.texts.cases import CASE_TEXTS
from service.texts.comments import COMMENT_TEXTS
from service.texts.documents import DOCUMENT_TEXTS
from service.texts.inbox import INBOX_TEXTS
from service.texts.ledger import LEDGER_TEXTS
from service.texts.people_away import AWAY_TEXTS
from service.texts.votes import VOTE_TEXTS

TEXTS: dict[str, dict[str, str]] = {
    **ACCOUNT_TEXTS,
    **CASE_TEXTS,
    **COMMENT_TEXTS,
    **DOCUMENT_TEXTS,
    **INBOX_TEXTS,
    **LEDGER_TEXTS,
    **VOTE_TEXTS,
    **AWAY_TEXTS,
    "answers.invalid": {
        "vi": "Có mục chưa điền đúng.",
        "en": "Some answers cannot be taken.",
    },
    "audit.columns_differ": {
        "vi": "Các cột tra cứu không khớp với nội dung đã niêm phong.",
        "en": "The searchable columns differ from the sealed content.",
    },
    "audit.content_changed": {
        "vi": "Nội dung của mục này đã bị sửa.",
        "en": "The content of this entry was changed.",
    },
    "audit.document_changed": {
        "vi": "Trạng thái quy trình đã bị sửa sau khi được ghi nhận.",
        "en": "The state of the process was changed after it was recorded.",
    },
    "audit.document_missing": {
        "vi": "Trạng thái quy trình đã ghi nhận nay không còn.",
        "en": "The state of a process that was recorded is gone.",
    },
    "audit.document_unrecorded": {
        "vi": "Có quy trình chưa từng được ghi vào sổ.",
        "en": "There is a process that was never recorded.",
    },
    "audit.entry_missing": {
        "vi": "Thiếu mục này trong sổ.",
        "en": "This entry is missing.",
    },
    "audit.head_differs": {
        "vi": "Sổ không kết thúc ở chỗ đã ghi nhận.",
        "en": "The ledger does not end where it says it ends.",
    },
    "audit.not_following": {
        "vi": "Mục này không nối tiếp mục liền trước.",
        "en": "This entry does not follow from the one before.",
    },
    "audit.row_changed": {
        "vi": "Một dòng dữ liệu đã bị sửa sau khi mục này ghi nhận.",
        "en": "A row was changed after this entry recorded it.",
    },
    "audit.row_missing": {
        "vi": "Một dòng dữ liệu mà mục này ghi nhận nay không còn.",
        "en": "A row this entry recorded is gone.",
    },
    "audit.row_unrecorded": {
        "vi": "Có dòng dữ liệu chưa từng được ghi vào sổ.",
        "en": "There is a row that was never recorded.",
    },
    "audit.rows_erased": {
        "vi": "Các dấu kiểm của dòng dữ liệu mà mục này cam kết nay không còn.",
        "en": "The digests of rows this entry commits to are gone.",
    },
    "audit.value_changed": {
        "vi": "Một giá trị đã bị sửa sau khi được cam kết.",
        "en": "A value was changed after it was committed to.",
    },
    "audit.value_unknown": {
        "vi": "Có giá trị mà mục này không hề cam kết.",
        "en": "There is a value this entry never committed to.",
    },
    "calendar.name_taken": {
        "vi": "Đã có bản lịch mang tên “{name}”.",
        "en": "A calendar version is already called “{name}”.",
    },
    "calendar.not_published": {
        "vi": "Chưa công bố lịch làm việc nào.",
        "en": "No working calendar has been published.",
    },
    "campaign.archived": {
        "vi": "Đợt thi đua “{campaign}” đã lưu trữ, không thay đổi được nữa.",
        "en": "The campaign “{campaign}” is archived and cannot be changed any more.",
    },
    "campaign.exists": {
        "vi": "Đã có đợt thi đua mang mã “{campaign}”.",
        "en": "There already is a campaign with the code “{campaign}”.",
    },
    "campaign.not_found": {
        "vi": "Không có đợt thi đua mang mã “{campaign}”.",
        "en": "There is no campaign with the code “{campaign}”.",
    },
    "campaign.not_allowed": {
        "vi": "Chỉ bộ phận thường trực và quản trị viên được mở đợt thi đua.",
        "en": "Only the standing body and administrators open a campaign.",
    },
    "complaint.too_late": {
        "vi": "Danh sách đã chốt và trình Hội đồng, nên không nhận ý kiến về “{name}” ở đây nữa. "
        "Xin gửi đơn bằng văn bản đến bộ phận thường trực; nếu có căn cứ, bộ phận thường trực sẽ "
        "tạm dừng đề nghị để xác minh.",
        "en": "The list is settled and before the council, so nothing about “{name}” is taken "
        "here any more. Send a letter to the standing body; where there is a ground, it suspends "
        "the nomination until the matter is verified.",
    },
    "conflict.busy": {
        "vi": "Hệ thống đang bận. Xin thử lại sau giây lát.",
        "en": "The system is busy. Please try again in a moment.",
    },
    "conflict.changed": {
        "vi": "Người khác vừa thay đổi nội dung này.",
        "en": "Somebody else changed this at the same moment.",
    },
    "deadline.not_allowed": {
        "vi": "Chỉ bộ phận thường trực và quản trị viên được điều chỉnh thời hạn.",
        "en": "Only the standing body and administrators move a deadline.",
    },
    "deadline.not_found": {
        "vi": "Đợt thi đua không có mốc thời hạn “{name}”.",
        "en": "The campaign has no deadline “{name}”.",
    },
    "database.unreachable": {
        "vi": "Cơ sở dữ liệu không trả lời: {reason}. Kiểm tra máy chủ và THIDUA_DATABASE_URL.",
        "en": "The database does not answer: {reason}. Check its server and THIDUA_DATABASE_URL.",
    },
    "definition.already_deployed": {
        "vi": "Bản nháp này của “{key}” đã được công bố thành phiên bản {version}. "
        "Muốn công bố khác đi, xin nhập lại tệp.",
        "en": "This draft of “{key}” was deployed as version {version}. "
        "To deploy it differently, import the file again.",
    },
    "definition.draft_changed": {
        "vi": "{who} đã lưu bản nháp mới hơn của “{key}” (lần {revision}). Xin xem lại bản ấy.",
        "en": "{who} saved a newer draft of “{key}” meanwhile (revision {revision}). "
        "Look at it first.",
    },
    "definition.key_unusable": {
        "vi": "“{key}” không dùng làm mã quy trình được. Tên tệp bắt đầu bằng chữ cái không dấu, "
        "tiếp theo là chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới; tối đa 80 ký tự.",
        "en": "“{key}” cannot be the key of a process. Let the file name begin with a letter, "
        "then letters without accents, digits, full stops, hyphens, underscores; up to 80.",
    },
    "definition.own_draft": {
        "vi": "Ông/bà đã vẽ hoặc nhập bản nháp này nên không tự công bố được. Xin nhờ người phụ "
        "trách quy trình khác hoặc quản trị viên xem và công bố.",
        "en": "You drew or imported this draft, so you cannot deploy it yourself. Ask another "
        "process owner or an administrator to look at it and deploy it.",
    },
    "definition.no_draft": {
        "vi": "Chưa nhập bản nháp nào mang mã “{key}”.",
        "en": "No draft with the key “{key}” has been imported.",
    },
    "definition.not_allowed": {
        "vi": "Chỉ người phụ trách quy trình được vẽ và nhập sơ đồ; người phụ trách khác hoặc "
        "quản trị viên công bố.",
        "en": "Only process owners draw and import diagrams; another one, or an administrator, "
        "deploys them.",
    },
    "definition.not_imported": {
        "vi": "“{name}” không nhập được; chưa có gì thay đổi.",
        "en": "“{name}” cannot be imported; nothing has changed.",
    },
    "definition.unchanged": {
        "vi": "“{key}” không khác phiên bản {version} đang có hiệu lực.",
        "en": "“{key}” does not differ from version {version}, which is in force.",
    },
    "definition.not_found": {
        "vi": "Chưa triển khai “{key}” ({kind}).",
        "en": "“{key}” ({kind}) has not been deployed.",
    },
    "definition.refused": {
        "vi": "“{name}” chưa thể công bố.",
        "en": "“{name}” cannot be deployed.",
    },
    "migration.moved_on": {
        "vi": "Hồ sơ {key} đã đi tiếp sau khi chuyển, nên không hoàn tác được nữa.",
        "en": "Case {key} has gone on since it was moved; the move can no longer be undone.",
    },
    "migration.not_allowed": {
        "vi": "Chỉ chủ quy trình và quản trị viên được chuyển hồ sơ sang phiên bản khác.",
        "en": "Only process owners and administrators move cases to another version.",
    },
    "migration.not_found": {
        "vi": "Không có lần chuyển nào của hồ sơ này để hoàn tác.",
        "en": "There is no move of this case to undo.",
    },
    "migration.too_late": {
        "vi": "Hồ sơ {key} đã chuyển hơn một ngày trước, nên không hoàn tác được nữa.",
        "en": "Case {key} was moved more than a day ago; the move can no longer be undone.",
    },
    "migration.undone": {
        "vi": "Lần chuyển hồ sơ {key} đã được hoàn tác.",
        "en": "The move of case {key} has been undone already.",
    },
    "migration.unknown_instance": {
        "vi": "Không có hồ sơ nào đang chạy phiên bản này với số hoặc mã “{key}”.",
        "en": "No case with the number or key “{key}” runs on this version.",
    },
    "migration.unknown_version": {
        "vi": "Quy trình “{key}” không có phiên bản {version}.",
        "en": "Process “{key}” has no version {version}.",
    },
    "nomination.ended": {
        "vi": "Đề nghị cho “{name}” đã kết thúc, không thay đổi được nữa.",
        "en": "The nomination of “{name}” has ended and cannot be changed any more.",
    },
    "nomination.leaving": {
        "vi": "Đề nghị cho “{name}” vừa được rút hoặc kết luận, đang kết thúc.",
        "en": "The nomination of “{name}” was just withdrawn or concluded, and is about to end.",
    },
    "nomination.not_allowed": {
        "vi": "Ông/bà không có quyền làm việc này với hồ sơ.",
        "en": "You may not do this with the nomination.",
    },
    "nomination.not_found": {
        "vi": "Không tìm thấy đề nghị này.",
        "en": "There is no such nomination.",
    },
    "nomination.not_suspended": {
        "vi": "Đề nghị cho “{name}” không bị tạm dừng.",
        "en": "The nomination of “{name}” is not suspended.",
    },
    "nomination.suspended": {
        "vi": "Hồ sơ đang tạm dừng chờ kết luận, chưa thể làm tiếp: {name}.",
        "en": "The nomination is suspended until a conclusion is recorded: {name}.",
    },
    "rehearsal.read_only": {
        "vi": "Đợt diễn tập đã kết thúc, chỉ để xem.",
        "en": "The rehearsal is over and can only be looked at.",
    },
    "replay.unknown_case": {
        "vi": "Không có hồ sơ đã kết thúc nào với số hoặc mã “{key}”.",
        "en": "No finished case has the number or key “{key}”.",
    },
    "request.key_reused": {
        "vi": "Khóa Idempotency-Key này đã dùng cho một yêu cầu khác.",
        "en": "This Idempotency-Key was used for another request.",
    },
    "request.key_too_long": {
        "vi": "Khóa Idempotency-Key quá dài.",
        "en": "The Idempotency-Key is too long.",
    },
    "setting.not_found": {
        "vi": "Đợt thi đua chưa có thiết lập “{name}”.",
        "en": "The campaign has no setting “{name}”.",
    },
    "setting.database": {
        "vi": "Địa chỉ cơ sở dữ liệu {value} không dùng được: viết sqlite:///đường/dẫn/tệp.db hoặc"
        " postgresql://người-dùng@máy/tên.",
        "en": "The database address {value} cannot be used: write sqlite:///path/to/file.db or"
        " postgresql://user@host/name.",
    },
    "setting.folder": {
        "vi": "Không dùng được thư mục {value}: {reason}.",
        "en": "The folder {value} cannot be used: {reason}.",
    },
    "setting.host": {
        "vi": "Không thể phục vụ tại HOST={value}: {reason}.",
        "en": "Cannot serve at HOST={value}: {reason}.",
    },
    "setting.mail": {
        "vi": "THIDUA_MAIL={value} không dùng được: viết console, smtp://máy-chủ:cổng,"
        " smtp+starttls://người-dùng@máy-chủ hoặc smtps://người-dùng@máy-chủ.",
        "en": "THIDUA_MAIL={value} cannot be used: write console, smtp://host:port,"
        " smtp+starttls://user@host or smtps://user@host.",
    },
    "setting.mail_overheard": {
        "vi": "THIDUA_MAIL={value} sẽ gửi mật khẩu không mã hóa: viết smtp+starttls:// hoặc smtps://.",
        "en": "THIDUA_MAIL={value} would send a password unencrypted: write smtp+starttls:// or"
        " smtps://.",
    },
    "setting.mail_password": {
        "vi": "Không đọc được mật khẩu của máy chủ thư trong tệp {file}: ghi mật khẩu vào tệp đó,"
        " chỉ chủ tệp được đọc, hoặc đặt THIDUA_MAIL_PASSWORD_FILE.",
        "en": "The password for the mail server cannot be read from {file}: write it there,"
        " readable by its owner only, or set THIDUA_MAIL_PASSWORD_FILE.",
    },
    "setting.mail_password_accents": {
        "vi": "Mật khẩu của máy chủ thư trong tệp {file} có chữ có dấu, không gửi đi được: đổi sang"
        " mật khẩu không dấu.",
        "en": "The password for the mail server in {file} has letters with accents, which cannot be"
        " sent: change to one without.",
    },
    "setting.mail_password_shown": {
        "vi": "Không ghi mật khẩu trong THIDUA_MAIL: ghi vào tệp {file}.",
        "en": "Write no password into THIDUA_MAIL: write it into the file {file}.",
    },
    "setting.port": {
        "vi": "Cổng {value} không dùng được: chọn số từ 1 đến 65535, chẳng hạn PORT=8001.",
        "en": "Port {value} cannot be used: choose a number from 1 to 65535, such as PORT=8001.",
    },
    "setting.port_taken": {
        "vi": "Cổng {value} trên {host} đang có chương trình khác dùng. Hãy tắt chương trình đó"
        " hoặc chọn cổng khác: PORT=8001 make run",
        "en": "Port {value} on {host} is taken. Stop what uses it or choose another:"
        " PORT=8001 make run",
    },
    "setting.whole_number": {
        "vi": "{name}={value} không dùng được: cần một số nguyên.",
        "en": "{name}={value} cannot be used: a whole number is needed.",
    },
    "task.cancelled": {
        "vi": "Việc “{name}” không còn nữa: quy trình đã đi tiếp mà không cần nó.",
        "en": "“{name}” is gone: the process went on without it.",
    },
    "task.changed": {
        "vi": "Việc “{name}” đã thay đổi từ lúc ông/bà mở trang. Nội dung đã nhập được giữ lại.",
        "en": "“{name}” has changed since you opened it. What you entered is kept.",
    },
    "task.claimed_by_other": {
        "vi": "Người khác đã nhận việc này.",
        "en": "Somebody else has claimed this task.",
    },
    "task.completed": {
        "vi": "Việc “{name}” đã được {by} hoàn thành lúc {at}.",
        "en": "“{name}” was completed by {by} at {at}.",
    },
    "task.named_person": {
        "vi": "Việc này giao đích danh nên không trả lại nhóm được.",
        "en": "This task names a person and cannot be given back.",
    },
    "task.not_claimed": {
        "vi": "Ông/bà chưa nhận việc này.",
        "en": "You have not claimed this task.",
    },
    "task.not_found": {
        "vi": "Không tìm thấy việc này.",
        "en": "There is no such task.",
    },
    "task.not_offered": {
        "vi": "Việc này không giao cho nhóm hoặc đơn vị của ông/bà.",
        "en": "This task is not offered to your group or unit.",
    },
    "task.not_open": {
        "vi": "Việc này đã hoàn thành hoặc đã bị hủy.",
        "en": "This task is no longer open.",
    },
    "task.own_nomination": {
        "vi": "Không ai được quyết định về hồ sơ đề nghị khen thưởng của chính mình.",
        "en": "Nobody may decide about their own nomination.",
    },
    "task.kept_apart": {
        "vi": "Sơ đồ yêu cầu việc này do người khác làm: chính người này đã làm bước kia.",
        "en": "The diagram wants another person for this task: the same one has done the other.",
    },
    "task.same_person_twice": {
        "vi": "Người đã lập đề nghị không được tự mình duyệt đề nghị đó.",
        "en": "Whoever prepared a proposal may not approve it as well.",
    },
}


def sentence(code: str, locale: str = "vi", **params: Any) -> str:
    """Return the sentence for a code; a code nobody wrote a sentence for stands for itself.

    Of a parameter with a twin, as ``reason`` and ``reason_vi``, the twin is said in Vietnamese.
    """
    translations = TEXTS.get(code)
    if translations is None:
        return code
    if locale == "vi":
        params |= {name[:-3]: said for name, said in params.items() if name.endswith("_vi")}
    return translations.get(locale, translations["vi"]).format_map(_Params(params))


class _Params(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
