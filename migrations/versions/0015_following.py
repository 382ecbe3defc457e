"""following"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('blocked_word',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.String(length=100), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_blocked_word')),
    sa.UniqueConstraint('words', 'valid_from', name=op.f('uq_blocked_word_words_valid_from'))
    )
    op.create_table('case_term',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_confirmed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_term')),
    sa.UniqueConstraint('code', 'valid_from', name=op.f('uq_case_term_code_valid_from'))
    )
    op.create_table('personal_access',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('field', sa.String(length=20), nullable=False),
    sa.Column('role', sa.String(length=30), nullable=False),
    sa.Column('needs', sa.String(length=20), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_personal_access')),
    sa.UniqueConstraint('field', 'role', 'valid_from', name=op.f('uq_personal_access_field_role_valid_from'))
    )
    op.create_table('complaint_data_step',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('what', sa.String(length=60), nullable=False),
    sa.Column('kept', sa.String(length=60), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_data_step_complaint_id_complaint')),
    sa.PrimaryKeyConstraint('complaint_id', 'seq', name=op.f('pk_complaint_data_step'))
    )
    op.create_table('complaint_held_reason',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('detail', sa.String(length=100), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_held_reason_complaint_id_complaint')),
    sa.PrimaryKeyConstraint('complaint_id', 'kind', name=op.f('pk_complaint_held_reason'))
    )
    op.create_table('complaint_print',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('leader_id', sa.Uuid(), nullable=True),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_print_complaint_id_complaint')),
    sa.ForeignKeyConstraint(['leader_id'], ['complaint.id'], name=op.f('fk_complaint_print_leader_id_complaint')),
    sa.PrimaryKeyConstraint('complaint_id', name=op.f('pk_complaint_print'))
    )
    with op.batch_alter_table('complaint_print', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_complaint_print_leader_id'), ['leader_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_complaint_print_digest'), ['digest'], unique=False)

    op.create_table('complaint_rating',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_rating_complaint_id_complaint')),
    sa.PrimaryKeyConstraint('complaint_id', name=op.f('pk_complaint_rating'))
    )
    with op.batch_alter_table('complaint_rating', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_complaint_rating_at'), ['at'], unique=False)


def downgrade():
    op.drop_table('complaint_rating')
    op.drop_table('complaint_print')
    op.drop_table('complaint_held_reason')
    op.drop_table('complaint_data_step')
    op.drop_table('personal_access')
    op.drop_table('case_term')
    op.drop_table('blocked_word')
