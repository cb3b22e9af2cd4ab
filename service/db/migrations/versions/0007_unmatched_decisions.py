"""An asking of a decision table to which no rule applied is kept too, as a row without a rule."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rule_result") as table:
        table.alter_column("rule_id", existing_type=sa.String(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM rule_result WHERE rule_id IS NULL")
    with op.batch_alter_table("rule_result") as table:
        table.alter_column("rule_id", existing_type=sa.String(), nullable=False)
