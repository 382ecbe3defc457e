"""The lists of a desk read open reports by their own index, and the reports about a seller by another."""

from alembic import op
from sqlalchemy import text

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OPEN = text("closed_at IS NULL")


def upgrade():
    op.drop_index("ix_complaint_queue", "complaint")
    op.drop_index("ix_complaint_commune_id", "complaint")
    op.create_index(
        "ix_complaint_open", "complaint", ["unit_id", "promised_on", "filed_at"], sqlite_where=OPEN,
        postgresql_where=OPEN,
    )  # fmt: skip
    op.create_index("ix_complaint_unit", "complaint", ["unit_id", "filed_at"])
    op.create_index("ix_complaint_seller", "complaint", ["commune_id", "seller"])


def downgrade():
    op.drop_index("ix_complaint_seller", "complaint")
    op.drop_index("ix_complaint_unit", "complaint")
    op.drop_index("ix_complaint_open", "complaint")
    op.create_index("ix_complaint_commune_id", "complaint", ["commune_id"])
    op.create_index("ix_complaint_queue", "complaint", ["unit_id", "state", "promised_on"])
