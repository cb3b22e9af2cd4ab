"""People away and who stands in for them, ties to nominations, and tasks nobody is left to do."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("resolved_at IS NULL")
STEPS = ("timer", "message", "task")


def upgrade() -> None:
    _people_table(
        "absence",
        ("person_id", "substitute_id"),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("substitute_id", NUMBER),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", NUMBER),
        sa.Column("made_at", MOMENT, nullable=False),
    )
    _people_table(
        "standing_delegation",
        ("person_id", "delegate_id"),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("delegate_id", NUMBER, nullable=False),
        sa.Column("process_key", sa.String()),
        sa.Column("group", sa.String(40)),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.Column("made_by_id", NUMBER),
        sa.Column("made_at", MOMENT, nullable=False),
    )
    _people_table(
        "interest",
        ("person_id", "nomination_id", "nominee_id"),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("nomination_id", NUMBER),
        sa.Column("nominee_id", NUMBER),
        sa.Column("declared_by_id", NUMBER),
        sa.Column("declared_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name="fk_interest_nomination_id"
        ),
        sa.CheckConstraint(
            "(nomination_id IS NULL) <> (nominee_id IS NULL)", name="ck_interest_one_object"
        ),
    )
    with op.batch_alter_table("user_task") as table:
        table.add_column(sa.Column("acting_for_id", NUMBER))
        table.add_column(sa.Column("delegated_at", MOMENT))
        table.create_foreign_key("fk_user_task_acting_for_id", "person", ["acting_for_id"], ["id"])
    op.create_index("ix_user_task_acting_for_id", "user_task", ["acting_for_id"])
    _index_open_incidents("kind")


def downgrade() -> None:
    op.execute("DELETE FROM incident WHERE kind = 'nobody'")
    _index_open_incidents()
    op.drop_index("ix_user_task_acting_for_id", "user_task")
    with op.batch_alter_table("user_task") as table:
        table.drop_constraint("fk_user_task_acting_for_id", type_="foreignkey")
        table.drop_column("delegated_at")
        table.drop_column("acting_for_id")
    for name in ("interest", "standing_delegation", "absence"):
        op.drop_table(name)


def _people_table(name: str, indexed: tuple[str, ...], *parts: sa.schema.SchemaItem) -> None:
    """Make a table whose rows end; every column that may name a person refers to one."""
    columns = [one.name for one in parts if isinstance(one, sa.Column)]
    people = [one for one in columns if one.endswith("_id") and one != "nomination_id"]
    op.create_table(
        name,
        sa.Column("id", NUMBER, nullable=False),
        *parts,
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(
            sa.ForeignKeyConstraint([one], ["person.id"], name=f"fk_{name}_{one}")
            for one in people
        ),
    )
    for one in indexed:
        op.create_index(f"ix_{name}_{one}", name, [one])


def _index_open_incidents(*further: str) -> None:
    """One open incident of a kind for each step that is stuck."""
    for step in STEPS:
        op.drop_index(f"uq_incident_open_{step}", "incident")
        op.create_index(
            f"uq_incident_open_{step}",
            "incident",
            [f"{step}_id", *further],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )
