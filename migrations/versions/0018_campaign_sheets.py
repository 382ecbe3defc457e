"""event sheets: versions, partners, files"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('campaign_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_kind', sa.String(length=30), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=150), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('media_type', sa.String(length=40), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('added_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_file')),
    sa.UniqueConstraint('key', name=op.f('uq_campaign_file_key')),
    sa.UniqueConstraint('owner_id', 'position', name=op.f('uq_campaign_file_owner_id_position'))
    )
    op.create_table('event_partner',
    sa.Column('event_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['campaign_event.id'], name=op.f('fk_event_partner_event_id_campaign_event')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_event_partner_unit_id_unit')),
    sa.PrimaryKeyConstraint('event_id', 'unit_id', name=op.f('pk_event_partner'))
    )
    with op.batch_alter_table('event_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_partner_unit_id'), ['unit_id'], unique=False)
    with op.batch_alter_table('campaign_event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('slug', sa.String(length=230), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=True))
    op.execute("UPDATE campaign_event SET slug = CAST(id AS VARCHAR(36)), version = 1")
    with op.batch_alter_table('campaign_event', schema=None) as batch_op:
        batch_op.alter_column('slug', existing_type=sa.String(length=230), nullable=False)
        batch_op.alter_column('version', existing_type=sa.Integer(), nullable=False)
        batch_op.create_index(batch_op.f('ix_campaign_event_unit_id'), ['unit_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_campaign_event_slug'), ['slug'])
    with op.batch_alter_table('event_measure', schema=None) as batch_op:
        batch_op.add_column(sa.Column('planned', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('counting', sa.String(length=10), nullable=True))
    op.execute("UPDATE event_measure SET counting = ''")
    with op.batch_alter_table('event_measure', schema=None) as batch_op:
        batch_op.alter_column('counting', existing_type=sa.String(length=10), nullable=False)


def downgrade():
    with op.batch_alter_table('event_measure', schema=None) as batch_op:
        batch_op.drop_column('counting')
        batch_op.drop_column('planned')
    with op.batch_alter_table('campaign_event', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_campaign_event_slug'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_campaign_event_unit_id'))
        batch_op.drop_column('version')
        batch_op.drop_column('slug')
    with op.batch_alter_table('event_partner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_partner_unit_id'))
    op.drop_table('event_partner')
    op.drop_table('campaign_file')
