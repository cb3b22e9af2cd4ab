"""Diagrams kept as they were received, before anything is deployed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "definition_draft",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(), nullable=False),
        sa.Column("definition_id", NUMBER),
        sa.PrimaryKeyConstraint("id", name="pk_definition_draft"),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definition.id"], name="fk_definition_draft_definition_id"
        ),
        sa.UniqueConstraint("kind", "key", "revision", name="uq_definition_draft_kind_key_revision"),
    )
    op.create_index("ix_definition_draft_definition_id", "definition_draft", ["definition_id"])


def downgrade() -> None:
    op.drop_table("definition_draft")
