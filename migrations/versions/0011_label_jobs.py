"""label jobs"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('label_rule',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_label_rule')),
    sa.UniqueConstraint('name', 'valid_from', name=op.f('uq_label_rule_name_valid_from'))
    )
    op.create_table('print_check',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('is_good', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('level', sa.String(length=1), nullable=False),
    sa.Column('unused', sa.Integer(), nullable=True),
    sa.Column('contrast', sa.Integer(), nullable=False),
    sa.Column('module_um', sa.Integer(), nullable=True),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_print_check'))
    )
    with op.batch_alter_table('print_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_print_check_batch_id'), ['batch_id'], unique=False)

    op.create_table('printer_profile',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=True),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('dpi', sa.Integer(), nullable=False),
    sa.Column('right_um', sa.Integer(), nullable=False),
    sa.Column('down_um', sa.Integer(), nullable=False),
    sa.Column('stretch_x_ppm', sa.Integer(), nullable=False),
    sa.Column('stretch_y_ppm', sa.Integer(), nullable=False),
    sa.Column('measured_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_printer_profile_producer_id_producer')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_printer_profile_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_printer_profile'))
    )
    with op.batch_alter_table('printer_profile', schema=None) as batch_op:
        batch_op.create_index('ix_printer_profile_producer', ['producer_id', 'name'], unique=False)
        batch_op.create_index('ix_printer_profile_unit', ['unit_id', 'name'], unique=False)

    op.create_table('label_job',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('lot_id', sa.Uuid(), nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=True),
    sa.Column('level', sa.String(length=10), nullable=False),
    sa.Column('form', sa.String(length=5), nullable=False),
    sa.Column('sheet', sa.String(length=10), nullable=False),
    sa.Column('ecc', sa.String(length=1), nullable=False),
    sa.Column('printer', sa.Text(), nullable=False),
    sa.Column('wording', sa.Text(), nullable=False),
    sa.Column('spans', sa.Text(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('part_size', sa.Integer(), nullable=False),
    sa.Column('parts', sa.Integer(), nullable=False),
    sa.Column('parts_done', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('fault', sa.Text(), nullable=False),
    sa.Column('asked_by', sa.String(length=60), nullable=False),
    sa.Column('asked_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('ended_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('keep_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_label_job_lot_id_lot')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_label_job'))
    )
    with op.batch_alter_table('label_job', schema=None) as batch_op:
        batch_op.create_index('ix_label_job_keep', ['state', 'keep_until'], unique=False)
        batch_op.create_index('ix_label_job_lot', ['lot_id', 'asked_at'], unique=False)


def downgrade():
    with op.batch_alter_table('label_job', schema=None) as batch_op:
        batch_op.drop_index('ix_label_job_lot')
        batch_op.drop_index('ix_label_job_keep')

    op.drop_table('label_job')
    with op.batch_alter_table('printer_profile', schema=None) as batch_op:
        batch_op.drop_index('ix_printer_profile_unit')
        batch_op.drop_index('ix_printer_profile_producer')

    op.drop_table('printer_profile')
    with op.batch_alter_table('print_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_print_check_batch_id'))

    op.drop_table('print_check')
    op.drop_table('label_rule')
