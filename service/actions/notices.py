"""The sentences of notices, by kind and language, and what each kind is about."""

from collections.abc import Mapping

from service.models import Topic

#: kind → language → (subject, body); the words in braces are the parameters of the notice.
NOTICES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "campaign_opened": {
        "vi": (
            "Mở đợt đề nghị khen thưởng: {campaign}",
            "Đơn vị {unit} lập danh sách và hồ sơ đề nghị trước {deadline}.",
        ),
        "en": (
            "Nominations are open: {campaign}",
            "Unit {unit} hands in its list and dossiers before {deadline}.",
        ),
    },
    "units_late": {
        "vi": ("Đơn vị quá hạn nộp hồ sơ: {campaign}", "Chưa nộp: {units}."),
        "en": ("Units past the deadline: {campaign}", "Still missing: {units}."),
    },
    "dossiers_unsettled": {
        "vi": ("Hồ sơ chưa hoàn tất: {campaign}", "Còn {count} hồ sơ chưa sẵn sàng tổng hợp."),
        "en": ("Dossiers not settled: {campaign}", "{count} dossiers are not ready yet."),
    },
    "list_posted": {
        "vi": (
            "Công khai danh sách đề nghị khen thưởng: {campaign}",
            "Danh sách gồm {count} trường hợp được công khai {days} ngày làm việc để lấy ý kiến.",
        ),
        "en": (
            "The list of nominations is posted: {campaign}",
            "{count} nominations are open to comment for {days} working days.",
        ),
    },
    "results_published": {
        "vi": ("Công bố kết quả khen thưởng: {campaign}", "Có {awarded} trường hợp được khen."),
        "en": ("Results are published: {campaign}", "{awarded} nominations were awarded."),
    },
    "task_assigned": {
        "vi": ("Việc mới: {task}", "{case}. {due}"),
        "en": ("New task: {task}", "{case}. {due}"),
    },
    "mentioned": {
        "vi": ("{author} nhắc đến ông/bà trong ý kiến trao đổi", "{case}."),
        "en": ("{author} mentioned you in a discussion", "{case}."),
    },
    "draft_offered": {
        "vi": ("{author} nhờ xem và công bố sơ đồ: {process}", "Bản nháp lần {revision}."),
        "en": ("{author} asks you to deploy a diagram: {process}", "Draft {revision}."),
    },
    "task_due_in_5": {
        "vi": ("Sắp đến hạn: {task}", "{case}. {due}"),
        "en": ("Due soon: {task}", "{case}. {due}"),
    },
    "task_due_in_1": {
        "vi": ("Đến hạn gấp: {task}", "{case}. {due}"),
        "en": ("Due very soon: {task}", "{case}. {due}"),
    },
    "task_overdue": {
        "vi": ("Quá hạn: {task}", "{case}. {due}"),
        "en": ("Overdue: {task}", "{case}. {due}"),
    },
    "digest": {
        "vi": ("Việc đang chờ ngày {day}: {total}", "{lines}"),
        "en": ("Waiting for you on {day}: {total}", "{lines}"),
    },
    "unit_last_reminder": {
        "vi": (
            "Nhắc lần cuối nộp hồ sơ khen thưởng: đơn vị {unit}",
            "Còn đến {deadline} để nộp danh sách và hồ sơ đề nghị.",
        ),
        "en": ("Last reminder: nominations of unit {unit}", "The list is due before {deadline}."),
    },
    "unit_reminder": {
        "vi": (
            "Đôn đốc nộp hồ sơ khen thưởng: đơn vị {unit}",
            "Còn đến {deadline} để nộp danh sách và hồ sơ đề nghị.",
        ),
        "en": ("Reminder: nominations of unit {unit}", "The list is due before {deadline}."),
    },
    "dossier_returned": {
        "vi": (
            "Hồ sơ {nomination} được trả lại để bổ sung",
            "Cần bổ sung: {missing}. Hạn bổ sung: {due}.",
        ),
        "en": ("Dossier {nomination} was returned", "Missing: {missing}. Due: {due}."),
    },
    "supplement_overdue": {
        "vi": ("Hồ sơ {nomination} quá hạn bổ sung", "Đơn vị chưa bổ sung hồ sơ đúng hạn."),
        "en": ("Dossier {nomination} is overdue", "The unit did not supplement it in time."),
    },
    "nomination_suspended": {
        "vi": ("Tạm dừng xét hồ sơ {nomination}", "Lý do: {ground}. Chờ kết luận để xét tiếp."),
        "en": ("Nomination {nomination} is held", "Ground: {ground}. It waits for a conclusion."),
    },
    "nomination_ended": {
        "vi": ("Kết quả hồ sơ {nomination}", "{outcome} {reason}"),
        "en": ("Outcome of nomination {nomination}", "{outcome} {reason}"),
    },
    "council_invitation": {
        "vi": ("Mời họp Hội đồng Thi đua - Khen thưởng", "Thời gian: {when}. Địa điểm: {place}."),
        "en": ("Invitation to the council session", "Time: {when}. Place: {place}."),
    },
    "award_decided": {
        "vi": ("Quyết định khen thưởng {number}", "Hồ sơ {nomination} được khen: {award}."),
        "en": ("Award decision {number}", "Nomination {nomination} was granted: {award}."),
    },
    "task_reminder": {
        "vi": ("Đề nghị xử lý: {task}", "{case}. {due}"),
        "en": ("Please see to: {task}", "{case}. {due}"),
    },
    "province_overdue": {
        "vi": ("Quá hạn xử lý phía tỉnh: {campaign}", "Bước đang chờ: {step}. Đề nghị đôn đốc."),
        "en": ("The province is overdue: {campaign}", "Waiting at: {step}. Please follow up."),
    },
}

#: What people choose to get mails about; every other kind is news.
_TOPICS: Mapping[str, Topic] = {
    "task_assigned": Topic.ASSIGNED,
    "mentioned": Topic.MENTIONED,
    "draft_offered": Topic.ASSIGNED,
    "task_due_in_5": Topic.DUE_IN_5,
    "unit_reminder": Topic.DUE_IN_5,
    "task_due_in_1": Topic.DUE_IN_1,
    "unit_last_reminder": Topic.DUE_IN_1,
    "task_overdue": Topic.OVERDUE,
    "supplement_overdue": Topic.OVERDUE,
    "province_overdue": Topic.OVERDUE,
    "nomination_ended": Topic.RESULT,
    "award_decided": Topic.RESULT,
    "results_published": Topic.RESULT,
    "digest": Topic.DIGEST,
}
#: About what is due soon.
REMINDING = frozenset({Topic.DUE_IN_5, Topic.DUE_IN_1})


def topic_of(kind: str) -> Topic:
    """What a notice of this kind is about."""
    return _TOPICS.get(kind, Topic.NEWS)


def kinds_of(topic: Topic) -> list[str]:
    """List the kinds of notices about something."""
    return [kind for kind in NOTICES if topic_of(kind) is topic]


def wording(kind: str, locale: str, params: Mapping[str, object]) -> tuple[str, str]:
    """Word a notice of this kind, in Vietnamese where the language is not known.

    A parameter that is worded differently in each language is given by language.
    """
    languages = NOTICES[kind]
    spoken = locale if locale in languages else "vi"
    subject, body = languages[spoken]
    words = {
        name: value[spoken] if isinstance(value, Mapping) else value
        for name, value in params.items()
    }
    return subject.format_map(words), body.format_map(words)
