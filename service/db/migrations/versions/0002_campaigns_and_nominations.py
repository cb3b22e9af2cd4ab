"""Campaigns, nominations and their dossiers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_campaign()
    _create_deadline()
    _create_quota()
    _create_nomination()
    _create_dossier()
    _create_complaint()


def downgrade() -> None:
    op.drop_table("complaint")
    op.drop_table("dossier")
    op.drop_table("nomination")
    op.drop_table("quota")
    op.drop_table("deadline")
    op.drop_table("campaign")


def _create_campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("legal_regime", sa.String(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
        sa.UniqueConstraint("code", name="uq_campaign_code"),
    )


def _create_deadline() -> None:
    op.create_table(
        "deadline",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("is_assumption", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deadline"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_deadline_campaign_id"),
        sa.UniqueConstraint("campaign_id", "name", name="uq_deadline_campaign_id_name"),
    )


def _create_quota() -> None:
    op.create_table(
        "quota",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("award", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("limit", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quota"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_quota_campaign_id"),
        sa.UniqueConstraint("campaign_id", "award", "subject", name="uq_quota_campaign_id_award_subject"),
    )


def _create_nomination() -> None:
    op.create_table(
        "nomination",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("unit_id", NUMBER, nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("nominee", sa.String(), nullable=False),
        sa.Column("person_id", NUMBER),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("is_woman", sa.Boolean()),
        sa.Column("is_leader", sa.Boolean(), nullable=False),
        sa.Column("award", sa.String(40), nullable=False),
        sa.Column("proposed_award", sa.String(40), nullable=False),
        sa.Column("content", sa.String(40), nullable=False),
        sa.Column("achievement", sa.String(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("outcome_reason", sa.String()),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("proposed_by_id", NUMBER),
        sa.Column("suspended_at", MOMENT),
        sa.Column("suspension_ground", sa.String()),
        sa.Column("unit_yes", NUMBER),
        sa.Column("unit_present", NUMBER),
        sa.Column("council_yes", NUMBER),
        sa.Column("council_total", NUMBER),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_nomination"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_nomination_campaign_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_nomination_person_id"),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name="fk_nomination_proposed_by_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_nomination_unit_id"),
        sa.UniqueConstraint("campaign_id", "number", name="uq_nomination_campaign_id_number"),
    )
    op.create_index("ix_nomination_campaign_id_status", "nomination", ["campaign_id", "status"])
    op.create_index("ix_nomination_campaign_id_unit_id", "nomination", ["campaign_id", "unit_id"])


def _create_dossier() -> None:
    op.create_table(
        "dossier",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("nomination_id", NUMBER, nullable=False),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("rating", sa.String(40)),
        sa.Column("achievement_from", sa.Date()),
        sa.Column("achievement_to", sa.Date()),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("direct_contribution", sa.String(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("internal_unity", sa.Boolean()),
        sa.Column("under_discipline_review", sa.Boolean(), nullable=False),
        sa.Column("under_investigation", sa.Boolean(), nullable=False),
        sa.Column("complaint_under_verification", sa.Boolean(), nullable=False),
        sa.Column("already_awarded", sa.Boolean(), nullable=False),
        sa.Column("missing", sa.String()),
        sa.Column("supplement_due_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_dossier"),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name="fk_dossier_nomination_id"),
        sa.UniqueConstraint("nomination_id", name="uq_dossier_nomination_id"),
    )


def _create_complaint() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("nomination_id", NUMBER, nullable=False),
        sa.Column("filed_by_id", NUMBER),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("substantiated", sa.Boolean()),
        sa.Column("answer", sa.String()),
        sa.Column("answered_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_complaint"),
        sa.ForeignKeyConstraint(["filed_by_id"], ["person.id"], name="fk_complaint_filed_by_id"),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name="fk_complaint_nomination_id"),
    )
    op.create_index("ix_complaint_nomination_id", "complaint", ["nomination_id"])
