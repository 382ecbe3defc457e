"""The steps of disputes over money back, and the mark of the link that the trader answers by."""

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("money_request") as table:
        table.add_column(sa.Column("trader_mark", sa.String(64), nullable=True))
        table.create_unique_constraint("uq_money_request_trader_mark", ["trader_mark"])
    op.create_table(
        "dispute_step",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(60), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("minutes_number", sa.String(80), nullable=False),
        sa.Column("conciliator", sa.String(120), nullable=False),
        sa.Column("buyer_came", sa.Boolean(), nullable=False),
        sa.Column("trader_came", sa.Boolean(), nullable=False),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["money_request.complaint_id"], name="fk_dispute_step_complaint_id_money_request"
        ),
        sa.PrimaryKeyConstraint("complaint_id", "seq", name="pk_dispute_step"),
    )
    op.create_index("ix_dispute_step_happened_on", "dispute_step", ["happened_on"])


def downgrade():
    op.drop_table("dispute_step")
    with op.batch_alter_table("money_request") as table:
        table.drop_constraint("uq_money_request_trader_mark", type_="unique")
        table.drop_column("trader_mark")
