"""The ledger, and the triggers that keep it append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_audit_head()
    _create_audit_entry()
    _create_audit_value()
    _begin_the_chain()
    _refuse_changes()


def downgrade() -> None:
    _allow_changes()
    op.drop_table("audit_value")
    op.drop_table("audit_entry")
    op.drop_table("audit_head")


def _create_audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("sequence", NUMBER, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )


def _create_audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("sequence", NUMBER, autoincrement=False, nullable=False),
        sa.Column("event", sa.String(60), nullable=False),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("instance_id", NUMBER),
        sa.Column("nomination_id", NUMBER),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_instance_id_sequence", "audit_entry", ["instance_id", "sequence"])
    op.create_index("ix_audit_entry_nomination_id_sequence", "audit_entry", ["nomination_id", "sequence"])


def _create_audit_value() -> None:
    op.create_table(
        "audit_value",
        sa.Column("sequence", NUMBER, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", "name", name="pk_audit_value"),
        sa.ForeignKeyConstraint(["sequence"], ["audit_entry.sequence"], name="fk_audit_value_sequence"),
    )


def _begin_the_chain() -> None:
    head = sa.table("audit_head", sa.column("id"), sa.column("sequence"), sa.column("hash"))
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "hash": "0" * 64}])


def _refuse_changes() -> None:
    statements = _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL
    for statement in statements:
        op.execute(statement)


def _allow_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return  # The triggers go with the table.
    op.execute("DROP TRIGGER audit_entry_append_only ON audit_entry")
    op.execute("DROP FUNCTION refuse_to_change_the_ledger()")


_SQLITE = (
    """
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END
    """,
    """
    CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END
    """,
    # INSERT OR REPLACE would overwrite an entry without an update or, on a connection that
    # has not switched recursive triggers on, a delete.
    """
    CREATE TRIGGER audit_entry_no_gap BEFORE INSERT ON audit_entry
    WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit_entry)
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END
    """,
)

_POSTGRESQL = (
    """
    CREATE FUNCTION refuse_to_change_the_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END $$
    """,
    """
    CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_ledger()
    """,
)
