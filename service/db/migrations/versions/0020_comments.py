"""What colleagues say to one another about a case, and who is named in it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("instance_id", NUMBER, nullable=False),
        sa.Column("task_id", NUMBER),
        sa.Column("author_id", NUMBER, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["process_instance.id"], name="fk_comment_instance_id"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["user_task.id"], name="fk_comment_task_id"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_comment_author_id"),
    )
    op.create_index("ix_comment_instance_id_id", "comment", ["instance_id", "id"])
    op.create_index("ix_comment_author_id", "comment", ["author_id"])
    op.create_table(
        "mention",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("comment_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mention"),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name="fk_mention_comment_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mention_person_id"),
        sa.UniqueConstraint(
            "comment_id", "person_id", name="uq_mention_comment_id_person_id"
        ),
    )
    op.create_index("ix_mention_person_id", "mention", ["person_id"])


def downgrade() -> None:
    for name in ("mention", "comment"):
        op.drop_table(name)
