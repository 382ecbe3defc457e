"""periodic returns"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('return_form',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(length=250), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_return_form_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_return_form_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_return_form'))
    )
    with op.batch_alter_table('return_form', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_return_form_due_on'), ['due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_return_form_province_id'), ['province_id'], unique=False)
    op.create_table('return_item',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('form_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('indicator', sa.String(length=20), nullable=False),
    sa.Column('label', sa.String(length=250), nullable=False),
    sa.Column('measure', sa.String(length=100), nullable=False),
    sa.Column('unit', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['form_id'], ['return_form.id'], name=op.f('fk_return_item_form_id_return_form')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_return_item')),
    sa.UniqueConstraint('form_id', 'position', name=op.f('uq_return_item_form_id_position'))
    )
    op.create_table('unit_return',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('form_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('last_source', sa.String(length=300), nullable=False),
    sa.Column('sent_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['form_id'], ['return_form.id'], name=op.f('fk_unit_return_form_id_return_form')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_unit_return_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_return')),
    sa.UniqueConstraint('form_id', 'unit_id', name=op.f('uq_unit_return_form_id_unit_id'))
    )
    with op.batch_alter_table('unit_return', schema=None) as batch_op:
        batch_op.create_index('ix_unit_return_unit_id', ['unit_id'], unique=False)
    op.create_table('return_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('return_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['return_id'], ['unit_return.id'], name=op.f('fk_return_step_return_id_unit_return')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_return_step'))
    )
    with op.batch_alter_table('return_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_return_step_return_id'), ['return_id'], unique=False)
    op.create_table('return_value',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('return_id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=True),
    sa.Column('qualifier', sa.String(length=20), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=True),
    sa.Column('joint', sa.BigInteger(), nullable=False),
    sa.Column('last_value', sa.BigInteger(), nullable=True),
    sa.Column('last_qualifier', sa.String(length=20), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['return_item.id'], name=op.f('fk_return_value_item_id_return_item')),
    sa.ForeignKeyConstraint(['return_id'], ['unit_return.id'], name=op.f('fk_return_value_return_id_unit_return')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_return_value')),
    sa.UniqueConstraint('return_id', 'item_id', name=op.f('uq_return_value_return_id_item_id'))
    )
    with op.batch_alter_table('return_value', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_return_value_item_id'), ['item_id'], unique=False)


def downgrade():
    with op.batch_alter_table('return_value', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_return_value_item_id'))
    op.drop_table('return_value')
    with op.batch_alter_table('return_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_return_step_return_id'))
    op.drop_table('return_step')
    with op.batch_alter_table('unit_return', schema=None) as batch_op:
        batch_op.drop_index('ix_unit_return_unit_id')
    op.drop_table('unit_return')
    op.drop_table('return_item')
    with op.batch_alter_table('return_form', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_return_form_province_id'))
        batch_op.drop_index(batch_op.f('ix_return_form_due_on'))
    op.drop_table('return_form')
