"""imports"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'external_system',
        sa.Column('code', sa.String(length=30), nullable=False),
        sa.Column('name', sa.String(length=150), nullable=False),
        sa.Column('name_en', sa.String(length=150), nullable=False),
        sa.Column('hosts', sa.String(length=300), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_to', sa.Date(), nullable=True),
        sa.Column('source', sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint('code', name=op.f('pk_external_system')),
    )
    op.create_table(
        'external_code',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('product_id', sa.Uuid(), nullable=False),
        sa.Column('system_code', sa.String(length=30), nullable=False),
        sa.Column('code', sa.String(length=100), nullable=False),
        sa.Column('url', sa.String(length=500), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_to', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_external_code_product_id_product')),
        sa.ForeignKeyConstraint(['system_code'], ['external_system.code'], name=op.f('fk_external_code_system_code_external_system')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_external_code')),
    )
    with op.batch_alter_table('external_code') as batch:
        batch.create_index(batch.f('ix_external_code_product_id'), ['product_id'])
        batch.create_index('ix_external_code_system_code', ['system_code', 'code'])
    op.create_table(
        'import_batch',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('file_name', sa.String(length=200), nullable=False),
        sa.Column('columns', sa.Text(), nullable=False),
        sa.Column('notes', sa.Text(), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('unit_id', sa.Uuid(), nullable=True),
        sa.Column('producer_id', sa.Uuid(), nullable=True),
        sa.Column('user_id', sa.Uuid(), nullable=True),
        sa.Column('may_approve', sa.Boolean(), nullable=False),
        sa.Column('is_sample', sa.Boolean(), nullable=False),
        sa.Column('parts', sa.Integer(), nullable=False),
        sa.Column('parts_done', sa.Integer(), nullable=False),
        sa.Column('lines', sa.Integer(), nullable=False),
        sa.Column('new_count', sa.Integer(), nullable=False),
        sa.Column('changed_count', sa.Integer(), nullable=False),
        sa.Column('same_count', sa.Integer(), nullable=False),
        sa.Column('wrong_count', sa.Integer(), nullable=False),
        sa.Column('fault', sa.Text(), nullable=False),
        sa.Column('created_at', core.db.UtcDateTime(), nullable=False),
        sa.Column('checked_at', core.db.UtcDateTime(), nullable=True),
        sa.Column('published_at', core.db.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_import_batch_producer_id_producer')),
        sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_import_batch_unit_id_unit')),
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_import_batch_user_id_user_account')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_import_batch')),
    )
    with op.batch_alter_table('import_batch') as batch:
        batch.create_index(batch.f('ix_import_batch_producer_id'), ['producer_id'])
        batch.create_index(batch.f('ix_import_batch_state'), ['state'])
        batch.create_index(batch.f('ix_import_batch_unit_id'), ['unit_id'])
    op.create_table(
        'import_line',
        sa.Column('batch_id', sa.Uuid(), nullable=False),
        sa.Column('line', sa.Integer(), nullable=False),
        sa.Column('verdict', sa.String(length=10), nullable=False),
        sa.Column('match', sa.String(length=64), nullable=False),
        sa.Column('number', sa.String(length=64), nullable=False),
        sa.Column('target_id', sa.Uuid(), nullable=True),
        sa.Column('given', sa.Text(), nullable=False),
        sa.Column('told', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['batch_id'], ['import_batch.id'], name=op.f('fk_import_line_batch_id_import_batch')),
        sa.PrimaryKeyConstraint('batch_id', 'line', name=op.f('pk_import_line')),
    )
    with op.batch_alter_table('import_line') as batch:
        batch.create_index('ix_import_line_match', ['batch_id', 'match'])
        batch.create_index('ix_import_line_number', ['batch_id', 'number'])
        batch.create_index('ix_import_line_verdict', ['batch_id', 'verdict', 'line'])


def downgrade():
    op.drop_table('import_line')
    op.drop_table('import_batch')
    op.drop_table('external_code')
    op.drop_table('external_system')
