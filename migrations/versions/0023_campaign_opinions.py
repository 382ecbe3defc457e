"""documents, surveys, votes"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('legal_document',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=230), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('issuer', sa.String(length=200), nullable=False),
    sa.Column('issuer_level', sa.String(length=20), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('topic', sa.String(length=30), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=True),
    sa.Column('link', sa.String(length=400), nullable=False),
    sa.Column('amended_by_id', sa.Uuid(), nullable=True),
    sa.Column('is_replaced', sa.Boolean(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['amended_by_id'], ['legal_document.id'], name=op.f('fk_legal_document_amended_by_id_legal_document')),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_legal_document_province_id_admin_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_document')),
    sa.UniqueConstraint('number', 'issued_on', name=op.f('uq_legal_document_number_issued_on')),
    sa.UniqueConstraint('slug', name=op.f('uq_legal_document_slug'))
    )
    with op.batch_alter_table('legal_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_legal_document_issued_on'), ['issued_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_legal_document_province_id'), ['province_id'], unique=False)
    op.create_table('survey',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=230), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=250), nullable=False),
    sa.Column('intro', sa.Text(), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('made_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_survey_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_survey_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey')),
    sa.UniqueConstraint('slug', name=op.f('uq_survey_slug'))
    )
    with op.batch_alter_table('survey', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_province_id'), ['province_id'], unique=False)
    op.create_table('vote_round',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=230), nullable=False),
    sa.Column('title', sa.String(length=250), nullable=False),
    sa.Column('intro', sa.Text(), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('made_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_vote_round_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_vote_round_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vote_round')),
    sa.UniqueConstraint('slug', name=op.f('uq_vote_round_slug'))
    )
    with op.batch_alter_table('vote_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vote_round_province_id'), ['province_id'], unique=False)
    op.create_table('survey_question',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('survey_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('choices', sa.Text(), nullable=False),
    sa.Column('right_choice', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_survey_question_survey_id_survey')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_question')),
    sa.UniqueConstraint('survey_id', 'position', name=op.f('uq_survey_question_survey_id_position'))
    )
    op.create_table('survey_reply',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('survey_id', sa.Uuid(), nullable=False),
    sa.Column('respondent', sa.String(length=32), nullable=False),
    sa.Column('form_key', sa.String(length=64), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['survey_id'], ['survey.id'], name=op.f('fk_survey_reply_survey_id_survey')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_reply')),
    sa.UniqueConstraint('survey_id', 'form_key', name=op.f('uq_survey_reply_survey_id_form_key'))
    )
    with op.batch_alter_table('survey_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_reply_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_survey_reply_respondent'), ['respondent'], unique=False)
        batch_op.create_index(batch_op.f('ix_survey_reply_survey_id'), ['survey_id'], unique=False)
    op.create_table('survey_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('reply_id', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('choice', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['survey_question.id'], name=op.f('fk_survey_answer_question_id_survey_question')),
    sa.ForeignKeyConstraint(['reply_id'], ['survey_reply.id'], name=op.f('fk_survey_answer_reply_id_survey_reply')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_answer'))
    )
    with op.batch_alter_table('survey_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_answer_question_id'), ['question_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_survey_answer_reply_id'), ['reply_id'], unique=False)
    op.create_table('vote_candidate',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=250), nullable=False),
    sa.Column('maker', sa.String(length=200), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_vote_candidate_product_id_product')),
    sa.ForeignKeyConstraint(['round_id'], ['vote_round.id'], name=op.f('fk_vote_candidate_round_id_vote_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vote_candidate')),
    sa.UniqueConstraint('round_id', 'position', name=op.f('uq_vote_candidate_round_id_position'))
    )
    op.create_table('ballot',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('candidate_id', sa.Uuid(), nullable=False),
    sa.Column('voter', sa.String(length=64), nullable=False),
    sa.Column('device', sa.String(length=32), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('code_until', core.db.UtcDateTime(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('sendings', sa.Integer(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('counted_at', core.db.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['candidate_id'], ['vote_candidate.id'], name=op.f('fk_ballot_candidate_id_vote_candidate')),
    sa.ForeignKeyConstraint(['round_id'], ['vote_round.id'], name=op.f('fk_ballot_round_id_vote_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ballot')),
    sa.UniqueConstraint('round_id', 'voter', name=op.f('uq_ballot_round_id_voter'))
    )
    with op.batch_alter_table('ballot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ballot_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_ballot_candidate_id'), ['candidate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_ballot_device'), ['device'], unique=False)


def downgrade():
    with op.batch_alter_table('ballot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ballot_device'))
        batch_op.drop_index(batch_op.f('ix_ballot_candidate_id'))
        batch_op.drop_index(batch_op.f('ix_ballot_at'))
    op.drop_table('ballot')
    op.drop_table('vote_candidate')
    with op.batch_alter_table('survey_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_answer_reply_id'))
        batch_op.drop_index(batch_op.f('ix_survey_answer_question_id'))
    op.drop_table('survey_answer')
    with op.batch_alter_table('survey_reply', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_reply_survey_id'))
        batch_op.drop_index(batch_op.f('ix_survey_reply_respondent'))
        batch_op.drop_index(batch_op.f('ix_survey_reply_at'))
    op.drop_table('survey_reply')
    op.drop_table('survey_question')
    with op.batch_alter_table('vote_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vote_round_province_id'))
    op.drop_table('vote_round')
    with op.batch_alter_table('survey', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_province_id'))
    op.drop_table('survey')
    with op.batch_alter_table('legal_document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_legal_document_province_id'))
        batch_op.drop_index(batch_op.f('ix_legal_document_issued_on'))
    op.drop_table('legal_document')
