"""The words people read for the states and kinds that tables keep as codes."""

from service.edge.language import say_later as _
from service.models import (
    Award,
    CampaignStatus,
    Content,
    CorrectionStatus,
    DocumentKind,
    Group,
    IncidentKind,
    InstanceStatus,
    NominationStatus,
    PaperKind,
    Rating,
    Resolution,
    ReviewStatus,
    Subject,
    TaskStatus,
    TermState,
    UnitStatus,
    Verdict,
)
from service.web.words_audit import AUDIT_EVENTS
from service.web.words_away import AWAY_EVENTS
from service.web.words_talk import TALK_EVENTS

GROUPS: dict[str, object] = {
    Group.UNIT_CLERK: _("unit clerk"),
    Group.UNIT_HEAD: _("head of unit"),
    Group.STANDING_BODY: _("standing body"),
    Group.COUNCIL_SECRETARY: _("council secretary"),
    Group.COUNCIL_MEMBER: _("council member"),
    Group.COUNCIL_CHAIR: _("council chair"),
    Group.DIRECTOR: _("Director"),
    Group.REGISTRY: _("registry"),
    Group.PROCESS_OWNER: _("process owner"),
    Group.AUDITOR: _("auditor"),
    Group.ADMINISTRATOR: _("administrator"),
}

AWARDS: dict[str, object] = {
    Award.GIAY_KHEN: _("Certificate of the Director"),
    Award.BANG_KHEN_TINH: _("Certificate of the provincial Chairman"),
    Award.BANG_KHEN_TTG: _("Certificate of the Prime Minister"),
}

CONTENTS: dict[str, object] = {
    Content.PROPAGANDA: _("II.1 Communication"),
    Content.DIGITAL_REFORM: _("II.2 Administrative and digital reform"),
    Content.INTEGRITY: _("II.3 Integrity, thrift and discipline"),
    Content.SOLIDARITY: _("II.4 Solidarity, duties and external relations"),
}

SUBJECTS: dict[str, object] = {
    Subject.INDIVIDUAL: _("individual"),
    Subject.COLLECTIVE: _("collective"),
}

RATINGS: dict[str, object] = {
    Rating.EXCELLENT: _("completed tasks excellently"),
    Rating.GOOD: _("completed tasks well"),
    Rating.SATISFACTORY: _("completed tasks"),
    Rating.UNSATISFACTORY: _("did not complete tasks"),
}

NOMINATIONS: dict[str, tuple[object, str]] = {
    NominationStatus.DRAFT: (_("being prepared"), "grey"),
    NominationStatus.SUBMITTED: (_("submitted"), "blue"),
    NominationStatus.BLOCKED: (_("stopped by a rule, to be mended"), "red"),
    NominationStatus.RETURNED: (_("returned for supplement"), "orange"),
    NominationStatus.READY: (_("ready for the council"), "turquoise"),
    NominationStatus.COUNCIL: (_("before the council"), "blue"),
    NominationStatus.FORWARDED: (_("sent to the higher level"), "blue"),
    NominationStatus.AWARDED: (_("awarded"), "green"),
    NominationStatus.DOWNGRADED: (_("given a lower award"), "green"),
    NominationStatus.NOT_NOMINATED: (_("not nominated by the unit"), "grey"),
    NominationStatus.INELIGIBLE: (_("not eligible"), "red"),
    NominationStatus.NOT_PASSED: (_("not passed by the council"), "red"),
    NominationStatus.OVER_QUOTA: (_("over the quota"), "red"),
    NominationStatus.REFUSED: (_("refused"), "red"),
    NominationStatus.WITHDRAWN: (_("withdrawn"), "grey"),
}

REVIEWS: dict[str, tuple[object, str]] = {
    ReviewStatus.RUNNING: (_("reviewing"), "yellow"),
    ReviewStatus.SUBMITTED: (_("submitted"), "green"),
    ReviewStatus.CLOSED: (_("closed"), "grey"),
}

CAMPAIGNS: dict[str, tuple[object, str]] = {
    CampaignStatus.PLANNED: (_("being planned"), "grey"),
    CampaignStatus.OPEN: (_("open for nominations"), "green"),
    CampaignStatus.CONSOLIDATING: (_("being consolidated"), "yellow"),
    CampaignStatus.DECIDED: (_("decided"), "blue"),
    CampaignStatus.ARCHIVED: (_("archived"), "grey"),
}

INSTANCES: dict[str, tuple[object, str]] = {
    InstanceStatus.RUNNING: (_("under way"), "yellow"),
    InstanceStatus.COMPLETED: (_("finished"), "green"),
    InstanceStatus.CANCELLED: (_("stopped"), "grey"),
}

