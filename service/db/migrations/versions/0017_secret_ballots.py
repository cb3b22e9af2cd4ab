"""Councils that vote in secret: how a session votes, and the sealed boxes."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("council_session") as table:
        table.add_column(
            sa.Column("method", sa.String(40), nullable=False, server_default="show_of_hands")
        )
    with op.batch_alter_table("council_session") as table:
        table.alter_column("method", existing_type=sa.String(40), server_default=None)
    op.create_table(
        "ballot_box",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("session_id", NUMBER, nullable=False),
        sa.Column("nomination_id", NUMBER, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ballot_box"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["council_session.id"], name="fk_ballot_box_session_id"
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name="fk_ballot_box_nomination_id"
        ),
        sa.UniqueConstraint(
            "session_id", "nomination_id", name="uq_ballot_box_session_id_nomination_id"
        ),
    )


def downgrade() -> None:
    op.drop_table("ballot_box")
    with op.batch_alter_table("council_session") as table:
        table.drop_column("method")
