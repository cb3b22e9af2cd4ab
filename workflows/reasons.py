"""What is said, in Vietnamese and English, about an instance that does not simply move."""

from workflows.versions import Reason

#: By the code of a reason: the sentence in Vietnamese and in English.
REASONS: dict[str, tuple[str, str]] = {
    "finished": ("Hồ sơ đã kết thúc.", "The case has ended."),
    "ballot_in_progress": (
        "Đang bỏ phiếu ở {element}: hồ sơ ở lại phiên bản cũ cho đến khi đủ phiếu.",
        "A ballot is in progress at {element}: the case stays until the last vote is in.",
    ),
    "element_removed": (
        "Phiên bản mới không còn bước {element} nơi hồ sơ đang dừng: làm xong bước này đã.",
        "The new version has no step {element}, where the case stands: finish it first.",
    ),
    "element_changed": (
        "{element} đang làm dở và trong phiên bản mới đã là việc khác: làm xong bước này đã.",
        "{element} is under way and is something else in the new version: finish it first.",
    ),
    "not_understood": (
        "Hồ sơ đang dừng ở {element}, loại bước chưa chuyển được: làm xong bước này đã.",
        "The case stands at {element}, a kind of step that cannot be moved: finish it first.",
    ),
    "left_out": (
        "Phiên bản mới có thêm {element} ở đoạn hồ sơ đã đi qua: hồ sơ sẽ bỏ qua bước này.",
        "The new version adds {element} where the case has already been; it would be left out.",
    ),
    "comes_elsewhere": (
        "Trong phiên bản mới {element} không còn đứng sau các bước hồ sơ đã qua.",
        "In the new version {element} no longer follows what the case has been through.",
    ),
    "join_changed": (
        "Một nhánh đã tới cổng {element} mà trong phiên bản mới không dẫn tới đó.",
        "A branch has arrived at {element}, but in the new version it does not lead there.",
    ),
    "would_be_stuck": (
        "Sau khi chuyển, cổng {element} sẽ chờ mãi một nhánh chưa từng bắt đầu.",
        "Once moved, {element} would wait for ever for a branch that was never begun.",
    ),
    "comes_twice": (
        "Sau khi chuyển, hồ sơ sẽ đi qua {element} hai lần.",
        "Once moved, the case would pass {element} twice.",
    ),
    "too_large": (
        "Đoạn {element} có quá nhiều khả năng để kiểm tra hết.",
        "{element} can go too many ways for all of them to be checked.",
    ),
    "variable_unknown": (
        "Ở {element} phiên bản mới cần biến {name}, mà hồ sơ này không chắc sẽ có.",
        "At {element} the new version needs the variable {name}, which this case may never have.",
    ),
    "trial_failed": (
        "Chuyển thử trên bản sao không được, tại {element}: {cause}",
        "Moving a copy failed at {element}: {cause}",
    ),
}


def reason_sentence(reason: Reason, element: str, locale: str) -> str:
    """Say a reason in Vietnamese or English; ``element`` is what people call the element."""
    vietnamese, english = REASONS[reason.code]
    said = vietnamese if locale == "vi" else english
    return said.format_map({"element": element, **reason.params})
