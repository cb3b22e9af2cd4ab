"""What the papers are called, as in the title of a PDF."""

from typing import Final

from service.models import DocumentKind

TITLES: Final = {
    DocumentKind.INDIVIDUAL_REPORT: "Báo cáo thành tích cá nhân",
    DocumentKind.COLLECTIVE_REPORT: "Báo cáo thành tích tập thể",
    DocumentKind.UNIT_MINUTES: "Biên bản họp bình xét của đơn vị",
    DocumentKind.COUNCIL_MINUTES: "Biên bản họp Hội đồng",
    DocumentKind.COUNT_RECORD: "Biên bản kiểm phiếu",
    DocumentKind.BALLOT_PAPER: "Phiếu lấy ý kiến",
    DocumentKind.NOMINATION_LIST: "Danh sách đề nghị khen thưởng",
    DocumentKind.UNIT_LETTER: "Tờ trình của đơn vị",
    DocumentKind.SUBMISSION_LETTER: "Tờ trình Chủ tịch UBND tỉnh",
    DocumentKind.RETURN_NOTICE: "Thông báo trả lại hồ sơ để bổ sung",
    DocumentKind.RESULT_NOTICE: "Thông báo kết quả xét khen thưởng",
    DocumentKind.POSTED_LIST: "Thông báo công khai danh sách",
    DocumentKind.REMINDER: "Công văn đôn đốc",
}
