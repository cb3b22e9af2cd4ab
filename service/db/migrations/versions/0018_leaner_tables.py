"""Nothing twice: the hash of the entry before is in the body, and two indexes begin another one."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

GENESIS = "0" * 64


def upgrade() -> None:
    op.drop_column("audit_entry", "previous_hash")
    op.drop_index("ix_timer_job_instance_id", "timer_job")
    op.drop_index("ix_subscription_instance_id", "subscription")


def downgrade() -> None:
    op.create_index("ix_subscription_instance_id", "subscription", ["instance_id"])
    op.create_index("ix_timer_job_instance_id", "timer_job", ["instance_id"])
    column = sa.Column("previous_hash", sa.String(64), nullable=False, server_default=GENESIS)
    op.add_column("audit_entry", column)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in (_SQLITE if is_sqlite else _POSTGRESQL):
        op.execute(statement)


_REPEAT = f"""
    UPDATE audit_entry SET previous_hash = coalesce(
      (SELECT before.hash FROM audit_entry AS before
       WHERE before.sequence = audit_entry.sequence - 1), '{GENESIS}')
    """
_SQLITE = (
    "DROP TRIGGER audit_entry_no_update",
    _REPEAT,
    """
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END
    """,
)
_POSTGRESQL = (
    "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only",
    _REPEAT,
    "ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only",
)
