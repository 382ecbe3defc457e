"""plans, tasks, progress"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('campaign_plan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('issuer', sa.String(length=200), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_campaign_plan_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_campaign_plan_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_plan'))
    )
    with op.batch_alter_table('campaign_plan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_plan_province_id'), ['province_id'], unique=False)
    op.create_table('plan_task',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('lead_id', sa.Uuid(), nullable=False),
    sa.Column('others', sa.String(length=300), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('indicator', sa.String(length=20), nullable=False),
    sa.Column('measure', sa.String(length=100), nullable=False),
    sa.Column('unit', sa.String(length=40), nullable=False),
    sa.Column('target', sa.BigInteger(), nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['lead_id'], ['unit.id'], name=op.f('fk_plan_task_lead_id_unit')),
    sa.ForeignKeyConstraint(['plan_id'], ['campaign_plan.id'], name=op.f('fk_plan_task_plan_id_campaign_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_task')),
    sa.UniqueConstraint('plan_id', 'position', name=op.f('uq_plan_task_plan_id_position'))
    )
    with op.batch_alter_table('plan_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_task_due_on'), ['due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_task_lead_id'), ['lead_id'], unique=False)
    op.create_table('task_partner',
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['task_id'], ['plan_task.id'], name=op.f('fk_task_partner_task_id_plan_task')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_task_partner_unit_id_unit')),
    sa.PrimaryKeyConstraint('task_id', 'unit_id', name=op.f('pk_task_partner'))
    )
    with op.batch_alter_table('task_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_partner_unit_id'), ['unit_id'], unique=False)
    op.create_table('task_progress',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=True),
    sa.Column('qualifier', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['task_id'], ['plan_task.id'], name=op.f('fk_task_progress_task_id_plan_task')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_task_progress_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_progress'))
    )
    with op.batch_alter_table('task_progress', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_progress_task_id'), ['task_id'], unique=False)


def downgrade():
    with op.batch_alter_table('task_progress', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_progress_task_id'))
    op.drop_table('task_progress')
    with op.batch_alter_table('task_partner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_partner_unit_id'))
    op.drop_table('task_partner')
    with op.batch_alter_table('plan_task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_task_lead_id'))
        batch_op.drop_index(batch_op.f('ix_plan_task_due_on'))
    op.drop_table('plan_task')
    with op.batch_alter_table('campaign_plan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_campaign_plan_province_id'))
    op.drop_table('campaign_plan')
