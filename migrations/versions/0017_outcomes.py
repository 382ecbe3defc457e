"""cases of several reports, and what belongs to an inspection"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('case_group',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('opened_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_case_group_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_group')),
    sa.UniqueConstraint('number', name=op.f('uq_case_group_number'))
    )
    with op.batch_alter_table('case_group', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_group_unit_id'), ['unit_id'], unique=False)
    op.create_table('decision_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('taken_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('written', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_decision_file_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_file'))
    )
    with op.batch_alter_table('decision_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_file_unit_id'), ['unit_id'], unique=False)
    op.create_table('withdrawal_proposal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recognition_id', sa.Uuid(), nullable=False),
    sa.Column('authority', sa.String(length=200), nullable=False),
    sa.Column('decision_number', sa.String(length=80), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('proposed_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answered_by', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['recognition_id'], ['recognition.id'], name=op.f('fk_withdrawal_proposal_recognition_id_recognition')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_withdrawal_proposal'))
    )
    with op.batch_alter_table('withdrawal_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_withdrawal_proposal_recognition_id'), ['recognition_id'], unique=False)
    op.create_table('case_group_member',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('group_id', sa.Uuid(), nullable=False),
    sa.Column('joined_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('joined_by', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('left_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('left_by', sa.String(length=60), nullable=False),
    sa.Column('left_reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_case_group_member_complaint_id_complaint')),
    sa.ForeignKeyConstraint(['group_id'], ['case_group.id'], name=op.f('fk_case_group_member_group_id_case_group')),
    sa.PrimaryKeyConstraint('complaint_id', 'seq', name=op.f('pk_case_group_member'))
    )
    with op.batch_alter_table('case_group_member', schema=None) as batch_op:
        batch_op.create_index('ix_case_group_member_now', ['group_id', 'left_at'], unique=False)
    op.create_table('case_likeness',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('value', sa.String(length=64), nullable=False),
    sa.Column('whole', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_case_likeness_complaint_id_complaint')),
    sa.PrimaryKeyConstraint('complaint_id', 'id', name=op.f('pk_case_likeness'))
    )
    with op.batch_alter_table('case_likeness', schema=None) as batch_op:
        batch_op.create_index('ix_case_likeness_value', ['kind', 'value'], unique=False)
    op.create_table('goods_question',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('asked_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('answer', sa.String(length=10), nullable=False),
    sa.Column('answer_words', sa.Text(), nullable=False),
    sa.Column('answered_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('answered_by', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_goods_question_inspection_id_inspection')),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_goods_question_producer_id_producer')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_goods_question_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goods_question'))
    )
    with op.batch_alter_table('goods_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_goods_question_inspection_id'), ['inspection_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_goods_question_producer_id'), ['producer_id'], unique=False)
    op.create_table('inspection_case',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_inspection_case_complaint_id_complaint')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_inspection_case_inspection_id_inspection')),
    sa.PrimaryKeyConstraint('inspection_id', 'complaint_id', name=op.f('pk_inspection_case'))
    )
    with op.batch_alter_table('inspection_case', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inspection_case_complaint_id'), ['complaint_id'], unique=False)
    op.create_table('inspection_goods',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('measure', sa.String(length=30), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('treatment', sa.String(length=20), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('reverses', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_inspection_goods_inspection_id_inspection')),
    sa.PrimaryKeyConstraint('inspection_id', 'seq', name=op.f('pk_inspection_goods'))
    )
    op.create_table('inspection_record',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('sample', sa.String(length=60), nullable=False),
    sa.Column('body', sa.String(length=200), nullable=False),
    sa.Column('result', sa.String(length=20), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('reverses', sa.Integer(), nullable=True),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_inspection_record_inspection_id_inspection')),
    sa.PrimaryKeyConstraint('inspection_id', 'seq', name=op.f('pk_inspection_record'))
    )
    op.create_table('inspection_team',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('head', sa.String(length=120), nullable=False),
    sa.Column('members', sa.Text(), nullable=False),
    sa.Column('agencies', sa.Text(), nullable=False),
    sa.Column('decision_number', sa.String(length=80), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_inspection_team_inspection_id_inspection')),
    sa.PrimaryKeyConstraint('inspection_id', 'seq', name=op.f('pk_inspection_team'))
    )
    op.create_table('decision_reversal',
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['penalty_decision.id'], name=op.f('fk_decision_reversal_decision_id_penalty_decision')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_decision_reversal_inspection_id_inspection')),
    sa.PrimaryKeyConstraint('decision_id', name=op.f('pk_decision_reversal'))
    )
    with op.batch_alter_table('decision_reversal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_reversal_inspection_id'), ['inspection_id'], unique=False)
    op.create_table('goods_photo',
    sa.Column('question_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('clean_key', sa.String(length=200), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['goods_question.id'], name=op.f('fk_goods_photo_question_id_goods_question')),
    sa.PrimaryKeyConstraint('question_id', 'position', name=op.f('pk_goods_photo'))
    )
    op.create_table('inspection_effect',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('target', sa.String(length=200), nullable=False),
    sa.Column('target_id', sa.Uuid(), nullable=True),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['penalty_decision.id'], name=op.f('fk_inspection_effect_decision_id_penalty_decision')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_inspection_effect_inspection_id_inspection')),
    sa.PrimaryKeyConstraint('inspection_id', 'seq', name=op.f('pk_inspection_effect'))
    )
    with op.batch_alter_table('penalty_decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=20), server_default='fine', nullable=False))

    op.execute(
        "INSERT INTO inspection_case (inspection_id, complaint_id, at, actor)"
        " SELECT id, complaint_id, recorded_at, actor FROM inspection WHERE complaint_id IS NOT NULL"
    )


def downgrade():
    with op.batch_alter_table('penalty_decision', schema=None) as batch_op:
        batch_op.drop_column('kind')
    op.drop_table('inspection_effect')
    op.drop_table('goods_photo')
    with op.batch_alter_table('decision_reversal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_reversal_inspection_id'))
    op.drop_table('decision_reversal')
    op.drop_table('inspection_team')
    op.drop_table('inspection_record')
    op.drop_table('inspection_goods')
    with op.batch_alter_table('inspection_case', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_inspection_case_complaint_id'))
    op.drop_table('inspection_case')
    with op.batch_alter_table('goods_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_goods_question_producer_id'))
        batch_op.drop_index(batch_op.f('ix_goods_question_inspection_id'))
    op.drop_table('goods_question')
    with op.batch_alter_table('case_likeness', schema=None) as batch_op:
        batch_op.drop_index('ix_case_likeness_value')
    op.drop_table('case_likeness')
    with op.batch_alter_table('case_group_member', schema=None) as batch_op:
        batch_op.drop_index('ix_case_group_member_now')
    op.drop_table('case_group_member')
    with op.batch_alter_table('withdrawal_proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_withdrawal_proposal_recognition_id'))
    op.drop_table('withdrawal_proposal')
    with op.batch_alter_table('decision_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_file_unit_id'))
    op.drop_table('decision_file')
    with op.batch_alter_table('case_group', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_group_unit_id'))
    op.drop_table('case_group')
