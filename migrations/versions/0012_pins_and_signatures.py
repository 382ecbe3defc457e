"""pins and signatures"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('code_claim',
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('number', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('device', sa.String(length=32), nullable=False),
    sa.Column('province_code', sa.String(length=10), nullable=True),
    sa.Column('opened_again', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('generation', 'number', name=op.f('pk_code_claim'))
    )
    with op.batch_alter_table('code_claim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_code_claim_at'), ['at'], unique=False)

    op.create_table('pin_rule',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('who', sa.String(length=10), nullable=False),
    sa.Column('free', sa.Integer(), nullable=False),
    sa.Column('first_wait', sa.Integer(), nullable=False),
    sa.Column('longest_wait', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pin_rule')),
    sa.UniqueConstraint('who', 'valid_from', name=op.f('uq_pin_rule_who_valid_from'))
    )
    op.create_table('pin_try',
    sa.Column('who', sa.String(length=60), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('wrong', sa.Integer(), nullable=False),
    sa.Column('wait_until', core.db.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('who', 'day', name=op.f('pk_pin_try'))
    )
    with op.batch_alter_table('pin_try', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pin_try_day'), ['day'], unique=False)

    with op.batch_alter_table('code_range', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pin_key', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('signing_key', sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table('code_range', schema=None) as batch_op:
        batch_op.drop_column('signing_key')
        batch_op.drop_column('pin_key')

    with op.batch_alter_table('pin_try', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pin_try_day'))

    op.drop_table('pin_try')
    op.drop_table('pin_rule')
    with op.batch_alter_table('code_claim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_code_claim_at'))

    op.drop_table('code_claim')
