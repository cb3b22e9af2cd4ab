"""Terms in groups, codes for a new password, tokens for programs, requests to correct."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
#: Filled in for the rows that are there; the models name the same defaults.
FILLED = (
    ("unit", "revision", NUMBER, "1"),
    ("person", "must_change_password", sa.Boolean(), sa.false()),
    ("person", "revision", NUMBER, "1"),
)


def upgrade() -> None:
    for table, name, kind, value in FILLED:
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=value))
    for name in ("address", "agent"):
        op.add_column("session", sa.Column(name, sa.String()))
    _create_term()
    _create_password_reset()
    _create_api_token()
    _create_correction()


def downgrade() -> None:
    for table in ("correction", "api_token", "password_reset", "term"):
        op.drop_table(table)
    for name in ("agent", "address"):
        op.drop_column("session", name)
    for table, name, *_ in reversed(FILLED):
        op.drop_column(table, name)


def _create_term() -> None:
    op.create_table(
        "term",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("group", sa.String(40), nullable=False),
        sa.Column("unit_id", NUMBER),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("begins_at", MOMENT),
        sa.Column("ends_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_term_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_term_unit_id"),
    )
    op.create_index("ix_term_person_id_state", "term", ["person_id", "state"])
    op.create_index("ix_term_state_ends_at", "term", ["state", "ends_at"])
    op.create_index("ix_term_group", "term", ["group"])


def _create_password_reset() -> None:
    op.create_table(
        "password_reset",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_password_reset"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_password_reset_person_id"),
        sa.UniqueConstraint("code_hash", name="uq_password_reset_code_hash"),
    )
    op.create_index("ix_password_reset_person_id", "password_reset", ["person_id"])


def _create_api_token() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.Column("used_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_api_token_person_id"),
        sa.UniqueConstraint("token_hash", name="uq_api_token_token_hash"),
    )
    op.create_index("ix_api_token_person_id", "api_token", ["person_id"])


def _create_correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("nomination_id", NUMBER),
        sa.Column("wrong", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_at", MOMENT),
        sa.Column("answered_by_id", NUMBER),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_correction_person_id"),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name="fk_correction_nomination_id"
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name="fk_correction_answered_by_id"
        ),
    )
    op.create_index("ix_correction_person_id", "correction", ["person_id"])
    op.create_index("ix_correction_status", "correction", ["status"])
