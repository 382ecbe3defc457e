"""Who may read of a report is read from its steps; the column that said so was never written."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("complaint") as table:
        table.drop_column("visibility")


def downgrade():
    with op.batch_alter_table("complaint") as table:
        table.add_column(sa.Column("visibility", sa.String(10), nullable=False, server_default="internal"))
