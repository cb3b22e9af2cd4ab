"""Moves of running instances to another version, and the state each had before."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
REFERENCES = {
    "instance_id": "process_instance",
    "from_definition_id": "definition",
    "from_deployment_id": "deployment",
    "to_definition_id": "definition",
    "to_deployment_id": "deployment",
}


def upgrade() -> None:
    op.create_table(
        "instance_migration",
        sa.Column("id", NUMBER, nullable=False),
        *(sa.Column(name, NUMBER, nullable=False) for name in REFERENCES),
        sa.Column("former_document", sa.LargeBinary(), nullable=False),
        sa.Column("former_sha256", sa.String(), nullable=False),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("migrated_at", MOMENT, nullable=False),
        sa.Column("migrated_by", sa.String(), nullable=False),
        sa.Column("undone_at", MOMENT),
        sa.Column("undone_by", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_instance_migration"),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=f"fk_instance_migration_{name}")
            for name, table in REFERENCES.items()
        ),
    )
    for name in ("instance_id", "to_definition_id"):
        op.create_index(f"ix_instance_migration_{name}", "instance_migration", [name])


def downgrade() -> None:
    op.drop_table("instance_migration")
