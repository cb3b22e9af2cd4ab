"""What is said to a participant about an answer that was not accepted."""

FIELD_TEXTS = {
    "required": {"vi": "Cần trả lời mục này.", "en": "This has to be answered."},
    "unknown": {"vi": "Mục này không có trong biểu mẫu.", "en": "The form does not ask this."},
    "malformed": {"vi": "Nội dung không đọc được.", "en": "This cannot be read."},
    "min_length": {"vi": "Cần ít nhất {0} ký tự.", "en": "At least {0} characters."},
    "max_length": {"vi": "Nhiều nhất {0} ký tự.", "en": "At most {0} characters."},
    "min": {"vi": "Không nhỏ hơn {0}.", "en": "Not less than {0}."},
    "max": {"vi": "Không lớn hơn {0}.", "en": "Not more than {0}."},
    "at_most": {"vi": "Tổng không được quá {0}.", "en": "Together not more than {0}."},
    "pattern": {"vi": "Không đúng mẫu yêu cầu.", "en": "Not in the expected pattern."},
    "not_a_number": {"vi": "Nhập một số nguyên.", "en": "Enter a whole number."},
    "not_a_date": {"vi": "Nhập ngày theo dạng 2025-12-15.", "en": "Enter a day as 2025-12-15."},
    "not_an_option": {"vi": "Chọn một giá trị trong danh sách.", "en": "Choose from the list."},
    "past": {"vi": "Ngày này đã qua.", "en": "This day is over."},
    "not_a_key": {
        "vi": "Mã bắt đầu bằng chữ cái không dấu, chỉ gồm chữ không dấu, số, . - _.",
        "en": "A key begins with a letter and has letters without accents, digits, . - _ only.",
    },
    "no_such_account": {"vi": "Không có tài khoản này.", "en": "There is no such account."},
    "not_open_to_choice": {
        "vi": "Trường hợp này không thể chọn như vậy.",
        "en": "This cannot be chosen here.",
    },
    "over_quota": {"vi": "Vượt số lượng được khen.", "en": "More than the quota allows."},
    "same_rank": {"vi": "Trùng thứ tự với {0}.", "en": "The same rank as {0}."},
    "nothing_changed": {
        "vi": "Chưa có giá trị nào thay đổi.",
        "en": "No value has been changed.",
    },
    "not_plain": {
        "vi": "Chỉ nhận chữ, số, đúng/sai, danh sách và nhóm giá trị.",
        "en": "Only text, numbers, true or false, lists and groups of values are taken.",
    },
    "not_json": {
        "vi": 'Không đọc được giá trị: chữ đặt trong ngoặc kép, ví dụ "VP"; số viết 12; đúng/sai '
        "viết true, false; không có giá trị viết null.",
        "en": 'The value cannot be read: text stands in quotes, as "VP"; a number is 12; yes and '
        "no are true and false; nothing is null.",
    },
    "reserved_name": {
        "vi": "Tên biến này không dùng được: chỉ dùng chữ không dấu, số, dấu gạch dưới, và không "
        "trùng tên dành riêng.",
        "en": "No variable can have this name: use letters, digits and underscores, and none of "
        "the names the language keeps for itself.",
    },
    "wrong_password": {
        "vi": "Mật khẩu hiện nay không đúng.",
        "en": "This is not your present password.",
    },
    "same_password": {
        "vi": "Mật khẩu mới phải khác mật khẩu hiện nay.",
        "en": "The new password has to differ from the present one.",
    },
    "not_the_same": {
        "vi": "Hai lần nhập chưa giống nhau.",
        "en": "The two are not the same.",
    },
    "password_too_short": {
        "vi": "Mật khẩu cần ít nhất {0} ký tự; một câu dễ nhớ là tốt nhất.",
        "en": "A password needs at least {0} characters; a sentence you remember is best.",
    },
    "password_names_account": {
        "vi": "Mật khẩu không được chứa tên đăng nhập.",
        "en": "A password must not contain the username.",
    },
    "password_repeats": {
        "vi": "Mật khẩu cần ít nhất bốn ký tự khác nhau.",
        "en": "A password needs at least four different characters.",
    },
    "not_a_username": {
        "vi": "Tên đăng nhập bắt đầu bằng chữ cái không dấu, gồm 2 đến 80 ký tự: chữ không dấu, "
        "số, dấu chấm, gạch ngang, gạch dưới.",
        "en": "A username begins with a letter and has 2 to 80 characters: letters without "
        "accents, digits, full stops, hyphens, underscores.",
    },
    "not_an_email": {
        "vi": "Nhập địa chỉ thư điện tử đủ, như lan@so-ngoai-vu.example, hoặc để trống.",
        "en": "Enter a whole address, as lan@so-ngoai-vu.example, or leave it empty.",
    },
    "not_a_unit_code": {
        "vi": "Mã đơn vị gồm 1 đến 20 chữ không dấu, số, dấu chấm, gạch ngang hoặc gạch dưới.",
        "en": "A unit's code has 1 to 20 letters without accents, digits, . - or _.",
    },
    "unit_needed": {
        "vi": "Nhóm này thuộc từng đơn vị: hãy chọn đơn vị.",
        "en": "This group is one of a unit: choose the unit.",
    },
    "ends_before_it_begins": {
        "vi": "Ngày kết thúc phải từ ngày bắt đầu trở đi và chưa qua.",
        "en": "The last day must not be before the first, nor over.",
    },
    "names_a_person": {
        "vi": "Việc này giao đích danh, không trả về nhóm được: hãy chọn người nhận.",
        "en": "This task names a person and has no group to go back to: choose who takes it.",
    },
    "cannot_take": {
        "vi": "Người này không được nhận việc này: khác nhóm, hoặc quy định không cho.",
        "en": "This person may not take the task: another group, or a rule forbids it.",
    },
    "away": {"vi": "Người này vắng mặt khi đó.", "en": "This person is away then."},
    "before_start": {
        "vi": "Ngày cuối phải từ ngày đầu trở đi.",
        "en": "The last day comes before the first.",
    },
    "oneself": {"vi": "Hãy chọn một người khác.", "en": "Choose somebody else."},
    "fixed": {"vi": "Giá trị này không được thay đổi.", "en": "This may not be changed."},
}


def field_sentence(code: str, locale: str) -> str:
    """Word what is wrong with one answer; an unknown code is returned as it is."""
    name, _, limit = code.partition(":")
    languages = FIELD_TEXTS.get(name)
    if languages is None:
        return code
    return languages.get(locale, languages["vi"]).format(limit)
