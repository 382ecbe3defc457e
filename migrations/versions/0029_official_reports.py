"""Official reports, the words officials add, and their signed versions."""

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "official_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(20), nullable=False),
        sa.Column("issuer", sa.String(20), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("place", sa.String(10), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(["province_id"], ["admin_unit.id"], name="fk_official_report_province_id_admin_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_official_report"),
    )
    op.create_index("ix_official_report_province_id", "official_report", ["province_id"])
    op.create_table(
        "report_words",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["official_report.id"], name="fk_report_words_report_id_official_report"),
        sa.PrimaryKeyConstraint("report_id", "section", name="pk_report_words"),
    )
    op.create_table(
        "signed_report",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signer", sa.String(120), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("file_key", sa.String(120), nullable=False),
        sa.Column("file_hash", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["official_report.id"], name="fk_signed_report_report_id_official_report"),
        sa.PrimaryKeyConstraint("report_id", "seq", name="pk_signed_report"),
    )


def downgrade():
    op.drop_table("signed_report")
    op.drop_table("report_words")
    op.drop_table("official_report")
