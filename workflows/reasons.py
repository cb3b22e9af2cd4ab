"""What is said, in Vietnamese and English, about an instance that does not simply move."""

from workflows.versions import Reason

#: By the code of a reason: the sentence in Vietnamese and in English.
REASONS: dict[str, tuple[str, str]] = {
    "finished": ("Hồ sơ đã kết thúc.", "The case has ended."),
    "ballot_in_progress": (
        "Đang bỏ phiếu ở {element}: hồ sơ ở lại bản cũ, chuyển sau khi phiếu cuối cùng đã nộp.",
        "A ballot is in progress at {element}: the case stays until the last vote is in.",
    ),
    "element_removed": (
        "Bản mới không còn bước {element} mà hồ sơ đang dừng lại: làm xong bước này rồi chuyển.",
        "The new version has no step {element}, where the case stands: finish it first.",
    ),
    "element_changed": (
        "{element} đang được thực hiện và trong bản mới đã là việc khác: làm xong rồi chuyển.",
        "{element} is under way and is something else in the new version: finish it first.",
    ),
    "not_understood": (
        "Hồ sơ đang dừng ở {element}, loại bước chưa chuyển tự động được: làm xong rồi chuyển.",
        "The case stands at {element}, a kind of step that cannot be moved: finish it first.",
    ),
    "left_out": (
        "Bản mới có thêm {element} ở đoạn hồ sơ đã đi qua, nên hồ sơ sẽ không qua bước này.",
        "The new version adds {element} where the case has already been; it would be left out.",
    ),
    "comes_elsewhere": (
        "Trong bản mới {element} không còn đứng sau các bước hồ sơ đã qua.",
        "In the new version {element} no longer follows what the case has been through.",
    ),
    "join_changed": (
        "Một nhánh đã tới cổng {element}, nhưng trong bản mới nhánh đó không dẫn thẳng tới cổng.",
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
        "Ở {element} bản mới cần biến {name}, mà hồ sơ này không chắc sẽ có.",
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
