"""The work list, the timers, the messages and what failed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_user_task()
    _create_task_candidate()
    _create_task_draft()
    _create_timer_job()
    _create_message()
    _create_subscription()
    _create_incident()
    _create_answered_request()
    _create_notice()


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_table("answered_request")
    op.drop_table("incident")
    op.drop_table("subscription")
    op.drop_table("message")
    op.drop_table("timer_job")
    op.drop_table("task_draft")
    op.drop_table("task_candidate")
    op.drop_table("user_task")


def _create_user_task() -> None:
    op.create_table(
        "user_task",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("instance_id", NUMBER, nullable=False),
        sa.Column("engine_task_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("form_key", sa.String()),
        sa.Column("unit_id", NUMBER),
        sa.Column("assignee_id", NUMBER),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("completed_by_id", NUMBER),
        sa.Column("answers", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_user_task"),
        sa.ForeignKeyConstraint(["assignee_id"], ["person.id"], name="fk_user_task_assignee_id"),
        sa.ForeignKeyConstraint(["completed_by_id"], ["person.id"], name="fk_user_task_completed_by_id"),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instance.id"], name="fk_user_task_instance_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_user_task_unit_id"),
        sa.UniqueConstraint("engine_task_id", name="uq_user_task_engine_task_id"),
    )
    op.create_index("ix_user_task_assignee_id_status_id", "user_task", ["assignee_id", "status", "id"])
    op.create_index("ix_user_task_instance_id_status", "user_task", ["instance_id", "status"])


def _create_task_candidate() -> None:
    op.create_table(
        "task_candidate",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("task_id", NUMBER, nullable=False),
        sa.Column("group", sa.String(40), nullable=False),
        sa.Column("unit_id", NUMBER),
        sa.PrimaryKeyConstraint("id", name="pk_task_candidate"),
        sa.ForeignKeyConstraint(["task_id"], ["user_task.id"], name="fk_task_candidate_task_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_task_candidate_unit_id"),
        sa.UniqueConstraint("task_id", "group", name="uq_task_candidate_task_id_group"),
    )
    op.create_index("ix_task_candidate_group_unit_id_task_id", "task_candidate", ["group", "unit_id", "task_id"])


def _create_task_draft() -> None:
    op.create_table(
        "task_draft",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("task_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_task_draft"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_task_draft_person_id"),
        sa.ForeignKeyConstraint(["task_id"], ["user_task.id"], name="fk_task_draft_task_id"),
        sa.UniqueConstraint("task_id", "person_id", name="uq_task_draft_task_id_person_id"),
    )


def _create_timer_job() -> None:
    op.create_table(
        "timer_job",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("instance_id", NUMBER, nullable=False),
        sa.Column("engine_task_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("occurrence", NUMBER, nullable=False),
        sa.Column("armed_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("late_policy", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("calendar_version", sa.String()),
        sa.Column("fired_at", MOMENT),
        sa.Column("late_by", NUMBER),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("not_before", MOMENT),
        sa.Column("last_error", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_timer_job"),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instance.id"], name="fk_timer_job_instance_id"),
        sa.UniqueConstraint("instance_id", "engine_task_id", "occurrence", name="uq_timer_job_instance_id_engine_task_id_occurrence"),
    )
    op.create_index("ix_timer_job_instance_id", "timer_job", ["instance_id"])
    op.create_index(
        "ix_timer_job_waiting",
        "timer_job",
        ["due_at", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _create_message() -> None:
    op.create_table(
        "message",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("process_key", sa.String(), nullable=False),
        sa.Column("business_key", sa.String(), nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("variables", sa.JSON(), nullable=False),
        sa.Column("sender_id", NUMBER),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("delivered_at", MOMENT),
        sa.Column("delivered_to_id", NUMBER),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("not_before", MOMENT),
        sa.Column("last_error", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_message_campaign_id"),
        sa.ForeignKeyConstraint(["delivered_to_id"], ["process_instance.id"], name="fk_message_delivered_to_id"),
        sa.ForeignKeyConstraint(["sender_id"], ["process_instance.id"], name="fk_message_sender_id"),
    )
    op.create_index("ix_message_state_process_key_business_key", "message", ["state", "process_key", "business_key"])


def _create_subscription() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("instance_id", NUMBER, nullable=False),
        sa.Column("engine_task_id", sa.String(), nullable=False),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instance.id"], name="fk_subscription_instance_id"),
        sa.UniqueConstraint("instance_id", "engine_task_id", "message", name="uq_subscription_instance_id_engine_task_id_message"),
    )
    op.create_index("ix_subscription_instance_id", "subscription", ["instance_id"])


def _create_incident() -> None:
    op.create_table(
        "incident",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("instance_id", NUMBER),
        sa.Column("timer_id", NUMBER),
        sa.Column("message_id", NUMBER),
        sa.Column("element_id", sa.String()),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("resolved_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instance.id"], name="fk_incident_instance_id"),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_incident_message_id"),
        sa.ForeignKeyConstraint(["timer_id"], ["timer_job.id"], name="fk_incident_timer_id"),
    )
    op.create_index("ix_incident_instance_id", "incident", ["instance_id"])


def _create_answered_request() -> None:
    op.create_table(
        "answered_request",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("status", NUMBER),
        sa.Column("answer", sa.JSON()),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answered_request"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_answered_request_person_id"),
        sa.UniqueConstraint("person_id", "key", name="uq_answered_request_person_id_key"),
    )


def _create_notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("instance_id", NUMBER),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("dedup_key", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("not_before", MOMENT),
        sa.Column("last_error", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instance.id"], name="fk_notice_instance_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_notice_person_id"),
        sa.UniqueConstraint("person_id", "dedup_key", name="uq_notice_person_id_dedup_key"),
    )
    op.create_index("ix_notice_sent_at_id", "notice", ["sent_at", "id"])
