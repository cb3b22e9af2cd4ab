"""Mails that carry several notices, what people want to be told, and addresses of calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
#: How far a mail had come; one with neither was never tried and is made up anew.
TRIED = "sent_at IS NOT NULL OR attempts > 0"
LAST_ATTEMPT = 6


def upgrade() -> None:
    _create_mail()
    _create_choices()
    with op.batch_alter_table("notice") as table:
        for name in ("task_id", "mail_id"):
            table.add_column(sa.Column(name, NUMBER))
        table.add_column(sa.Column("withheld", sa.String(40)))
        table.add_column(sa.Column("read_at", MOMENT))
        table.create_foreign_key("fk_notice_task_id", "user_task", ["task_id"], ["id"])
        table.create_foreign_key("fk_notice_mail_id", "mail", ["mail_id"], ["id"])
    _move_to_mails()
    op.drop_index("ix_notice_sent_at_id", "notice")
    with op.batch_alter_table("notice") as table:
        for name in ("sent_at", "attempts", "last_error"):
            table.drop_column(name)
    _index("ix_notice_pending", "notice", "person_id", "mail_id IS NULL AND withheld IS NULL")
    _index("ix_notice_unread", "notice", "person_id", "read_at IS NULL")
    op.create_index("ix_notice_mail_id", "notice", ["mail_id"])
    op.create_index("ix_notice_instance_id_created_at", "notice", ["instance_id", "created_at"])
    op.add_column("user_task", sa.Column("told_at", MOMENT))
    # Whose turn it was before this is known already.
    op.execute("UPDATE user_task SET told_at = opened_at")
    _index("ix_user_task_untold", "user_task", "instance_id", "status = 'open' AND told_at IS NULL")


def downgrade() -> None:
    op.drop_index("ix_user_task_untold", "user_task")
    op.drop_column("user_task", "told_at")
    for name in ("pending", "unread", "mail_id", "instance_id_created_at"):
        op.drop_index(f"ix_notice_{name}", "notice")
    with op.batch_alter_table("notice") as table:
        table.add_column(sa.Column("sent_at", MOMENT))
        table.add_column(sa.Column("attempts", NUMBER, nullable=False, server_default="0"))
        table.add_column(sa.Column("last_error", sa.String()))
    for name in ("sent_at", "attempts", "last_error"):
        op.execute(
            f"UPDATE notice SET {name} = (SELECT {name} FROM mail WHERE mail.id = notice.mail_id)"
            " WHERE mail_id IS NOT NULL"
        )
    # A notice that went into no mail must not go out now.
    op.execute(f"UPDATE notice SET attempts = {LAST_ATTEMPT} WHERE withheld IS NOT NULL")
    with op.batch_alter_table("notice") as table:
        table.alter_column("attempts", existing_type=NUMBER, server_default=None, nullable=False)
        for name in ("task_id", "mail_id"):
            table.drop_constraint(f"fk_notice_{name}", type_="foreignkey")
        for name in ("task_id", "mail_id", "withheld", "read_at"):
            table.drop_column(name)
    op.create_index("ix_notice_sent_at_id", "notice", ["sent_at", "id"])
    for name in ("calendar_feed", "notice_round", "muted_topic", "mail"):
        op.drop_table(name)


def _create_mail() -> None:
    op.create_table(
        "mail",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("not_before", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("last_error", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_mail"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mail_person_id"),
        sa.UniqueConstraint("key", name="uq_mail_key"),
    )
    op.create_index("ix_mail_person_id_made_at", "mail", ["person_id", "made_at"])
    _index("ix_mail_waiting", "mail", "id", "status = 'waiting'")


def _create_choices() -> None:
    op.create_table(
        "muted_topic",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_muted_topic"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_muted_topic_person_id"),
        sa.UniqueConstraint("person_id", "topic", name="uq_muted_topic_person_id_topic"),
    )
    op.create_table(
        "notice_round",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("held_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice_round"),
        sa.UniqueConstraint("day", name="uq_notice_round_day"),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feed"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_calendar_feed_person_id"),
        sa.UniqueConstraint("person_id", name="uq_calendar_feed_person_id"),
        sa.UniqueConstraint("token_hash", name="uq_calendar_feed_token_hash"),
    )


def _move_to_mails() -> None:
    """Give every notice that was sent or tried the mail it went in, under the same Message-ID."""
    op.execute(
        "INSERT INTO mail"
        " (person_id, key, made_at, status, attempts, not_before, sent_at, last_error)"
        " SELECT person_id, CAST(person_id AS VARCHAR) || '/' || dedup_key, created_at,"
        " CASE WHEN sent_at IS NOT NULL THEN 'sent'"
        f" WHEN attempts >= {LAST_ATTEMPT} THEN 'failed' ELSE 'waiting' END,"
        f" attempts, not_before, sent_at, last_error FROM notice WHERE {TRIED} ORDER BY id"
    )
    op.execute(
        "UPDATE notice SET mail_id = (SELECT mail.id FROM mail WHERE mail.key ="
        " CAST(notice.person_id AS VARCHAR) || '/' || notice.dedup_key)"
    )
    # Nobody finds a year's notices unread the morning after an upgrade.
    op.execute("UPDATE notice SET read_at = created_at")


def _index(name: str, table: str, column: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, [column], sqlite_where=condition, postgresql_where=condition
    )
