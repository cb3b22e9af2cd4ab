"""What is deployed, what runs, and the rules that were asked."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_deployment()
    _create_definition()
    _create_process_instance()
    _create_rule_result()


def downgrade() -> None:
    op.drop_table("rule_result")
    op.drop_table("process_instance")
    op.drop_table("definition")
    op.drop_table("deployment")


def _create_deployment() -> None:
    op.create_table(
        "deployment",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("deployed_at", MOMENT, nullable=False),
        sa.Column("deployed_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deployment"),
    )


def _create_definition() -> None:
    op.create_table(
        "definition",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("deployment_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_definition"),
        sa.ForeignKeyConstraint(["deployment_id"], ["deployment.id"], name="fk_definition_deployment_id"),
        sa.UniqueConstraint("kind", "key", "version", name="uq_definition_kind_key_version"),
    )
    op.create_index("ix_definition_deployment_id", "definition", ["deployment_id"])


def _create_process_instance() -> None:
    op.create_table(
        "process_instance",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("definition_id", NUMBER, nullable=False),
        sa.Column("deployment_id", NUMBER, nullable=False),
        sa.Column("process_key", sa.String(), nullable=False),
        sa.Column("business_key", sa.String(), nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("unit_id", NUMBER),
        sa.Column("nomination_id", NUMBER),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_process_instance"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_process_instance_campaign_id"),
        sa.ForeignKeyConstraint(["definition_id"], ["definition.id"], name="fk_process_instance_definition_id"),
        sa.ForeignKeyConstraint(["deployment_id"], ["deployment.id"], name="fk_process_instance_deployment_id"),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name="fk_process_instance_nomination_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_process_instance_unit_id"),
        sa.UniqueConstraint("process_key", "business_key", name="uq_process_instance_process_key_business_key"),
    )
    op.create_index("ix_process_instance_campaign_id", "process_instance", ["campaign_id"])
    op.create_index("ix_process_instance_definition_id", "process_instance", ["definition_id"])
    op.create_index("ix_process_instance_nomination_id", "process_instance", ["nomination_id"])
    op.create_index("ix_process_instance_unit_id", "process_instance", ["unit_id"])


def _create_rule_result() -> None:
    op.create_table(
        "rule_result",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("instance_id", NUMBER, nullable=False),
        sa.Column("nomination_id", NUMBER),
        sa.Column("element_id", sa.String(), nullable=False),
        sa.Column("asking", NUMBER, nullable=False),
        sa.Column("decision_key", sa.String(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("outputs", sa.JSON(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("annotations", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rule_result"),
        sa.ForeignKeyConstraint(["instance_id"], ["process_instance.id"], name="fk_rule_result_instance_id"),
        sa.ForeignKeyConstraint(["nomination_id"], ["nomination.id"], name="fk_rule_result_nomination_id"),
    )
    op.create_index("ix_rule_result_instance_id", "rule_result", ["instance_id"])
    op.create_index("ix_rule_result_nomination_id", "rule_result", ["nomination_id"])
