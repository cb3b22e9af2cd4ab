"""Incidents with their data and their end, and instances that an administrator holds still."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("resolved_at IS NULL")
STEPS = ("timer", "message", "task")
PEOPLE = ("changed_by_id", "skip_asked_by_id", "skip_confirmed_by_id", "resolved_by_id")
#: What was there before gets these values; afterwards nothing is filled in by itself.
FILLED = (
    ("kind", sa.String(40), "timer"),
    ("code", sa.String(), "incident.failed"),
    ("params", sa.JSON(), "{}"),
    ("variables", sa.JSON(), "{}"),
    ("attempts", NUMBER, "3"),
    ("revision", NUMBER, "1"),
    ("failed_at", MOMENT, "2025-01-01 00:00:00+00:00"),
)
EMPTY = (
    ("engine_task_id", sa.String()),
    ("changed_at", MOMENT),
    ("skip", sa.JSON()),
    ("skip_asked_at", MOMENT),
    ("reason", sa.Text()),
    ("resolution", sa.String(40)),
)


def upgrade() -> None:
    op.add_column("process_instance", sa.Column("suspended_at", MOMENT))
    op.add_column("process_instance", sa.Column("suspension_reason", sa.String()))
    op.add_column(
        "process_instance", sa.Column("open_incidents", NUMBER, nullable=False, server_default="0")
    )
    _widen_incident()
    op.execute("UPDATE incident SET kind = 'message' WHERE message_id IS NOT NULL")
    op.execute("UPDATE incident SET failed_at = opened_at")
    op.execute(
        "UPDATE process_instance SET open_incidents = (SELECT count(*) FROM incident"
        " WHERE incident.instance_id = process_instance.id AND resolved_at IS NULL)"
        " WHERE id IN (SELECT instance_id FROM incident WHERE resolved_at IS NULL)"
    )


def downgrade() -> None:
    for step in STEPS:
        op.drop_index(f"uq_incident_open_{step}", "incident")
    with op.batch_alter_table("incident") as table:
        for name in (*PEOPLE, "task_id"):
            table.drop_constraint(f"fk_incident_{name}", type_="foreignkey")
        for name in (*PEOPLE, "task_id", *(one[0] for one in (*FILLED, *EMPTY))):
            table.drop_column(name)
    for name in ("open_incidents", "suspension_reason", "suspended_at"):
        op.drop_column("process_instance", name)


def _widen_incident() -> None:
    with op.batch_alter_table("incident") as table:
        for name, kind, value in FILLED:
            table.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        for name, kind in EMPTY:
            table.add_column(sa.Column(name, kind))
        table.add_column(sa.Column("task_id", NUMBER))
        table.create_foreign_key("fk_incident_task_id", "user_task", ["task_id"], ["id"])
        for name in PEOPLE:
            table.add_column(sa.Column(name, NUMBER))
            table.create_foreign_key(f"fk_incident_{name}", "person", [name], ["id"])
    with op.batch_alter_table("incident") as table:
        for name, kind, _ in FILLED:
            table.alter_column(name, existing_type=kind, server_default=None, nullable=False)
    for step in STEPS:
        op.create_index(
            f"uq_incident_open_{step}",
            "incident",
            [f"{step}_id"],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )
