"""Tables, and the rules that need only their own row."""

from service.models.absences import Absence, Interest, InterestKind, StandingDelegation
from service.models.audit import AuditCheckpoint, AuditEntry, AuditHead, AuditValue
from service.models.awards import Paper, PaperKind, PaperLine
from service.models.calendars import CalendarDay, CalendarVersion, DayKind
from service.models.campaigns import (
    Award,
    Campaign,
    CampaignStatus,
    Content,
    Deadline,
    Quota,
    Subject,
)
from service.models.comments import Comment, Mention
from service.models.corrections import Correction, CorrectionStatus
from service.models.credentials import ApiToken, PasswordReset
from service.models.definitions import Definition, DefinitionDraft, DefinitionKind, Deployment
from service.models.documents import Document, DocumentKind, DocumentTemplate, SignedCopy
from service.models.handovers import HandoverKind, TaskHandover
from service.models.incidents import AnsweredRequest, Incident, IncidentKind, Resolution
from service.models.instances import InstanceStatus, ProcessInstance
from service.models.messages import Message, MessageKind, MessageState, Subscription
from service.models.migrations import InstanceMigration
from service.models.nominations import (
    OUTCOMES,
    Complaint,
    Dossier,
    Nomination,
    NominationStatus,
    Rating,
    RuleResult,
)
from service.models.notices import (
    CalendarFeed,
    Mail,
    MailStatus,
    MutedTopic,
    Notice,
    NoticeRound,
    Topic,
    Withheld,
)
from service.models.people import (
    UNIT_GROUPS,
    Group,
    Membership,
    Person,
    Session,
    Unit,
    UnitStatus,
)
from service.models.reviews import (
    Attendance,
    Ballot,
    BallotBox,
    Choice,
    CouncilSession,
    ReviewStatus,
    Tally,
    UnitReview,
    Verdict,
    VotingMethod,
)
from service.models.tasks import TaskCandidate, TaskDraft, TaskStatus, UserTask
from service.models.terms import Term, TermState
from service.models.timers import PENDING, TimerJob, TimerState
from service.models.views import SavedView

__all__ = [
    "OUTCOMES",
    "PENDING",
    "UNIT_GROUPS",
    "Absence",
    "AnsweredRequest",
    "ApiToken",
    "Attendance",
    "AuditCheckpoint",
    "AuditEntry",
    "AuditHead",
    "AuditValue",
    "Award",
    "Ballot",
    "BallotBox",
    "CalendarDay",
    "CalendarFeed",
    "CalendarVersion",
    "Campaign",
    "CampaignStatus",
    "Choice",
    "Comment",
    "Complaint",
    "Content",
    "Correction",
    "CorrectionStatus",
    "CouncilSession",
    "DayKind",
    "Deadline",
    "Definition",
    "DefinitionDraft",
    "DefinitionKind",
    "Deployment",
    "Document",
    "DocumentKind",
    "DocumentTemplate",
    "Dossier",
    "Group",
    "HandoverKind",
    "Incident",
    "IncidentKind",
    "InstanceMigration",
    "InstanceStatus",
    "Interest",
    "InterestKind",
    "Mail",
    "MailStatus",
    "Membership",
    "Mention",
    "Message",
    "MessageKind",
    "MessageState",
    "MutedTopic",
    "Nomination",
    "NominationStatus",
    "Notice",
    "NoticeRound",
    "Paper",
    "PaperKind",
    "PaperLine",
    "PasswordReset",
    "Person",
    "ProcessInstance",
    "Quota",
    "Rating",
    "Resolution",
    "ReviewStatus",
    "RuleResult",
    "SavedView",
    "Session",
    "SignedCopy",
    "StandingDelegation",
    "Subject",
    "Subscription",
    "Tally",
    "TaskCandidate",
    "TaskDraft",
    "TaskHandover",
    "TaskStatus",
    "Term",
    "TermState",
    "TimerJob",
    "TimerState",
    "Topic",
    "Unit",
    "UnitReview",
    "UnitStatus",
    "UserTask",
    "Verdict",
    "VotingMethod",
    "Withheld",
]