TASKS: dict[str, tuple[object, str]] = {
    TaskStatus.OPEN: (_("waiting"), "yellow"),
    TaskStatus.COMPLETED: (_("done"), "green"),
    TaskStatus.CANCELLED: (_("no longer needed"), "grey"),
}

VERDICTS: dict[str, tuple[object, str]] = {
    Verdict.PASSED: (_("passed"), "green"),
    Verdict.FAILED: (_("not passed"), "red"),
    Verdict.TIED: (_("tied"), "orange"),
    Verdict.OVER_QUOTA: (_("over the quota"), "orange"),
    Verdict.DOWNGRADABLE: (_("may get a lower award"), "orange"),
    Verdict.DOWNGRADED: (_("given a lower award"), "green"),
}

PAPERS: dict[str, object] = {
    PaperKind.AWARD_DECISION: _("Award decision of the Director"),
    PaperKind.SUBMISSION_LETTER: _("Submission letter to the province"),
    PaperKind.PROVINCE_DECISION: _("Decision of the provincial Chairman"),
    PaperKind.PRIME_MINISTER_DECISION: _("Decision of the Prime Minister"),
}

DOCUMENTS: dict[str, object] = {
    DocumentKind.INDIVIDUAL_REPORT: _("Report of achievement"),
    DocumentKind.COLLECTIVE_REPORT: _("Report of achievement of a collective"),
    DocumentKind.UNIT_MINUTES: _("Minutes of the unit's meeting"),
    DocumentKind.COUNCIL_MINUTES: _("Minutes of the council"),
    DocumentKind.COUNT_RECORD: _("Record of the count"),
    DocumentKind.BALLOT_PAPER: _("Ballot paper"),
    DocumentKind.NOMINATION_LIST: _("List of nominations"),
    DocumentKind.UNIT_LETTER: _("Letter of the unit"),
    DocumentKind.SUBMISSION_LETTER: _("Submission letter to the province"),
    DocumentKind.RETURN_NOTICE: _("Notice of return for supplement"),
    DocumentKind.RESULT_NOTICE: _("Notice of the result"),
    DocumentKind.POSTED_LIST: _("Notice of the posted list"),
    DocumentKind.REMINDER: _("Reminder letter"),
}

PROCESSES: dict[str, object] = {
    "campaign": _("Campaign"),
    "unit_review": _("Review of a unit"),
    "nomination": _("Nomination"),
    "council_session": _("Council session"),
    "department_award": _("Award by the Director"),
    "provincial_submission": _("Submission to the province"),
}

TERMS: dict[str, tuple[object, str]] = {
    TermState.PLANNED: (_("not begun"), "blue"),
    TermState.RUNNING: (_("in force"), "green"),
    TermState.OVER: (_("over"), "grey"),
}

UNITS: dict[str, tuple[object, str]] = {
    UnitStatus.ACTIVE: (_("active"), "green"),
    UnitStatus.DISSOLVED: (_("dissolved"), "grey"),
}

CORRECTIONS: dict[str, tuple[object, str]] = {
    CorrectionStatus.OPEN: (_("waits for an answer"), "yellow"),
    CorrectionStatus.CORRECTED: (_("corrected"), "green"),
    CorrectionStatus.REFUSED: (_("stays as it is"), "grey"),
}

#: What stands in the middle of a business key, as people call it.
NUMBERED: dict[str, object] = {
    "council": _("session %(number)s"),
    "award": _("decision %(number)s"),
    "province": _("letter %(number)s"),
}

DECISIONS: dict[str, object] = {
    "eligibility": _("Eligibility"),
    "vote_threshold": _("Votes needed"),
    "award_route": _("Who decides"),
    "bonus": _("Bonus"),
}

ROUTES: dict[str, object] = {
    "department": _("the Director decides"),
    "province": _("the provincial Chairman decides"),
    "prime_minister": _("the Prime Minister decides"),
}

DEADLINES: dict[str, object] = {
    "quality_rating": _("Ratings of the year are done"),
    "unit_deadline": _("Units submit by"),
    "consolidation_deadline": _("Consolidation ends"),
    "council_meeting": _("Council meets"),
    "submission_deadline": _("Submission to the province by"),
    "prime_minister_submission": _("Submission to the Prime Minister by"),
    "congress_open": _("Congress opens"),
    "congress_close": _("End of the campaign"),
}

