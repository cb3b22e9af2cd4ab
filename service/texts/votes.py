"""Sentences about votes."""

VOTE_TEXTS: dict[str, dict[str, str]] = {
    "ballots.do_not_add_up": {
        "vi": "Hồ sơ {nomination}: trong hòm phiếu có {found} phiếu, đã có {voted} thành viên"
        " bỏ phiếu. Chưa kiểm phiếu; kiểm tra nhật ký rồi thử lại.",
        "en": "Nomination {nomination}: {found} votes are in the box and {voted} members voted."
        " Nothing was counted; look at the history, then try again.",
    },
    "ballots.unreadable": {
        "vi": "Không mở được hòm phiếu kín: tệp khóa của hệ thống đã bị thay, hoặc hòm phiếu đã"
        " bị sửa. Phục hồi tệp khóa (THIDUA_SECRET_FILE) rồi thử lại.",
        "en": "A box of secret ballots does not open: the secret file of this installation was"
        " replaced, or the box was changed. Restore the file (THIDUA_SECRET_FILE) and try again.",
    },
}
