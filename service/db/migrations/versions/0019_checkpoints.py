"""Signed checkpoints of the ledger, append-only like the ledger itself."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "audit_checkpoint",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("entries", NUMBER, nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_checkpoint"),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP TRIGGER audit_checkpoint_append_only ON audit_checkpoint")
        op.execute("DROP FUNCTION refuse_to_change_checkpoints()")
    op.drop_table("audit_checkpoint")


_SQLITE = (
    """
    CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
    BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END
    """,
    """
    CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
    BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END
    """,
    # INSERT OR REPLACE would overwrite one without an update or a delete.
    """
    CREATE TRIGGER audit_checkpoint_no_gap BEFORE INSERT ON audit_checkpoint
    WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit_checkpoint)
    BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END
    """,
)

_POSTGRESQL = (
    """
    CREATE FUNCTION refuse_to_change_checkpoints() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'audit_checkpoint is append-only'; END $$
    """,
    """
    CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
    ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_checkpoints()
    """,
)
