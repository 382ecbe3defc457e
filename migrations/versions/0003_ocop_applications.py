"""OCOP: rules and criteria as dated rows, applications with their steps, sheets and reminders"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('criteria_set',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=150), nullable=False),
    sa.Column('ocop_group', sa.Integer(), nullable=True),
    sa.Column('is_frame', sa.Boolean(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_confirmed', sa.Boolean(), nullable=False),
    sa.Column('confirmed_at', core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirmation', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.Column('loaded_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criteria_set')),
    sa.UniqueConstraint('name', 'valid_from', name=op.f('uq_criteria_set_name_valid_from'))
    )
    op.create_table('ocop_rule',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('value', sa.String(length=300), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_confirmed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ocop_rule')),
    sa.UniqueConstraint('code', 'key', 'valid_from', name=op.f('uq_ocop_rule_code_key_valid_from'))
    )
    op.create_table('criterion',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('set_id', sa.Uuid(), nullable=False),
    sa.Column('part', sa.String(length=1), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('text', sa.String(length=1000), nullable=False),
    sa.Column('most', sa.Integer(), nullable=False),
    sa.Column('by_commune', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['set_id'], ['criteria_set.id'], name=op.f('fk_criterion_set_id_criteria_set')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion')),
    sa.UniqueConstraint('set_id', 'part', 'number', name=op.f('uq_criterion_set_id_part_number'))
    )
    op.create_table('ocop_application',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('criteria_set_id', sa.Uuid(), nullable=False),
    sa.Column('previous_id', sa.Uuid(), nullable=True),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('filed_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('score_a', sa.Integer(), nullable=True),
    sa.Column('score_b', sa.Integer(), nullable=True),
    sa.Column('score_c', sa.Integer(), nullable=True),
    sa.Column('central_a', sa.Integer(), nullable=True),
    sa.Column('central_b', sa.Integer(), nullable=True),
    sa.Column('central_c', sa.Integer(), nullable=True),
    sa.Column('decision_number', sa.String(length=80), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('recognition_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['criteria_set_id'], ['criteria_set.id'], name=op.f('fk_ocop_application_criteria_set_id_criteria_set')),
    sa.ForeignKeyConstraint(['previous_id'], ['recognition.id'], name=op.f('fk_ocop_application_previous_id_recognition')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_ocop_application_product_id_product')),
    sa.ForeignKeyConstraint(['recognition_id'], ['recognition.id'], name=op.f('fk_ocop_application_recognition_id_recognition')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ocop_application'))
    )
    with op.batch_alter_table('ocop_application', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ocop_application_product_id'), ['product_id'], unique=False)
        batch_op.create_index('ix_ocop_application_queue', ['state', 'due_on'], unique=False)

    op.create_table('ocop_reminder',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recognition_id', sa.Uuid(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('sent_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['recognition_id'], ['recognition.id'], name=op.f('fk_ocop_reminder_recognition_id_recognition')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ocop_reminder')),
    sa.UniqueConstraint('recognition_id', 'days', name=op.f('uq_ocop_reminder_recognition_id_days'))
    )
    op.create_table('ocop_assessment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('conclusion', sa.Text(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['ocop_application.id'], name=op.f('fk_ocop_assessment_application_id_ocop_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ocop_assessment')),
    sa.UniqueConstraint('application_id', 'seq', name=op.f('uq_ocop_assessment_application_id_seq'))
    )
    op.create_table('ocop_conflict',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['ocop_application.id'], name=op.f('fk_ocop_conflict_application_id_ocop_application')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_ocop_conflict_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ocop_conflict')),
    sa.UniqueConstraint('application_id', 'user_id', name=op.f('uq_ocop_conflict_application_id_user_id'))
    )
    with op.batch_alter_table('ocop_conflict', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ocop_conflict_user_id'), ['user_id'], unique=False)

    op.create_table('ocop_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=20), nullable=False),
    sa.Column('from_state', sa.String(length=20), nullable=False),
    sa.Column('to_state', sa.String(length=20), nullable=False),
    sa.Column('at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('role', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['ocop_application.id'], name=op.f('fk_ocop_event_application_id_ocop_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ocop_event')),
    sa.UniqueConstraint('application_id', 'seq', name=op.f('uq_ocop_event_application_id_seq'))
    )
    op.create_table('ocop_paper',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=150), nullable=False),
    sa.Column('detail', sa.String(length=300), nullable=False),
    sa.Column('file_key', sa.String(length=120), nullable=False),
    sa.Column('media_type', sa.String(length=40), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('added_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['ocop_application.id'], name=op.f('fk_ocop_paper_application_id_ocop_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ocop_paper'))
    )
    with op.batch_alter_table('ocop_paper', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ocop_paper_application_id'), ['application_id'], unique=False)

    op.create_table('ocop_sheet',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('sent_at', core.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['application_id'], ['ocop_application.id'], name=op.f('fk_ocop_sheet_application_id_ocop_application')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_ocop_sheet_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ocop_sheet')),
    sa.UniqueConstraint('application_id', 'user_id', name=op.f('uq_ocop_sheet_application_id_user_id'))
    )
    op.create_table('ocop_point',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sheet_id', sa.Uuid(), nullable=False),
    sa.Column('criterion_id', sa.Uuid(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_ocop_point_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['sheet_id'], ['ocop_sheet.id'], name=op.f('fk_ocop_point_sheet_id_ocop_sheet')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ocop_point')),
    sa.UniqueConstraint('sheet_id', 'criterion_id', name=op.f('uq_ocop_point_sheet_id_criterion_id'))
    )
    op.create_table('ocop_remark',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('assessment_id', sa.Uuid(), nullable=False),
    sa.Column('topic', sa.String(length=300), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('criterion_id', sa.Uuid(), nullable=True),
    sa.Column('points', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['assessment_id'], ['ocop_assessment.id'], name=op.f('fk_ocop_remark_assessment_id_ocop_assessment')),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_ocop_remark_criterion_id_criterion')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ocop_remark'))
    )
    with op.batch_alter_table('ocop_remark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ocop_remark_assessment_id'), ['assessment_id'], unique=False)



def downgrade():
    with op.batch_alter_table('ocop_remark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ocop_remark_assessment_id'))

    op.drop_table('ocop_remark')
    op.drop_table('ocop_point')
    op.drop_table('ocop_sheet')
    with op.batch_alter_table('ocop_paper', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ocop_paper_application_id'))

    op.drop_table('ocop_paper')
    op.drop_table('ocop_event')
    with op.batch_alter_table('ocop_conflict', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ocop_conflict_user_id'))

    op.drop_table('ocop_conflict')
    op.drop_table('ocop_assessment')
    op.drop_table('ocop_reminder')
    with op.batch_alter_table('ocop_application', schema=None) as batch_op:
        batch_op.drop_index('ix_ocop_application_queue')
        batch_op.drop_index(batch_op.f('ix_ocop_application_product_id'))

    op.drop_table('ocop_application')
    op.drop_table('criterion')
    op.drop_table('ocop_rule')
    op.drop_table('criteria_set')
