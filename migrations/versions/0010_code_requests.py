"""code requests"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('code_event',
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('number', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('hand', sa.String(length=20), nullable=False),
    sa.Column('authority', sa.String(length=150), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('undoes', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('generation', 'number', 'seq', name=op.f('pk_code_event'))
    )
    op.create_table('code_quota',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('producer_kind', sa.String(length=20), nullable=False),
    sa.Column('month_codes', sa.BigInteger(), nullable=False),
    sa.Column('within', sa.String(length=10), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_quota')),
    sa.UniqueConstraint('producer_kind', 'valid_from', name=op.f('uq_code_quota_producer_kind_valid_from'))
    )
    op.create_table('code_undo',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('hand', sa.String(length=20), nullable=False),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_undo')),
    sa.UniqueConstraint('state', 'hand', 'valid_from', name=op.f('uq_code_undo_state_hand_valid_from'))
    )
    op.create_table('code_request',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.String(length=8), nullable=False),
    sa.Column('form_key', sa.String(length=64), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('lot_id', sa.Uuid(), nullable=False),
    sa.Column('level', sa.String(length=10), nullable=False),
    sa.Column('count', sa.BigInteger(), nullable=False),
    sa.Column('purpose', sa.String(length=300), nullable=False),
    sa.Column('has_pin', sa.Boolean(), nullable=False),
    sa.Column('is_signed', sa.Boolean(), nullable=False),
    sa.Column('quota', sa.BigInteger(), nullable=False),
    sa.Column('used', sa.BigInteger(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('sent_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('granted', sa.BigInteger(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decided_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('decided_by', sa.String(length=60), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_code_request_lot_id_lot')),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_code_request_producer_id_producer')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_code_request_product_id_product')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_code_request_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_request')),
    sa.UniqueConstraint('form_key', name=op.f('uq_code_request_form_key')),
    sa.UniqueConstraint('number', name=op.f('uq_code_request_number'))
    )
    with op.batch_alter_table('code_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_code_request_lot_id'), ['lot_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_code_request_producer_id'), ['producer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_code_request_product_id'), ['product_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_code_request_sent_at'), ['sent_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_code_request_state'), ['state'], unique=False)

    op.create_table('shared_issue',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('level', sa.String(length=10), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('lot_id', sa.Uuid(), nullable=False),
    sa.Column('count', sa.BigInteger(), nullable=False),
    sa.Column('issued_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('request_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_shared_issue_lot_id_lot')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_shared_issue_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_issue'))
    )
    with op.batch_alter_table('shared_issue', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shared_issue_issued_at'), ['issued_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_shared_issue_lot_id'), ['lot_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_shared_issue_product_id'), ['product_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_shared_issue_request_id'), ['request_id'], unique=False)

    with op.batch_alter_table('code_range', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state_authority', sa.String(length=150), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('request_id', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_code_range_request_id'), ['request_id'], unique=False)

    with op.batch_alter_table('range_event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hand', sa.String(length=20), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('authority', sa.String(length=150), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('undoes', sa.Integer(), nullable=True))
    for table, columns in (('code_range', ('state_authority',)), ('range_event', ('hand', 'authority'))):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)
    for actor, hand in (('officer', 'so_cong_thuong'), ('producer', 'producer'), ('system', 'system')):
        op.execute(f"UPDATE range_event SET hand = '{hand}' WHERE actor LIKE '{actor}%'")


def downgrade():
    with op.batch_alter_table('range_event', schema=None) as batch_op:
        batch_op.drop_column('undoes')
        batch_op.drop_column('authority')
        batch_op.drop_column('hand')

    with op.batch_alter_table('code_range', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_code_range_request_id'))
        batch_op.drop_column('request_id')
        batch_op.drop_column('state_authority')

    with op.batch_alter_table('shared_issue', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shared_issue_request_id'))
        batch_op.drop_index(batch_op.f('ix_shared_issue_product_id'))
        batch_op.drop_index(batch_op.f('ix_shared_issue_lot_id'))
        batch_op.drop_index(batch_op.f('ix_shared_issue_issued_at'))

    op.drop_table('shared_issue')
    with op.batch_alter_table('code_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_code_request_state'))
        batch_op.drop_index(batch_op.f('ix_code_request_sent_at'))
        batch_op.drop_index(batch_op.f('ix_code_request_product_id'))
        batch_op.drop_index(batch_op.f('ix_code_request_producer_id'))
        batch_op.drop_index(batch_op.f('ix_code_request_lot_id'))

    op.drop_table('code_request')
    op.drop_table('code_undo')
    op.drop_table('code_quota')
    op.drop_table('code_event')
