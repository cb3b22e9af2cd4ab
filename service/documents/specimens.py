"""An invented example of what each paper says: the fields a template may use, and their like."""

from typing import Any, Final

from service.documents.fields import Fields
from service.models import DocumentKind

_ROW: Final = {
    "key": "N001",
    "name": "Nguyễn Văn Mẫu",
    "unit": "Phòng Mẫu",
    "post": "Chuyên viên, Phòng Mẫu",
    "subject": "cá nhân",
    "award": "Giấy khen",
    "achievement": "Rút ngắn 30 % thời gian xử lý hồ sơ trong quý IV năm 2025.",
    "rating": "Hoàn thành tốt nhiệm vụ",
    "votes": "5/6",
}
_COMMON: Final = {
    "parent": "Ủy ban nhân dân tỉnh",
    "issuer": "Sở Ngoại vụ",
    "office": "Sở Ngoại vụ",
    "campaign": "Phong trào thi đua năm 2025",
    "bases": ["Luật Thi đua, khen thưởng 2022", "Nghị định 152/2025/NĐ-CP"],
    "topic": "",
    "number_line": "Số: 12/TTr-SNgV",
    "date_line": "Thành phố Mẫu, ngày 05 tháng 01 năm 2026",
    "receivers": ["Như trên", "Bộ phận thường trực Hội đồng"],
    "signer_title": "Giám đốc",
    "signer": "Trần Thị Mẫu",
}
_OF_UNIT: Final = {
    "parent": "Sở Ngoại vụ",
    "issuer": "Phòng Mẫu",
    "unit": "Phòng Mẫu",
    "signer_title": "Trưởng đơn vị",
    "signer": "Lê Văn Mẫu",
}
_REPORT: Final = {
    **_OF_UNIT,
    "award": "Giấy khen",
    "name": "Nguyễn Văn Mẫu",
    "content": "nội dung II.2 của Kế hoạch (cải cách hành chính, chuyển đổi số)",
    "period": "từ 05/10/2025 đến 01/12/2025",
    "achievement": "Rút ngắn 30 % thời gian xử lý hồ sơ trong quý IV năm 2025.",
    "report": ["Hoàn thành 12 nhiệm vụ trước hạn.", "Số hóa toàn bộ hồ sơ đoàn vào, đoàn ra."],
    "contribution": ["Tham mưu đề án chuyển đổi số của tỉnh."],
    "rating": "Hoàn thành tốt nhiệm vụ",
    "earlier_awards": [
        {
            "year": 2024,
            "award": "Giấy khen",
            "decision": "45/QĐ-SNgV, ngày 20 tháng 12 năm 2024",
            "issuer": "Giám đốc Sở",
        }
    ],
    "unit_head": "Lê Văn Mẫu",
    "reporter_title": "Người báo cáo thành tích",
    "reporter": "Nguyễn Văn Mẫu",
}
_SESSION: Final = {
    "parent": "Sở Ngoại vụ",
    "issuer": "Hội đồng Thi đua - Khen thưởng",
    "session": 1,
    "held_on": "14 giờ 00 ngày 24/12/2025",
    "place_of_session": "Phòng họp tầng 2",
    "chair": "Trần Thị Mẫu",
    "secretary": "Phạm Văn Mẫu",
}
_LISTS: Final = {
    "collectives": [_ROW | {"name": "Phòng Mẫu", "subject": "tập thể"}],
    "individuals": [_ROW],
}
_TOTALS: Final = [
    {"award": "Giấy khen", "collectives": 1, "individuals": 1, "all": 2},
    {"award": "Tổng cộng", "collectives": 1, "individuals": 1, "all": 2},
]
_SPECIMENS: Final[dict[DocumentKind, dict[str, Any]]] = {
    DocumentKind.INDIVIDUAL_REPORT: _REPORT | {"sex": "Nam", "position": "Chuyên viên"},
    DocumentKind.COLLECTIVE_REPORT: _REPORT | {"unity": "có"},
    DocumentKind.UNIT_MINUTES: _OF_UNIT
    | {
        "held_on": "04/12/2025",
        "total": 6,
        "present": 5,
        "absent": 1,
        "chair": "Lê Văn Mẫu",
        "secretary": "Phạm Văn Mẫu",
        "minutes": ["Trưởng đơn vị nêu tiêu chuẩn; các thành viên thảo luận, thống nhất."],
        "votes": [
            {
                "name": "Nguyễn Văn Mẫu",
                "award": "Giấy khen",
                "yes": 5,
                "no": 0,
                "share": "100,0%",
            }
        ],
        "conclusion": "Cuộc họp thống nhất đề nghị khen thưởng: Nguyễn Văn Mẫu.",
    },
    DocumentKind.COUNCIL_MINUTES: _SESSION
    | {
        "minutes": [
            {"text": "I. THÀNH PHẦN", "is_heading": True},
            {"text": "Tổng số thành viên: 3; có mặt: 3.", "is_heading": False},
        ]
    },
    DocumentKind.COUNT_RECORD: _SESSION
    | {
        "method": "biểu quyết ghi tên",
        "issued": 3,
        "returned": 3,
        "counts": [
            {
                "name": "Nguyễn Văn Mẫu",
                "award": "Giấy khen",
                "yes": 3,
                "no": 0,
                "recused": 0,
                "share": "100,0",
                "needed": 2,
                "verdict": "Đạt",
            }
        ],
    },
    DocumentKind.BALLOT_PAPER: _SESSION | {"nominees": [_ROW]},
    DocumentKind.NOMINATION_LIST: _LISTS,
    DocumentKind.UNIT_LETTER: _OF_UNIT
    | {
        "recipient": "Hội đồng Thi đua - Khen thưởng Sở Ngoại vụ",
        "held_on": "04/12/2025",
        "totals": _TOTALS,
    },
    DocumentKind.SUBMISSION_LETTER: {
        "abstract": "Về việc đề nghị khen thưởng",
        "recipient": "Chủ tịch Ủy ban nhân dân tỉnh",
        "addressee": "Chủ tịch Ủy ban nhân dân tỉnh",
        "asked": "xét, khen thưởng",
        "council_on": "ngày 24 tháng 12 năm 2025",
        "totals": _TOTALS,
    },
    DocumentKind.RETURN_NOTICE: _ROW
    | {"missing": ["Giấy xác nhận thành tích."], "due": "hết ngày 18/12/2025"},
    DocumentKind.RESULT_NOTICE: _ROW
    | {
        "proposed_award": "Giấy khen",
        "outcome": "Được khen thưởng.",
        "reason": "Có thành tích tiêu biểu.",
        "decisions": ["Quyết định số 45/QĐ-SNgV ngày 25 tháng 12 năm 2025: tặng Giấy khen"],
    },
    DocumentKind.POSTED_LIST: {
        "nominees": [{"name": "Nguyễn Văn Mẫu", "unit": "Phòng Mẫu", "award": "Giấy khen"}],
        "days": 3,
        "until": ", hết ngày 22/12/2025",
        "contacts": "Phạm Văn Mẫu",
    },
    DocumentKind.REMINDER: {
        "topic": "V/v đôn đốc nộp danh sách, hồ sơ đề nghị khen thưởng",
        "unit": "Phòng Mẫu",
        "deadline": "17:00 ngày 15/12/2025",
        "outstanding": ["Chưa họp bình xét, chưa lập biên bản"],
    },
}


def specimen(kind: DocumentKind) -> Fields:
    """Return an invented example of what a paper says."""
    return _COMMON | _SPECIMENS[kind]


def names_in(value: Any) -> set[str]:
    """List the names of fields in what a paper says, at every depth."""
    if isinstance(value, dict):
        return {*value, *(name for inner in value.values() for name in names_in(inner))}
    if isinstance(value, list):
        return {name for inner in value for name in names_in(inner)}
    return set()
