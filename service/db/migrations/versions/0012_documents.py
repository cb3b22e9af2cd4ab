"""Papers: templates of the office, papers as they were made, and signed copies."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

#: SQLite numbers rows by itself only in a column declared INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "document_template",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document_template"),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name="fk_document_template_uploaded_by_id"
        ),
        sa.UniqueConstraint("kind", "version", name="uq_document_template_kind_version"),
    )
    op.create_table(
        "document",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("instance_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("edition", NUMBER, nullable=False),
        sa.Column("template_id", NUMBER),
        sa.Column("docx", sa.LargeBinary(), nullable=False),
        sa.Column("docx_sha256", sa.String(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["process_instance.id"], name="fk_document_instance_id"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["document_template.id"], name="fk_document_template_id"
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name="fk_document_made_by_id"),
        sa.UniqueConstraint(
            "instance_id", "kind", "edition", name="uq_document_instance_id_kind_edition"
        ),
    )
    op.create_table(
        "signed_copy",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("document_id", NUMBER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("is_same_paper", sa.Boolean(), nullable=False),
        sa.Column("signatures", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signed_copy"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_signed_copy_document_id"
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name="fk_signed_copy_uploaded_by_id"
        ),
    )
    op.create_index("ix_signed_copy_document_id", "signed_copy", ["document_id"])


def downgrade() -> None:
    op.drop_table("signed_copy")
    op.drop_table("document")
    op.drop_table("document_template")