ELEMENT_KINDS: dict[str, object] = {
    "startEvent": _("start"),
    "endEvent": _("end"),
    "userTask": _("task of a person"),
    "serviceTask": _("automatic step"),
    "sendTask": _("message sent"),
    "receiveTask": _("message awaited"),
    "scriptTask": _("computation"),
    "businessRuleTask": _("rule check"),
    "exclusiveGateway": _("choice"),
    "parallelGateway": _("side by side"),
    "inclusiveGateway": _("one or more ways"),
    "eventBasedGateway": _("whatever comes first"),
    "intermediateCatchEvent": _("waiting for an event"),
    "intermediateThrowEvent": _("event"),
    "boundaryEvent": _("event on a step"),
    "subProcess": _("part of the process"),
}

CATEGORIES: dict[str, tuple[object, str]] = {
    "moves": (_("can be moved"), "green"),
    "stays": (_("stay for now"), "grey"),
    "undecided": (_("must be decided by a person"), "orange"),
}

CHANGES: dict[str, object] = {
    "added": _("added"),
    "removed": _("removed"),
    "renamed": _("renamed"),
    "changed": _("changed"),
}

PROPERTIES: dict[str, object] = {
    "kind": _("kind of step"),
    "lane": _("lane"),
    "documentation": _("description"),
    "candidateGroups": _("who may do it"),
    "assignee": _("who does it"),
    "dueDate": _("due date"),
    "formKey": _("form"),
    "action": _("action"),
    "parameters": _("what the action is told"),
    "resultVariable": _("variable of the result"),
    "decisionRef": _("decision table"),
    "facts": _("facts the table reads"),
    "script": _("calculation"),
    "condition": _("condition"),
    "timerEventDefinition": _("when it comes"),
    "messageEventDefinition": _("message"),
    "attachedToRef": _("step it watches"),
    "cancelActivity": _("whether it ends the step"),
    "late": _("what happens when it is late"),
    "multiInstanceLoopCharacteristics": _("for whom it is repeated"),
    "inside": _("part of the process"),
}

INCIDENT_KINDS: dict[str, object] = {
    IncidentKind.TIMER: _("a step of the clock"),
    IncidentKind.MESSAGE: _("a message from another case"),
    IncidentKind.TASK: _("a person's task"),
    IncidentKind.START: _("the start of a case"),
    IncidentKind.NOBODY: _("a task nobody is left to do"),
}

RESOLUTIONS: dict[str, tuple[object, str]] = {
    Resolution.RETRIED: (_("done on another try"), "green"),
    Resolution.DATA_CHANGED: (_("done with changed data"), "green"),
    Resolution.SKIPPED: (_("skipped by two people"), "blue"),
    Resolution.OVERTAKEN: (_("no longer needed"), "grey"),
    Resolution.STAFFED: (_("somebody may do it again"), "green"),
}

#: What a timer does that fell due while nobody could let it.
LATE: dict[str, object] = {
    "fire": _("strikes now, marked late"),
    "coalesce": _("comes once, with later ones of its kind folded in"),
    "skip": _("is left out"),
}

