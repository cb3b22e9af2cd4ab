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
    "document.not_found": {
        "vi": "Không tìm thấy văn bản này.",
        "en": "There is no such paper.",
    },
    "document.nothing_to_say": {
        "vi": "Hồ sơ chưa đi đến bước có văn bản này.",
        "en": "The case has not come to the step this paper is about.",
    },
    "signed_copy.not_pdf": {
        "vi": "Tệp này không phải PDF hoặc đã hỏng, nên không đọc được chữ ký. "
        "Xin chọn tệp PDF đã ký.",
        "en": "This is no PDF, or a damaged one: its signatures cannot be read. "
        "Choose the PDF that was signed.",
    },
    "template.automatic_numbers": {
        "vi": "Mẫu có danh sách đánh số hoặc gạch đầu dòng tự động, bản PDF không in được. "
        "Xin gõ số, dấu gạch thành chữ.",
        "en": "The template has automatic numbers or bullets, which the PDF cannot show. "
        "Type them as text.",
    },
    "template.content_controls": {
        "vi": "Mẫu có ô điền (content control), bản PDF không in được. Xin thay bằng chữ thường.",
        "en": "The template has content controls, which the PDF cannot show. Use plain text.",
    },
    "template.field_outside": {
        "vi": "Mẫu có chỗ điền ngoài phần nội dung ({part}). Xin đưa vào nội dung.",
        "en": "The template leaves something open outside its text ({part}). Move it there.",
    },
    "template.footnotes": {
        "vi": "Mẫu có chú thích cuối trang, bản PDF không in được. Xin đưa vào nội dung.",
        "en": "The template has footnotes, which the PDF cannot show. Put them into the text.",
    },
    "template.macros": {
        "vi": "Mẫu có macro nên không được nhận. Xin lưu lại thành .docx.",
        "en": "The template has macros and is not taken. Save it as .docx.",
    },
    "template.not_allowed": {
        "vi": "Chỉ bộ phận thường trực và quản trị viên được thay mẫu văn bản.",
        "en": "Only the standing body and administrators replace templates.",
    },
    "template.not_docx": {
        "vi": "Tệp này không mở được như một văn bản .docx. Xin lưu bằng Word hoặc LibreOffice "
        "rồi chọn lại.",
        "en": "This cannot be opened as a .docx. Save it with Word or LibreOffice, "
        "then choose it again.",
    },
    "template.not_filled": {
        "vi": "Mẫu không điền được: {reason}",
        "en": "The template cannot be filled: {reason}",
    },
    "template.not_read": {
        "vi": "Không đọc được chỗ điền trong mẫu: {reason}",
        "en": "What the template leaves open cannot be read: {reason}",
    },
    "template.objects": {
        "vi": "Mẫu có đối tượng nhúng, bản PDF không in được. Xin bỏ đi.",
        "en": "The template has embedded objects, which the PDF cannot show. Take them out.",
    },
    "template.only_shows": {
        "vi": "Mẫu chỉ được hiện trường, lặp và chọn; không được dùng {what}.",
        "en": "A template may only show fields, repeat and choose; it may not use {what}.",
    },
    "template.outside": {
        "vi": "Mẫu trỏ đến tệp bên ngoài ({target}) nên không được nhận.",
        "en": "The template points to a file outside ({target}) and is not taken.",
    },
    "template.pictures": {
        "vi": "Mẫu có hình hoặc nét vẽ, bản PDF không in được. Xin bỏ đi; đường kẻ thì dùng "
        "viền đoạn.",
        "en": "The template has pictures or drawn lines, which the PDF cannot show. Take them "
        "out; for rules use the border of a paragraph.",
    },
    "template.text_boxes": {
        "vi": "Mẫu có hộp chữ, bản PDF không in được. Xin dùng bảng không viền.",
        "en": "The template has text boxes, which the PDF cannot show. Use a table without lines.",
    },
    "template.too_large": {
        "vi": "Mẫu giải nén ra quá lớn nên không được nhận.",
        "en": "The template unpacks into too much and is not taken.",
    },
    "template.tracked_changes": {
        "vi": "Mẫu còn thay đổi đang theo dõi. Xin chấp nhận hoặc bỏ hết rồi lưu lại.",
        "en": "The template has tracked changes. Accept or reject them all, then save.",
    },
    "template.unknown_field": {
        "vi": "Văn bản này không có trường “{name}”. Gần nhất là “{near}”.",
        "en": "This paper has no field “{name}”. The nearest is “{near}”.",
    },
    "template.unknown_filter": {
        "vi": "Mẫu không dùng được bộ lọc “{name}”; có: upper, lower, length, join.",
        "en": "A template cannot use the filter “{name}”; there are upper, lower, length, join.",
    },
}
