"""producers desk"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('application_term',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('working_days', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_term')),
    sa.UniqueConstraint('kind', 'valid_from', name=op.f('uq_application_term_kind_valid_from'))
    )
    op.create_table('form_draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('form', sa.String(length=20), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('saved_at', core.db.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_form_draft')),
    sa.UniqueConstraint('owner_id', 'form', 'subject_id', name=op.f('uq_form_draft_owner_id_form_subject_id'))
    )
    op.create_table('picture',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_kind', sa.String(length=30), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('caption', sa.String(length=200), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('media_type', sa.String(length=40), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('added_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_picture')),
    sa.UniqueConstraint('key', name=op.f('uq_picture_key'))
    )
    with op.batch_alter_table('picture', schema=None) as batch_op:
        batch_op.create_index('ix_picture_owner', ['owner_kind', 'owner_id'], unique=False)

    op.create_table('sign_up',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('form_key', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('tax_code', sa.String(length=14), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('is_held', sa.Boolean(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_sign_up_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_up')),
    sa.UniqueConstraint('form_key', name=op.f('uq_sign_up_form_key')),
    sa.UniqueConstraint('user_id', name=op.f('uq_sign_up_user_id'))
    )
    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_up_tax_code'), ['tax_code'], unique=False)

    op.create_table('producer_contact',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('code_hash', sa.String(length=200), nullable=False),
    sa.Column('code_until', core.db.UtcDateTime(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('confirmed_at', core.db.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_producer_contact_producer_id_producer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_producer_contact')),
    sa.UniqueConstraint('producer_id', name=op.f('uq_producer_contact_producer_id'))
    )
    op.create_table('producer_notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('link', sa.String(length=200), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('read_at', core.db.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_producer_notice_producer_id_producer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_producer_notice'))
    )
    with op.batch_alter_table('producer_notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_producer_notice_producer_id'), ['producer_id'], unique=False)

    op.create_table('producer_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('label', sa.String(length=60), nullable=False),
    sa.Column('changes', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_producer_version_producer_id_producer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_producer_version')),
    sa.UniqueConstraint('producer_id', 'seq', name=op.f('uq_producer_version_producer_id_seq'))
    )
    op.create_table('change_proposal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=True),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('base_version', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('created_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_change_proposal_producer_id_producer')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_change_proposal_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change_proposal'))
    )
    with op.batch_alter_table('change_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_change_proposal_producer_id'), ['producer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_change_proposal_product_id'), ['product_id'], unique=False)

    op.create_table('product_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('label', sa.String(length=60), nullable=False),
    sa.Column('changes', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_product_version_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product_version')),
    sa.UniqueConstraint('product_id', 'seq', name=op.f('uq_product_version_product_id_seq'))
    )
    op.create_table('application',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.String(length=8), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=True),
    sa.Column('proposal_id', sa.Uuid(), nullable=True),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('sent_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('is_held', sa.Boolean(), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('decided_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_application_producer_id_producer')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_application_product_id_product')),
    sa.ForeignKeyConstraint(['proposal_id'], ['change_proposal.id'], name=op.f('fk_application_proposal_id_change_proposal')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_application_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application')),
    sa.UniqueConstraint('number', name=op.f('uq_application_number'))
    )
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_application_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_outcome'), ['outcome'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_producer_id'), ['producer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_product_id'), ['product_id'], unique=False)

    op.create_table('field_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('field', sa.String(length=30), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_field_note_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_note')),
    sa.UniqueConstraint('application_id', 'field', name=op.f('uq_field_note_application_id_field'))
    )
    with op.batch_alter_table('producer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('person_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('person_mark', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='0'))
        batch_op.create_unique_constraint(batch_op.f('uq_producer_person_mark'), ['person_mark'])

    with op.batch_alter_table('product', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='0'))



def downgrade():
    with op.batch_alter_table('product', schema=None) as batch_op:
        batch_op.drop_column('version')

    with op.batch_alter_table('producer', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_producer_person_mark'), type_='unique')
        batch_op.drop_column('version')
        batch_op.drop_column('person_mark')
        batch_op.drop_column('person_id')

    op.drop_table('field_note')
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_application_product_id'))
        batch_op.drop_index(batch_op.f('ix_application_producer_id'))
        batch_op.drop_index(batch_op.f('ix_application_outcome'))
        batch_op.drop_index(batch_op.f('ix_application_kind'))

    op.drop_table('application')
    op.drop_table('product_version')
    with op.batch_alter_table('change_proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_change_proposal_product_id'))
        batch_op.drop_index(batch_op.f('ix_change_proposal_producer_id'))

    op.drop_table('change_proposal')
    op.drop_table('producer_version')
    with op.batch_alter_table('producer_notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_producer_notice_producer_id'))

    op.drop_table('producer_notice')
    op.drop_table('producer_contact')
    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_up_tax_code'))

    op.drop_table('sign_up')
    with op.batch_alter_table('picture', schema=None) as batch_op:
        batch_op.drop_index('ix_picture_owner')

    op.drop_table('picture')
    op.drop_table('form_draft')
    op.drop_table('application_term')
