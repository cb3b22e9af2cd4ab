"""What is said about the discussion of a case: who takes part, who can be named."""

COMMENT_TEXTS: dict[str, dict[str, str]] = {
    "comment.kept_out": {
        "vi": "Người được đề nghị và người có liên quan không tham gia trao đổi về hồ sơ này.",
        "en": "Nominees and those tied to them take no part in the discussion of this case.",
    },
    "comment.nobody_named": {
        "vi": "Không có tài khoản {names}. Xin chọn người trong danh sách hoặc sửa lại tên.",
        "en": "Nobody has the account {names}. Choose from the list or correct the name.",
    },
    "comment.not_author": {
        "vi": "Chỉ người viết được rút ý kiến của mình.",
        "en": "Only its author can withdraw a comment.",
    },
    "comment.not_found": {
        "vi": "Không tìm thấy ý kiến này.",
        "en": "There is no such comment.",
    },
    "comment.not_to_be_named": {
        "vi": "Không nhắc được {names}: chỉ nhắc được người tham gia trao đổi về hồ sơ này.",
        "en": "{names} cannot be mentioned: only people in the discussion of this case can.",
    },
    "comment.secret_vote": {
        "vi": "Hội đồng đang bỏ phiếu kín: không ghi ý kiến cho đến khi phiên họp kết thúc.",
        "en": "The council votes in secret: nothing is said here until the session is concluded.",
    },
    "comment.too_many_named": {
        "vi": "Mỗi ý kiến nhắc đến nhiều nhất 10 người.",
        "en": "A comment mentions 10 people at most.",
    },
    "comment.withdrawn": {
        "vi": "Ý kiến này đã được rút rồi.",
        "en": "This comment was withdrawn before.",
    },
}
