"""routing, transfers, passkeys"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('goods_kind',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goods_kind')),
    sa.UniqueConstraint('code', 'valid_from', name=op.f('uq_goods_kind_code_valid_from'))
    )
    op.create_table('routing_table',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('made_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_routing_table'))
    )
    with op.batch_alter_table('routing_table', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_routing_table_valid_from'), ['valid_from'], unique=False)

    op.create_table('passkey',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('credential_id', sa.String(length=1400), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('created_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('used_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('ended_at', core.db.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_passkey_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_passkey_credential_id'))
    )
    with op.batch_alter_table('passkey', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passkey_user_id'), ['user_id'], unique=False)

    op.create_table('passkey_challenge',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('challenge', sa.LargeBinary(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('made_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('used_at', core.db.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_passkey_challenge_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey_challenge'))
    )
    with op.batch_alter_table('passkey_challenge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passkey_challenge_made_at'), ['made_at'], unique=False)

    op.create_table('receiving_body',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=True),
    sa.Column('post_address', sa.String(length=300), nullable=False),
    sa.Column('mailbox_id', sa.Uuid(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_receiving_body_province_id_admin_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receiving_body')),
    sa.UniqueConstraint('kind', 'province_id', 'valid_from', name=op.f('uq_receiving_body_kind_province_id_valid_from'))
    )
    op.create_table('recovery_code',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('used_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('ended_at', core.db.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_recovery_code_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_recovery_code_code_hash'))
    )
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recovery_code_user_id'), ['user_id'], unique=False)

    op.create_table('routing_rule',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('table_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kinds', sa.String(length=300), nullable=False),
    sa.Column('goods', sa.String(length=300), nullable=False),
    sa.Column('places', sa.String(length=100), nullable=False),
    sa.Column('is_urgent', sa.Boolean(), nullable=False),
    sa.Column('lead', sa.String(length=30), nullable=False),
    sa.Column('notified', sa.String(length=300), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_confirmed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['table_id'], ['routing_table.id'], name=op.f('fk_routing_rule_table_id_routing_table')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_routing_rule')),
    sa.UniqueConstraint('table_id', 'position', name=op.f('uq_routing_rule_table_id_position'))
    )
    op.create_table('complaint_route',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('rule_id', sa.Uuid(), nullable=True),
    sa.Column('violation_code', sa.String(length=30), nullable=False),
    sa.Column('goods_code', sa.String(length=30), nullable=False),
    sa.Column('place_code', sa.String(length=20), nullable=False),
    sa.Column('is_urgent', sa.Boolean(), nullable=False),
    sa.Column('lead', sa.String(length=30), nullable=False),
    sa.Column('notified', sa.String(length=300), nullable=False),
    sa.Column('against_unit_id', sa.Uuid(), nullable=True),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['against_unit_id'], ['unit.id'], name=op.f('fk_complaint_route_against_unit_id_unit')),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_route_complaint_id_complaint')),
    sa.ForeignKeyConstraint(['rule_id'], ['routing_rule.id'], name=op.f('fk_complaint_route_rule_id_routing_rule')),
    sa.PrimaryKeyConstraint('complaint_id', 'seq', name=op.f('pk_complaint_route'))
    )
    op.create_table('complaint_transfer',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('body_id', sa.Uuid(), nullable=False),
    sa.Column('is_lead', sa.Boolean(), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('door_hash', sa.String(length=64), nullable=True),
    sa.Column('sent_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('opened_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('their_number', sa.String(length=80), nullable=False),
    sa.Column('answered_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['receiving_body.id'], name=op.f('fk_complaint_transfer_body_id_receiving_body')),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_transfer_complaint_id_complaint')),
    sa.PrimaryKeyConstraint('complaint_id', 'id', name=op.f('pk_complaint_transfer')),
    sa.UniqueConstraint('door_hash', name=op.f('uq_complaint_transfer_door_hash')),
    sa.UniqueConstraint('id', name=op.f('uq_complaint_transfer_id')),
    sa.UniqueConstraint('number', name=op.f('uq_complaint_transfer_number')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_complaint_transfer_token_hash'))
    )
    with op.batch_alter_table('complaint_transfer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_complaint_transfer_body_id'), ['body_id'], unique=False)
        batch_op.create_index('ix_complaint_transfer_due', ['state', 'due_on'], unique=False)

    op.create_table('conflict_of_interest',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('complaint_id', sa.Uuid(), nullable=True),
    sa.Column('producer_id', sa.Uuid(), nullable=True),
    sa.Column('seller', sa.String(length=300), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('declared_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('ended_at', core.db.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_conflict_of_interest_complaint_id_complaint')),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_conflict_of_interest_producer_id_producer')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_conflict_of_interest_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conflict_of_interest'))
    )
    with op.batch_alter_table('conflict_of_interest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_conflict_of_interest_user_id'), ['user_id'], unique=False)

    op.create_table('contact_request',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('field', sa.String(length=20), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('is_danger', sa.Boolean(), nullable=False),
    sa.Column('asked_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('decision', sa.String(length=10), nullable=False),
    sa.Column('decision_note', sa.String(length=500), nullable=False),
    sa.Column('shown_at', core.db.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['user_account.id'], name=op.f('fk_contact_request_asked_by_user_account')),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_contact_request_complaint_id_complaint')),
    sa.ForeignKeyConstraint(['decided_by'], ['user_account.id'], name=op.f('fk_contact_request_decided_by_user_account')),
    sa.PrimaryKeyConstraint('complaint_id', 'id', name=op.f('pk_contact_request'))
    )
    op.create_table('complaint_flag',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('transfer_id', sa.Uuid(), nullable=True),
    sa.Column('seen_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('seen_by', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_flag_complaint_id_complaint')),
    sa.ForeignKeyConstraint(['transfer_id'], ['complaint_transfer.id'], name=op.f('fk_complaint_flag_transfer_id_complaint_transfer')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_complaint_flag_unit_id_unit')),
    sa.PrimaryKeyConstraint('complaint_id', 'seq', name=op.f('pk_complaint_flag'))
    )
    with op.batch_alter_table('complaint_flag', schema=None) as batch_op:
        batch_op.create_index('ix_complaint_flag_unit', ['unit_id', 'seen_at'], unique=False)

    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('must_change', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade():
    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.drop_column('must_change')

    with op.batch_alter_table('complaint_flag', schema=None) as batch_op:
        batch_op.drop_index('ix_complaint_flag_unit')

    op.drop_table('complaint_flag')
    op.drop_table('contact_request')
    with op.batch_alter_table('conflict_of_interest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_conflict_of_interest_user_id'))

    op.drop_table('conflict_of_interest')
    with op.batch_alter_table('complaint_transfer', schema=None) as batch_op:
        batch_op.drop_index('ix_complaint_transfer_due')
        batch_op.drop_index(batch_op.f('ix_complaint_transfer_body_id'))

    op.drop_table('complaint_transfer')
    op.drop_table('complaint_route')
    op.drop_table('routing_rule')
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recovery_code_user_id'))

    op.drop_table('recovery_code')
    op.drop_table('receiving_body')
    with op.batch_alter_table('passkey_challenge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passkey_challenge_made_at'))

    op.drop_table('passkey_challenge')
    with op.batch_alter_table('passkey', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passkey_user_id'))

    op.drop_table('passkey')
    with op.batch_alter_table('routing_table', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_routing_table_valid_from'))

    op.drop_table('routing_table')
    op.drop_table('goods_kind')
