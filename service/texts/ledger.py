"""Sentences about checkpoints of the ledger and what proves it."""

LEDGER_TEXTS = {
    "audit.checkpoint_differs": {
        "vi": "Từ mục này trở đi, sổ không còn là sổ mà điểm xác nhận đã ký.",
        "en": "From this entry on the ledger is not the one a checkpoint was signed for.",
    },
    "audit.checkpoint_forged": {
        "vi": "Chữ ký của điểm xác nhận tại mục này không đúng.",
        "en": "The signature of the checkpoint at this entry does not fit.",
    },
    "audit.contradicted": {
        "vi": "Không ký: sổ không khớp với điểm xác nhận trước đó, kể từ mục {sequence}. "
        "Hãy chạy `thidua audit verify`.",
        "en": "Not signed: from entry {sequence} on the ledger contradicts an earlier "
        "checkpoint. Run `thidua audit verify`.",
    },
    "audit.not_a_checkpoint": {
        "vi": "Tệp {value} không phải điểm xác nhận, hoặc chữ ký của nó không đúng. "
        "Hãy lưu nguyên văn những gì `thidua audit checkpoint` in ra.",
        "en": "{value} is no checkpoint, or its signature does not fit. Keep word for word "
        "what `thidua audit checkpoint` prints.",
    },
    "pack.moving": {
        "vi": "Chưa lấy được gói: hồ sơ đang thay đổi liên tục. Xin thử lại sau ít phút.",
        "en": "No pack yet: the cases keep changing. Try again in a few minutes.",
    },
    "pack.no_campaign": {
        "vi": "Không có đợt thi đua nào mang mã {campaign}.",
        "en": "There is no campaign {campaign}.",
    },
    "pack.not_allowed": {
        "vi": "Chỉ người kiểm tra được lấy gói hồ sơ kiểm tra. Cần gói này, xin liên hệ người "
        "kiểm tra của cơ quan.",
        "en": "Only auditors take inspection packs. Ask the auditor of the department for one.",
    },
    "pack.own_nomination": {
        "vi": "Trong các hồ sơ này có hồ sơ đề nghị khen thưởng của chính ông/bà. Xin để người "
        "kiểm tra khác lấy gói.",
        "en": "Your own nomination is among these cases. Have another auditor take the pack.",
    },
    "setting.ledger_key": {
        "vi": "Tệp {value} không chứa khóa ký Ed25519 của bản cài đặt này. Hãy khôi phục tệp từ "
        "bản sao lưu.",
        "en": "{value} does not hold the Ed25519 key of this installation. Restore the file "
        "from a backup.",
    },
}
