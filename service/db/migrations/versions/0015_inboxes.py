"""Inboxes that stay quick: indexes in the order people read in, and what they repeat for it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = {
    "sqlite_where": sa.text("status = 'open'"),
    "postgresql_where": sa.text("status = 'open'"),
}


def upgrade() -> None:
    with op.batch_alter_table("user_task") as tasks:
        tasks.add_column(sa.Column("case_unit_id", NUMBER))
        tasks.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True)))
        tasks.create_foreign_key("fk_user_task_case_unit_id", "unit", ["case_unit_id"], ["id"])
    op.add_column("task_candidate", sa.Column("due_at", sa.DateTime(timezone=True)))
    _repeat("user_task", "case_unit_id", "SELECT unit_id FROM process_instance WHERE id = instance_id")
    _repeat("task_candidate", "due_at", "SELECT due_at FROM user_task WHERE id = task_id")
    op.drop_index("ix_user_task_assignee_id_status_id", "user_task")
    op.drop_index("ix_task_candidate_group_unit_id_task_id", "task_candidate")
    op.create_index(
        "ix_user_task_assignee_id_status_due_at_id",
        "user_task",
        ["assignee_id", "status", "due_at", "id"],
    )
    op.create_index(
        "ix_user_task_completed_by_id_instance_id", "user_task", ["completed_by_id", "instance_id"]
    )
    op.create_index("ix_user_task_due_at_id", "user_task", ["due_at", "id"], **OPEN)
    op.create_index(
        "ix_user_task_case_unit_id_due_at_id", "user_task", ["case_unit_id", "due_at", "id"], **OPEN
    )
    op.create_index(
        "ix_task_candidate_group_unit_id_due_at_task_id",
        "task_candidate",
        ["group", "unit_id", "due_at", "task_id"],
    )
    op.create_index("ix_nomination_person_id", "nomination", ["person_id"])
    _create_handovers()
    _create_views()


def _repeat(table: str, column: str, source: str) -> None:
    op.execute(sa.text(f"UPDATE {table} SET {column} = ({source})"))


def _create_handovers() -> None:
    op.create_table(
        "task_handover",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("task_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("from_id", NUMBER),
        sa.Column("to_id", NUMBER),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_task_handover"),
        sa.ForeignKeyConstraint(["task_id"], ["user_task.id"], name="fk_task_handover_task_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_task_handover_person_id"),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name="fk_task_handover_from_id"),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name="fk_task_handover_to_id"),
    )
    op.create_index("ix_task_handover_person_id_at", "task_handover", ["person_id", "at"])


def _create_views() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("group", sa.String(40)),
        sa.Column("unit_id", NUMBER),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_saved_view_owner_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_saved_view_unit_id"),
        sa.UniqueConstraint("owner_id", "name", name="uq_saved_view_owner_id_name"),
    )
    op.create_index("ix_saved_view_group_unit_id", "saved_view", ["group", "unit_id"])


def downgrade() -> None:
    op.drop_table("saved_view")
    op.drop_table("task_handover")
    op.drop_index("ix_nomination_person_id", "nomination")
    op.drop_index("ix_task_candidate_group_unit_id_due_at_task_id", "task_candidate")
    for columns in ("case_unit_id_due_at_id", "due_at_id", "completed_by_id_instance_id"):
        op.drop_index(f"ix_user_task_{columns}", "user_task")
    op.drop_index("ix_user_task_assignee_id_status_due_at_id", "user_task")
    op.create_index(
        "ix_task_candidate_group_unit_id_task_id", "task_candidate", ["group", "unit_id", "task_id"]
    )
    op.create_index(
        "ix_user_task_assignee_id_status_id", "user_task", ["assignee_id", "status", "id"]
    )
    op.drop_column("task_candidate", "due_at")
    with op.batch_alter_table("user_task") as tasks:
        tasks.drop_constraint("fk_user_task_case_unit_id", type_="foreignkey")
        tasks.drop_column("case_unit_id")
        tasks.drop_column("reminded_at")