EVENTS: dict[str, object] = {
    **AUDIT_EVENTS,
    **AWAY_EVENTS,
    **TALK_EVENTS,
    "instance:started": _("The case began"),
    "instance:migrated": _("The case was moved to another version of its process"),
    "instance:migration_undone": _("The move to another version was taken back"),
    "instance:completed": _("The case is finished"),
    "instance:cancelled": _("The case was stopped"),
    "instance:advanced": _("The case went on"),
    "instance:retimed": _("Due dates were recomputed"),
    "instance:suspended": _("An administrator suspended the case"),
    "instance:resumed": _("The case goes on after a technical stop"),
    "instance:went_back": _("The case was taken back to an earlier step"),
    "instance:variables_changed": _("Data of the case were changed"),
    "incident:data_changed": _("Data of a failed step were changed"),
    "incident:skip_asked": _("Asked to skip a failed step"),
    "incident:skip_confirmed": _("Confirmed that a failed step is skipped"),
    "task:claimed": _("Took the task"),
    "task:released": _("Gave the task back"),
    "task:reassigned": _("The task was handed on"),
    "task:handover_undone": _("Took back whose task it became"),
    "task:reminded": _("Reminded whoever the task waits for"),
    "task:completed": _("Completed the task"),
    "task:cancelled": _("The task is no longer needed"),
    "timer:fired": _("The time came"),
    "timer:coalesced": _("A reminder was folded into a later one"),
    "timer:skipped": _("A moment passed unused"),
    "timer:retimed": _("The due date was moved"),
    "timer:failed": _("A due step failed"),
    "message:delivered": _("Word came from another case"),
    "message:expired": _("Word came too late"),
    "decision:taken": _("The rules were asked"),
    "nomination:registered": _("The nomination was registered"),
    "nomination:submitted": _("The nomination was submitted"),
    "nomination:blocked": _("A rule stopped the nomination until its unit mends it"),
    "nomination:returned": _("The dossier was returned for supplement"),
    "nomination:supplemented": _("The dossier was supplemented"),
    "nomination:overdue": _("The supplement is overdue"),
    "nomination:checked": _("The dossier was checked"),
    "nomination:made_ready": _("The nomination is ready for the council"),
    "nomination:ranked": _("The nomination was ranked"),
    "nomination:presented": _("The nomination came before the council"),
    "nomination:forwarded": _("The nomination was sent to the higher level"),
    "nomination:withdrawn": _("The nomination was withdrawn"),
    "nomination:suspended": _("The nomination was suspended"),
    "nomination:suspension_upheld": _("The ground of the suspension was confirmed"),
    "nomination:resumed": _("The nomination goes on"),
    "nomination:concluded": _("The nomination has its outcome"),
    "dossier:saved": _("The dossier was saved"),
    "complaint:filed": _("A complaint was filed"),
    "complaint:answered": _("A complaint was answered"),
    "review:started": _("The review of the unit began"),
    "review:meeting_held": _("The unit held its meeting"),
    "review:endorsed": _("The head endorsed the list"),
    "review:submitted": _("The unit submitted its list"),
    "review:reminded": _("The unit was reminded"),
    "review:escalated": _("Late units were reported"),
    "review:accepted_late": _("A late submission was accepted"),
    "review:closed": _("The review was closed"),
    "campaign:created": _("The campaign was created"),
    "campaign:opened": _("The campaign was opened"),
    "campaign:consolidated": _("The list was consolidated"),
    "campaign:posted": _("The list was posted"),
    "campaign:decided": _("The campaign was decided"),
    "campaign:published": _("The results were published"),
    "campaign:archived": _("The campaign was archived"),
    "campaign:changed": _("The campaign was changed"),
    "deadline:moved": _("A deadline was moved"),
    "council:convened": _("The council was convened"),
    "council:attendance_recorded": _("Attendance was recorded"),
    "council:quorum_checked": _("The quorum was checked"),
    "council:ballots_counted": _("The ballots were counted"),
    "council:resolved": _("Open questions were decided"),
    "council:concluded": _("The council concluded"),
    "paper:drafted": _("A paper was drafted"),
    "paper:signed": _("A paper was signed"),
    "paper:registered": _("A paper was registered"),
    "paper:sent": _("A paper was sent"),
    "paper:received": _("A paper was received"),
    "paper:returned": _("A paper came back"),
    "paper:decided": _("A decision was recorded"),
    "paper:escalated": _("An overdue paper was reported"),
    "document:made": _("A paper was made and kept"),
    "document:signed_copy_filed": _("A signed copy was filed"),
    "document:template_replaced": _("A template was replaced"),
    "message:sent": _("Word was sent to another case"),
    "message:failed": _("Word to another case could not be delivered"),
    "notice:sent": _("A notice was sent"),
    "notice:failed": _("A notice could not be sent"),
    "notice:queued": _("A notice was written"),
    "notice:gathered": _("Notices were put into one mail"),
    "notice:withheld": _("A notice was taken back before it was sent"),
    "notice:revived": _("Mails that were given up are sent again"),
    "notice:round_held": _("Everybody was reminded of what is due"),
    "notice:topics_chosen": _("A person chose what they get mails about"),
    "incident:opened": _("A step failed and needs a person"),
    "incident:failed_again": _("The step that failed was tried again and failed again"),
    "incident:resolved": _("A failed step was mended"),
}


def case_key(business_key: str) -> str:
    """A business key as people read it: “2026, session 1” for “2026/council/1”."""
    campaign, _slash, rest = business_key.partition("/")
    kind, _slash, number = rest.rpartition("/")
    if kind not in NUMBERED:
        return business_key
    return f"{campaign}, {str(NUMBERED[kind]) % {'number': number}}"


def word(words: dict[str, object], code: str | None) -> str:
    """The word for a code; a code without one stands for itself."""
    if code is None:
        return ""
    return str(words.get(code, code))


def tag(words: dict[str, tuple[object, str]], code: str) -> tuple[str, str]:
    """The word for a state, and the colour it is shown in."""
    text, colour = words.get(code, (code, "grey"))
    return str(text), colour
