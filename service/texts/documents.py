"""What is said about papers, their templates and their signed copies."""

DOCUMENT_TEXTS: dict[str, dict[str, str]] = {
    "document.no_case": {
        "vi": "Không tìm thấy hồ sơ này.",
        "en": "There is no such case.",
    },
    "document.not_allowed": {
        "vi": "Chỉ người xử lý hồ sơ này được lập văn bản: cán bộ, thủ trưởng của đơn vị, "
        "bộ phận thường trực, Hội đồng, Giám đốc, văn thư.",
        "en": "Only those who work on this case make papers of it: the unit's clerk and head, "
        "the standing body, the council, the Director, the registry.",
    },
    "document.nothing_to_say": {
        "vi": "Hồ sơ chưa đi đến bước có văn bản này.",
        "en": "The case has not come to the step this paper is about.",
    },
}
