"""flow"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('report_channel',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('contact', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('by_staff', sa.Boolean(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_channel')),
    sa.UniqueConstraint('code', 'valid_from', name=op.f('uq_report_channel_code_valid_from'))
    )
    op.create_table('told_term',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('is_working', sa.Boolean(), nullable=False),
    sa.Column('article', sa.String(length=200), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('is_confirmed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_told_term')),
    sa.UniqueConstraint('code', 'valid_from', name=op.f('uq_told_term_code_valid_from'))
    )
    op.create_table('complaint_arrival',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('aim', sa.String(length=10), nullable=False),
    sa.Column('helper', sa.String(length=20), nullable=False),
    sa.Column('handed_over_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('filed_by', sa.Uuid(), nullable=True),
    sa.Column('external_ref', sa.String(length=60), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('register_number', sa.String(length=60), nullable=False),
    sa.Column('file_place', sa.String(length=200), nullable=False),
    sa.Column('bought_from', sa.Date(), nullable=True),
    sa.Column('lat', sa.Float(), nullable=True),
    sa.Column('lon', sa.Float(), nullable=True),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_arrival_complaint_id_complaint')),
    sa.ForeignKeyConstraint(['filed_by'], ['user_account.id'], name=op.f('fk_complaint_arrival_filed_by_user_account')),
    sa.PrimaryKeyConstraint('complaint_id', name=op.f('pk_complaint_arrival'))
    )
    with op.batch_alter_table('complaint_arrival', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_complaint_arrival_filed_by'), ['filed_by'], unique=False)

    op.create_table('contact_code',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('field', sa.String(length=10), nullable=False),
    sa.Column('sends', sa.Integer(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('sent_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('confirmed_at', core.db.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_contact_code_complaint_id_complaint')),
    sa.PrimaryKeyConstraint('complaint_id', name=op.f('pk_contact_code'))
    )
    op.create_table('money_request',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('wish', sa.String(length=10), nullable=False),
    sa.Column('asked', sa.String(length=10), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=True),
    sa.Column('province_id', sa.Uuid(), nullable=True),
    sa.Column('opens_on', sa.Date(), nullable=True),
    sa.Column('requested_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_money_request_complaint_id_complaint')),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_money_request_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_money_request_unit_id_unit')),
    sa.PrimaryKeyConstraint('complaint_id', name=op.f('pk_money_request'))
    )
    with op.batch_alter_table('money_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_money_request_requested_at'), ['requested_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_money_request_unit_id'), ['unit_id'], unique=False)


def downgrade():
    with op.batch_alter_table('money_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_money_request_unit_id'))
        batch_op.drop_index(batch_op.f('ix_money_request_requested_at'))
    op.drop_table('money_request')
    op.drop_table('contact_code')
    with op.batch_alter_table('complaint_arrival', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_complaint_arrival_filed_by'))
    op.drop_table('complaint_arrival')
    op.drop_table('told_term')
    op.drop_table('report_channel')
