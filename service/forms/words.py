"""Vietnamese words for what rows of forms and minutes are about."""

from service.models import Award, Nomination, Subject, Verdict

AWARD_NAMES = {
    Award.GIAY_KHEN: "Giấy khen",
    Award.BANG_KHEN_TINH: "Bằng khen của Chủ tịch UBND tỉnh",
    Award.BANG_KHEN_TTG: "Bằng khen của Thủ tướng Chính phủ",
}
SUBJECT_NAMES = {Subject.INDIVIDUAL: "cá nhân", Subject.COLLECTIVE: "tập thể"}
VERDICT_NAMES = {
    Verdict.PASSED: "Đạt",
    Verdict.FAILED: "Không đạt",
    Verdict.TIED: "Bằng phiếu",
    Verdict.OVER_QUOTA: "Vượt số lượng",
    Verdict.DOWNGRADABLE: "Không đủ phiếu, có thể chuyển sang Giấy khen",
    Verdict.DOWNGRADED: "Chuyển sang đề nghị Giấy khen",
}


def named(nomination: Nomination) -> str:
    """Name a nomination as lists and minutes do."""
    return f"{nomination.key}. {nomination.nominee} ({AWARD_NAMES[nomination.award]})"


def described(nomination: Nomination) -> dict[str, str]:
    """Tell what helps to judge a nomination, for a row of a form."""
    told = {
        "Đơn vị": nomination.unit.name,
        "Đối tượng": SUBJECT_NAMES[nomination.subject],
        "Nội dung thi đua": nomination.content.value,
        "Thành tích": nomination.achievement,
    }
    if nomination.unit_yes is not None:
        told["Phiếu của đơn vị"] = f"{nomination.unit_yes}/{nomination.unit_present}"
    return told
