"""What can be recorded. A name reads ``subject:past-verb``; names are never reused."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Event(enum.StrEnum):
    """Everything the ledger knows how to say."""

    DEFINITION_IMPORTED = "definition:imported"
    DEFINITION_DEPLOYED = "definition:deployed"
    CALENDAR_PUBLISHED = "calendar:published"

    CAMPAIGN_CREATED = "campaign:created"
    CAMPAIGN_OPENED = "campaign:opened"
    CAMPAIGN_CONSOLIDATED = "campaign:consolidated"
    CAMPAIGN_POSTED = "campaign:posted"
    CAMPAIGN_DECIDED = "campaign:decided"
    CAMPAIGN_PUBLISHED = "campaign:published"
    CAMPAIGN_ARCHIVED = "campaign:archived"
    CAMPAIGN_CHANGED = "campaign:changed"
    DEADLINE_MOVED = "deadline:moved"

    INSTANCE_STARTED = "instance:started"
    INSTANCE_ADVANCED = "instance:advanced"
    INSTANCE_RETIMED = "instance:retimed"
    INSTANCE_MIGRATED = "instance:migrated"
    INSTANCE_MIGRATION_UNDONE = "instance:migration_undone"
    INSTANCE_COMPLETED = "instance:completed"
    INSTANCE_CANCELLED = "instance:cancelled"
    INSTANCE_SUSPENDED = "instance:suspended"
    INSTANCE_RESUMED = "instance:resumed"
    INSTANCE_WENT_BACK = "instance:went_back"
    INSTANCE_VARIABLES_CHANGED = "instance:variables_changed"

    TASK_CLAIMED = "task:claimed"
    TASK_RELEASED = "task:released"
    TASK_HANDOVER_UNDONE = "task:handover_undone"
    TASK_REMINDED = "task:reminded"
    TASK_COMPLETED = "task:completed"
    TASK_CANCELLED = "task:cancelled"
    TASK_DELEGATED = "task:delegated"
    TASK_TAKEN_BACK = "task:taken_back"
    TASK_REASSIGNED = "task:reassigned"
    TASK_RECALLED = "task:recalled"

    TIMER_FIRED = "timer:fired"
    TIMER_COALESCED = "timer:coalesced"
    TIMER_SKIPPED = "timer:skipped"
    TIMER_RETIMED = "timer:retimed"
    TIMER_FAILED = "timer:failed"

    MESSAGE_SENT = "message:sent"
    MESSAGE_DELIVERED = "message:delivered"
    MESSAGE_EXPIRED = "message:expired"
    MESSAGE_FAILED = "message:failed"

    DECISION_TAKEN = "decision:taken"

    NOMINATION_REGISTERED = "nomination:registered"
    NOMINATION_SUBMITTED = "nomination:submitted"
    NOMINATION_BLOCKED = "nomination:blocked"
    NOMINATION_RETURNED = "nomination:returned"
    NOMINATION_SUPPLEMENTED = "nomination:supplemented"
    NOMINATION_OVERDUE = "nomination:overdue"
    NOMINATION_CHECKED = "nomination:checked"
    NOMINATION_MADE_READY = "nomination:made_ready"
    NOMINATION_RANKED = "nomination:ranked"
    NOMINATION_PRESENTED = "nomination:presented"
    NOMINATION_FORWARDED = "nomination:forwarded"
    NOMINATION_WITHDRAWN = "nomination:withdrawn"
    NOMINATION_SUSPENDED = "nomination:suspended"
    NOMINATION_RESUMED = "nomination:resumed"
    NOMINATION_SUSPENSION_UPHELD = "nomination:suspension_upheld"
    NOMINATION_CONCLUDED = "nomination:concluded"
    DOSSIER_SAVED = "dossier:saved"
    COMPLAINT_FILED = "complaint:filed"
    COMPLAINT_ANSWERED = "complaint:answered"

    REVIEW_STARTED = "review:started"
    REVIEW_MEETING_HELD = "review:meeting_held"
    REVIEW_ENDORSED = "review:endorsed"
    REVIEW_SUBMITTED = "review:submitted"
    REVIEW_REMINDED = "review:reminded"
    REVIEW_ESCALATED = "review:escalated"
    REVIEW_ACCEPTED_LATE = "review:accepted_late"
    REVIEW_CLOSED = "review:closed"

    COUNCIL_CONVENED = "council:convened"
    COUNCIL_ATTENDANCE_RECORDED = "council:attendance_recorded"
    COUNCIL_QUORUM_CHECKED = "council:quorum_checked"
    COUNCIL_BALLOTS_COUNTED = "council:ballots_counted"
    COUNCIL_RESOLVED = "council:resolved"
    COUNCIL_CONCLUDED = "council:concluded"

    PAPER_DRAFTED = "paper:drafted"
    PAPER_SIGNED = "paper:signed"
    PAPER_REGISTERED = "paper:registered"
    PAPER_SENT = "paper:sent"
    PAPER_RECEIVED = "paper:received"
    PAPER_RETURNED = "paper:returned"
    PAPER_DECIDED = "paper:decided"
    PAPER_ESCALATED = "paper:escalated"

    DOCUMENT_MADE = "document:made"
    DOCUMENT_SIGNED_COPY_FILED = "document:signed_copy_filed"
    DOCUMENT_TEMPLATE_REPLACED = "document:template_replaced"
    CASES_EXPORTED = "cases:exported"
    PACK_TAKEN = "pack:taken"
    VIEW_SAVED = "view:saved"
    VIEW_REMOVED = "view:removed"

    NOTICE_QUEUED = "notice:queued"
    NOTICE_GATHERED = "notice:gathered"
    NOTICE_WITHHELD = "notice:withheld"
    NOTICE_SENT = "notice:sent"
    NOTICE_FAILED = "notice:failed"
    NOTICE_REVIVED = "notice:revived"
    NOTICE_ROUND_HELD = "notice:round_held"
    NOTICE_TOPICS_CHOSEN = "notice:topics_chosen"
    CALENDAR_FEED_OPENED = "calendar:feed_opened"
    CALENDAR_FEED_CLOSED = "calendar:feed_closed"

    UNIT_CREATED = "unit:created"
    UNIT_CHANGED = "unit:changed"
    UNIT_DISSOLVED = "unit:dissolved"
    UNIT_RESTORED = "unit:restored"
    PERSON_CREATED = "person:created"
    PERSON_CHANGED = "person:changed"
    PERSON_DEACTIVATED = "person:deactivated"
    PERSON_REACTIVATED = "person:reactivated"
    PERSON_GROUP_PLANNED = "person:group_planned"
    PERSON_JOINED_GROUP = "person:joined_group"
    PERSON_LEFT_GROUP = "person:left_group"
    PERSON_TERM_CHANGED = "person:term_changed"
    PERSON_TERMS_RECORDED = "person:terms_recorded"
    PERSON_CREDENTIALS_SET = "person:credentials_set"
    PERSON_RESET_OFFERED = "person:reset_offered"
    PERSON_ACCESS_GRANTED = "person:access_granted"
    PERSON_ACCESS_REVOKED = "person:access_revoked"
    PERSON_SIGNED_IN = "person:signed_in"
    PERSON_SIGNED_OUT = "person:signed_out"
    PERSON_SESSIONS_ENDED = "person:sessions_ended"

    COMMENT_WRITTEN = "comment:written"
    COMMENT_WITHDRAWN = "comment:withdrawn"

    CORRECTION_ASKED = "correction:asked"
    CORRECTION_ANSWERED = "correction:answered"

    ABSENCE_ANNOUNCED = "absence:announced"
    ABSENCE_ENDED = "absence:ended"
    DELEGATION_MADE = "delegation:made"
    DELEGATION_ENDED = "delegation:ended"
    INTEREST_DECLARED = "interest:declared"
    INTEREST_ENDED = "interest:ended"

    INCIDENT_OPENED = "incident:opened"
    INCIDENT_FAILED_AGAIN = "incident:failed_again"
    INCIDENT_DATA_CHANGED = "incident:data_changed"
    INCIDENT_SKIP_ASKED = "incident:skip_asked"
    INCIDENT_SKIP_CONFIRMED = "incident:skip_confirmed"
    INCIDENT_RESOLVED = "incident:resolved"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One event of a unit of work, before it has a place in the chain.

    ``detail`` stands in the chain for ever: ids, names of states, numbers. ``values`` may be
    personal; the chain holds commitments to them only.
    """

    event: Event
    instance_id: int | None = None
    nomination_id: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
