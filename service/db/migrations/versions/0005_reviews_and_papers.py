"""Meetings that vote, and papers with a number."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_unit_review()
    _create_council_session()
    _create_attendance()
    _create_ballot()
    _create_tally()
    _create_paper()
    _create_paper_line()


def downgrade() -> None:
    op.drop_table("paper_line")
    op.drop_table("paper")
    op.drop_table("tally")
    op.drop_table("ballot")
    op.drop_table("attendance")
    op.drop_table("council_session")
    op.drop_table("unit_review")


def _create_unit_review() -> None:
    op.create_table(
        "unit_review",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("unit_id", NUMBER, nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("held_at", MOMENT),
        sa.Column("members_total", NUMBER),
        sa.Column("members_present", NUMBER),
        sa.Column("minutes", sa.String()),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("late_reason", sa.String()),
        sa.Column("submitted_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_unit_review"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_unit_review_campaign_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_review_unit_id"),
        sa.UniqueConstraint("campaign_id", "unit_id", name="uq_unit_review_campaign_id_unit_id"),
    )


def _create_council_session() -> None:
    op.create_table(
        "council_session",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("convened_for", MOMENT),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("by_written_opinion", sa.Boolean(), nullable=False),
        sa.Column("is_quorate", sa.Boolean()),
        sa.Column("minutes", sa.String()),
        sa.Column("concluded_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_council_session"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_council_session_campaign_id"),
    )
    op.create_index("ix_council_session_campaign_id", "council_session", ["campaign_id"])


def _create_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("session_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("present", sa.Boolean()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attendance"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_attendance_person_id"),
        sa.ForeignKeyConstraint(["session_id"], ["council_session.id"], name="fk_attendance_session_id"),
        sa.UniqueConstraint("session_id", "person_id", name="uq_attendance_session_id_person_id"),
    )


def _create_ballot() -> None:
    op.create_table(
        "ballot",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("session_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("nomination_id", NUMBER, nullable=False),
        sa.Column("choice", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ballot"),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name="fk_ballot_nomination_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_ballot_person_id"),
        sa.ForeignKeyConstraint(["session_id"], ["council_session.id"], name="fk_ballot_session_id"),
        sa.UniqueConstraint("session_id", "person_id", "nomination_id", name="uq_ballot_session_id_person_id_nomination_id"),
    )
    op.create_index("ix_ballot_nomination_id", "ballot", ["nomination_id"])


def _create_tally() -> None:
    op.create_table(
        "tally",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("session_id", NUMBER, nullable=False),
        sa.Column("nomination_id", NUMBER, nullable=False),
        sa.Column("members", NUMBER, nullable=False),
        sa.Column("recused", NUMBER, nullable=False),
        sa.Column("yes", NUMBER, nullable=False),
        sa.Column("no", NUMBER, nullable=False),
        sa.Column("needed", NUMBER, nullable=False),
        sa.Column("rank", NUMBER),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tally"),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name="fk_tally_nomination_id"),
        sa.ForeignKeyConstraint(["session_id"], ["council_session.id"], name="fk_tally_session_id"),
        sa.UniqueConstraint("session_id", "nomination_id", name="uq_tally_session_id_nomination_id"),
    )


def _create_paper() -> None:
    op.create_table(
        "paper",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.String()),
        sa.Column("dated", sa.Date()),
        sa.Column("abstract", sa.String(), nullable=False),
        sa.Column("signed_by_id", NUMBER),
        sa.Column("signed_at", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("received_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_paper"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_paper_campaign_id"),
        sa.ForeignKeyConstraint(["signed_by_id"], ["person.id"], name="fk_paper_signed_by_id"),
    )
    op.create_index("ix_paper_campaign_id", "paper", ["campaign_id"])


def _create_paper_line() -> None:
    op.create_table(
        "paper_line",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("paper_id", NUMBER, nullable=False),
        sa.Column("nomination_id", NUMBER, nullable=False),
        sa.Column("granted", sa.Boolean()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("bonus", NUMBER),
        sa.PrimaryKeyConstraint("id", name="pk_paper_line"),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name="fk_paper_line_nomination_id"),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_paper_line_paper_id"),
        sa.UniqueConstraint("paper_id", "nomination_id", name="uq_paper_line_paper_id_nomination_id"),
    )
    op.create_index("ix_paper_line_nomination_id", "paper_line", ["nomination_id"])
