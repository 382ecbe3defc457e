"""trace events"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('trace_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind_code', sa.String(length=30), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('name_en', sa.String(length=60), nullable=False),
    sa.Column('shape', sa.String(length=10), nullable=False),
    sa.Column('event_type', sa.String(length=30), nullable=False),
    sa.Column('action', sa.String(length=10), nullable=False),
    sa.Column('biz_step', sa.String(length=40), nullable=False),
    sa.Column('disposition', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('is_expected', sa.Boolean(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trace_step')),
    sa.UniqueConstraint('kind_code', 'code', 'valid_from', name=op.f('uq_trace_step_kind_code_code_valid_from'))
    )
    op.create_table('trace_unit',
    sa.Column('code', sa.String(length=3), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('name_en', sa.String(length=40), nullable=False),
    sa.Column('dimension', sa.String(length=10), nullable=False),
    sa.Column('factor', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_trace_unit'))
    )
    op.create_table('trace_capture',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('events', sa.Integer(), nullable=False),
    sa.Column('is_success', sa.Boolean(), nullable=False),
    sa.Column('faults', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_trace_capture_producer_id_producer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trace_capture'))
    )
    with op.batch_alter_table('trace_capture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trace_capture_producer_id'), ['producer_id'], unique=False)

    op.create_table('trace_key',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('label', sa.String(length=80), nullable=False),
    sa.Column('hint', sa.String(length=12), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', core.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_trace_key_producer_id_producer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trace_key')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_trace_key_key_hash'))
    )
    with op.batch_alter_table('trace_key', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trace_key_producer_id'), ['producer_id'], unique=False)

    op.create_table('trace_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('event_id', sa.String(length=255), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('lot_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('action', sa.String(length=10), nullable=False),
    sa.Column('biz_step', sa.String(length=150), nullable=False),
    sa.Column('disposition', sa.String(length=150), nullable=False),
    sa.Column('step_code', sa.String(length=30), nullable=False),
    sa.Column('happened_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('zone_offset', sa.String(length=6), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('commune_id', sa.Uuid(), nullable=True),
    sa.Column('place_words', sa.String(length=200), nullable=False),
    sa.Column('read_point', sa.String(length=255), nullable=False),
    sa.Column('biz_location', sa.String(length=255), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('extra', sa.Text(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['commune_id'], ['admin_unit.id'], name=op.f('fk_trace_event_commune_id_admin_unit')),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_trace_event_lot_id_lot')),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_trace_event_producer_id_producer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trace_event')),
    sa.UniqueConstraint('event_id', name=op.f('uq_trace_event_event_id'))
    )
    with op.batch_alter_table('trace_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trace_event_happened_at'), ['happened_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_trace_event_lot_id'), ['lot_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_trace_event_producer_id'), ['producer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_trace_event_recorded_at'), ['recorded_at'], unique=False)

    op.create_table('recall_proposal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recall_id', sa.Uuid(), nullable=False),
    sa.Column('lot_id', sa.Uuid(), nullable=False),
    sa.Column('depth', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('made_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_at', core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('spread_id', sa.Uuid(), nullable=True),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_recall_proposal_lot_id_lot')),
    sa.ForeignKeyConstraint(['recall_id'], ['recall.id'], name=op.f('fk_recall_proposal_recall_id_recall')),
    sa.ForeignKeyConstraint(['spread_id'], ['recall.id'], name=op.f('fk_recall_proposal_spread_id_recall')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recall_proposal')),
    sa.UniqueConstraint('recall_id', 'lot_id', name=op.f('uq_recall_proposal_recall_id_lot_id'))
    )
    with op.batch_alter_table('recall_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recall_proposal_lot_id'), ['lot_id'], unique=False)

    op.create_table('trace_correction',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('event_id', sa.Uuid(), nullable=False),
    sa.Column('declared_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('words', sa.String(length=500), nullable=False),
    sa.Column('corrected_by', sa.Uuid(), nullable=True),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['corrected_by'], ['trace_event.id'], name=op.f('fk_trace_correction_corrected_by_trace_event')),
    sa.ForeignKeyConstraint(['event_id'], ['trace_event.id'], name=op.f('fk_trace_correction_event_id_trace_event')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trace_correction')),
    sa.UniqueConstraint('event_id', name=op.f('uq_trace_correction_event_id'))
    )
    op.create_table('trace_item',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('event_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=10), nullable=False),
    sa.Column('lot_id', sa.Uuid(), nullable=True),
    sa.Column('serial', sa.String(length=20), nullable=False),
    sa.Column('epc', sa.String(length=255), nullable=False),
    sa.Column('words', sa.String(length=200), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('unit', sa.String(length=3), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['trace_event.id'], name=op.f('fk_trace_item_event_id_trace_event')),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_trace_item_lot_id_lot')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trace_item')),
    sa.UniqueConstraint('event_id', 'position', name=op.f('uq_trace_item_event_id_position'))
    )
    with op.batch_alter_table('trace_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trace_item_epc'), ['epc'], unique=False)
        batch_op.create_index(batch_op.f('ix_trace_item_lot_id'), ['lot_id'], unique=False)

    op.create_table('trace_party',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('event_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('tax_code', sa.String(length=14), nullable=False),
    sa.Column('party_uri', sa.String(length=255), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['trace_event.id'], name=op.f('fk_trace_party_event_id_trace_event')),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_trace_party_producer_id_producer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trace_party'))
    )
    with op.batch_alter_table('trace_party', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trace_party_event_id'), ['event_id'], unique=False)

    with op.batch_alter_table('recall', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ended_decision', sa.String(length=80), server_default='', nullable=False))
        batch_op.add_column(sa.Column('ended_reason', sa.String(length=500), server_default='', nullable=False))



def downgrade():
    with op.batch_alter_table('recall', schema=None) as batch_op:
        batch_op.drop_column('ended_reason')
        batch_op.drop_column('ended_decision')

    with op.batch_alter_table('trace_party', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trace_party_event_id'))

    op.drop_table('trace_party')
    with op.batch_alter_table('trace_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trace_item_lot_id'))
        batch_op.drop_index(batch_op.f('ix_trace_item_epc'))

    op.drop_table('trace_item')
    op.drop_table('trace_correction')
    with op.batch_alter_table('recall_proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recall_proposal_lot_id'))

    op.drop_table('recall_proposal')
    with op.batch_alter_table('trace_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trace_event_recorded_at'))
        batch_op.drop_index(batch_op.f('ix_trace_event_producer_id'))
        batch_op.drop_index(batch_op.f('ix_trace_event_lot_id'))
        batch_op.drop_index(batch_op.f('ix_trace_event_happened_at'))

    op.drop_table('trace_event')
    with op.batch_alter_table('trace_key', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trace_key_producer_id'))

    op.drop_table('trace_key')
    with op.batch_alter_table('trace_capture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trace_capture_producer_id'))

    op.drop_table('trace_capture')
    op.drop_table('trace_unit')
    op.drop_table('trace_step')
