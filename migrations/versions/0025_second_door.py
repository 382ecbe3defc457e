"""The second door to a report: for whoever lost the tracking code and had confirmed a phone or an address."""

import sqlalchemy as sa
from alembic import op

import core.db

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "lost_door",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("field", sa.String(10), nullable=False),
        sa.Column("sends", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", core.db.UtcDateTime(), nullable=False),
        sa.Column("opened_at", core.db.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("mark", name="pk_lost_door"),
    )
    op.create_index("ix_lost_door_sent_at", "lost_door", ["sent_at"])


def downgrade():
    op.drop_table("lost_door")
