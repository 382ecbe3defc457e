"""clone scores"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('alert_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('actor_label', sa.String(length=150), nullable=False),
    sa.Column('at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_step')),
    sa.UniqueConstraint('generation', 'number', 'seq', name=op.f('uq_alert_step_generation_number_seq'))
    )
    op.create_table('clone_weight',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=30), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.Column('unit', sa.String(length=20), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clone_weight')),
    sa.UniqueConstraint('name', 'valid_from', name=op.f('uq_clone_weight_name_valid_from'))
    )
    op.create_table('copied_code',
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('number', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('confirmed_on', sa.Date(), nullable=False),
    sa.Column('provinces', sa.Integer(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('authority', sa.String(length=150), nullable=False),
    sa.PrimaryKeyConstraint('generation', 'number', name=op.f('pk_copied_code'))
    )
    op.create_table('first_scan_notice',
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('batch_id', 'day', name=op.f('pk_first_scan_notice'))
    )
    op.create_table('code_signal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('report_id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=True),
    sa.Column('number', sa.BigInteger(), nullable=True),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('verdict', sa.String(length=12), nullable=False),
    sa.Column('has_photo', sa.Boolean(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_code_signal_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_signal')),
    sa.UniqueConstraint('report_id', name=op.f('uq_code_signal_report_id'))
    )
    with op.batch_alter_table('code_signal', schema=None) as batch_op:
        batch_op.create_index('ix_code_signal_code', ['generation', 'number'], unique=False)
        batch_op.create_index(batch_op.f('ix_code_signal_product_id'), ['product_id'], unique=False)

    op.create_table('product_freeze',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', core.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_product_freeze_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product_freeze'))
    )
    with op.batch_alter_table('product_freeze', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_product_freeze_product_id'), ['product_id'], unique=False)

    op.create_table('code_score',
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('number', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('lot_id', sa.Uuid(), nullable=True),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('level', sa.String(length=10), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('said_provinces', sa.Integer(), nullable=False),
    sa.Column('table_provinces', sa.Integer(), nullable=False),
    sa.Column('devices', sa.Integer(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('looks_viral', sa.Boolean(), nullable=False),
    sa.Column('scored_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('opened_at', core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('due_at', core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('late_at', core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('cleared_points', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_code_score_lot_id_lot')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_code_score_product_id_product')),
    sa.PrimaryKeyConstraint('generation', 'number', name=op.f('pk_code_score'))
    )
    with op.batch_alter_table('code_score', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_code_score_product_id'), ['product_id'], unique=False)
        batch_op.create_index('ix_code_score_state', ['state', 'points'], unique=False)

    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('network', sa.String(length=32), nullable=False, server_default=''))



def downgrade():
    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.drop_column('network')

    with op.batch_alter_table('code_score', schema=None) as batch_op:
        batch_op.drop_index('ix_code_score_state')
        batch_op.drop_index(batch_op.f('ix_code_score_product_id'))

    op.drop_table('code_score')
    with op.batch_alter_table('product_freeze', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_product_freeze_product_id'))

    op.drop_table('product_freeze')
    with op.batch_alter_table('code_signal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_code_signal_product_id'))
        batch_op.drop_index('ix_code_signal_code')

    op.drop_table('code_signal')
    op.drop_table('first_scan_notice')
    op.drop_table('copied_code')
    op.drop_table('clone_weight')
    op.drop_table('alert_step')
