"""Rules that are kept while a file is read or compiled, or by whoever knows the house."""

from workflows.rules.rule import Rule

ELSEWHERE = (
    Rule(
        "xml-size",
        seeks="files larger than is read",
        vi="Tệp quá lớn: {reason}. Tách quy trình, hoặc bỏ hình ảnh nhúng trong tệp.",
        en="The file is too large: {reason}. Split the process, or remove embedded images.",
    ),
    Rule(
        "xml-doctype",
        seeks="document types and entities",
        vi="Tệp có khai báo DOCTYPE hoặc ENTITY, không được nhận: xóa khai báo ấy.",
        en=(
            "The file declares a DOCTYPE or an ENTITY, which is not accepted: remove the "
            "declaration."
        ),
    ),
    Rule(
        "xml-syntax",
        seeks="files that are no XML",
        vi="Tệp không phải XML đúng: {reason}. Lưu lại bằng trình vẽ.",
        en="The file is no well-formed XML: {reason}. Save it again in a modeller.",
    ),
    Rule(
        "not-text",
        seeks="files that are no text of a known encoding",
        vi="Tệp không phải văn bản đọc được: {reason}. Lưu lại với mã UTF-8.",
        en="The file is not text that can be read: {reason}. Save it as UTF-8.",
    ),
    Rule(
        "not-bpmn",
        seeks="XML files that are no BPMN 2.0 diagrams",
        vi=(
            "Tệp là XML nhưng không phải sơ đồ BPMN 2.0, vì bắt đầu bằng {reason}. Xuất lại "
            "dạng BPMN 2.0 XML."
        ),
        en=(
            "The file is XML, but no BPMN 2.0 diagram: it begins with {reason}. Export it as "
            "BPMN 2.0 XML."
        ),
    ),
    Rule(
        "not-executable",
        seeks="files without an executable process",
        vi=(
            "Tệp chỉ là bản vẽ, chưa có quy trình thực thi được ({reason}). Chọn quy trình "
            'sẽ chạy khi công bố, hoặc ghi isExecutable="true".'
        ),
        en=(
            "The file is a drawing only, no process of it is executable ({reason}). Choose the "
            'process to run when deploying, or mark it isExecutable="true".'
        ),
    ),
    Rule(
        "one-process",
        seeks="files with several executable processes",
        vi="Một tệp chứa đúng một quy trình thực thi được: {reason}.",
        en="A file holds exactly one executable process: {reason}.",
    ),
    Rule(
        "schema",
        seeks="what the BPMN schema does not allow",
        vi="Tệp không đúng lược đồ BPMN: {reason}.",
        en="The file does not keep to the BPMN schema: {reason}.",
    ),
    Rule(
        "duplicate-process",
        seeks="processes of one name",
        vi="Hai quy trình trùng id: {reason}.",
        en="Two processes have one id: {reason}.",
    ),
    Rule(
        "diagram",
        seeks="what else cannot be compiled",
        vi="{element} không biên dịch được: {reason}.",
        en="{element} cannot be compiled: {reason}.",
    ),
    Rule(
        "one-decision",
        seeks="files without exactly one decision table",
        vi="Tệp phải chứa đúng một quyết định với một bảng: {reason}.",
        en="A file holds exactly one decision with one table: {reason}.",
    ),
    Rule(
        "no-output",
        seeks="tables without an output column",
        vi="Bảng {element} không có cột kết quả: thêm ít nhất một cột.",
        en="The table {element} has no output column: add one.",
    ),
    Rule(
        "hit-policy",
        seeks="hit policies and aggregations that are none",
        vi=(
            "Bảng {element} có chính sách không dùng được: {reason}. Dùng UNIQUE, ANY, FIRST, "
            "PRIORITY, COLLECT, RULE ORDER hoặc OUTPUT ORDER."
        ),
        en=(
            "The table {element} has a hit policy that is none: {reason}. Use UNIQUE, ANY, "
            "FIRST, PRIORITY, COLLECT, RULE ORDER or OUTPUT ORDER."
        ),
    ),
    Rule(
        "output-values",
        seeks="outputs beside the allowed values, and an order without them",
        vi="Giá trị kết quả của {element} không khớp: {reason}. Sửa <outputValues> hoặc ô kết quả.",
        en="The output values of {element} do not fit: {reason}. Mend <outputValues> or the cell.",
    ),
    Rule(
        "rule-overlap",
        seeks="rows that apply together where only one may, or that would disagree",
        vi="Hai dòng cùng áp dụng: {reason}. Sửa điều kiện, hoặc chọn chính sách khác.",
        en="Two rows apply together: {reason}. Mend a condition, or choose another hit policy.",
    ),
    Rule(
        "rule-gap",
        seeks="facts no row is for",
        vi="Bảng {element} không có dòng nào cho {reason}: thêm dòng, hoặc defaultOutputEntry.",
        en="The table {element} has no row for {reason}: add one, or a defaultOutputEntry.",
        severity="warning",
    ),
    Rule(
        "output-name",
        seeks="output columns that are no variable names",
        vi="Cột kết quả {element} không có tên biến: {reason}.",
        en="The output column {element} is not named as a variable: {reason}.",
    ),
    Rule(
        "rule-width",
        seeks="rows that have not one cell for each column",
        vi="Dòng {element} không đủ ô cho mọi cột: thêm hoặc bớt ô.",
        en="The row {element} has not one cell for each column: add or remove cells.",
    ),
    Rule(
        "cell",
        seeks="cells that cannot be read",
        vi="Ô {element} không đọc được: {reason}.",
        en="The cell {element} cannot be read: {reason}.",
    ),
    Rule(
        "rule-id",
        seeks="rows without an id of their own",
        vi="Bảng {element} có dòng thiếu id hoặc trùng id: {reason}.",
        en="The table {element} has rows without an id of their own: {reason}.",
    ),
    Rule(
        "form",
        seeks="forms that cannot be shown or checked",
        vi="Biểu mẫu không dùng được: {reason}.",
        en="The form cannot be used: {reason}.",
    ),
)
