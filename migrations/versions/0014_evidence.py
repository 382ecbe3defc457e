"""evidence"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('evidence_upload',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('mark', sa.String(length=64), nullable=False),
    sa.Column('draft_hash', sa.String(length=64), nullable=False),
    sa.Column('complaint_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('received', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('media', sa.String(length=10), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('refusal', sa.String(length=300), nullable=False),
    sa.Column('created_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('expires_at', core.db.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_upload'))
    )
    with op.batch_alter_table('evidence_upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_upload_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_upload_mark'), ['mark'], unique=False)

    with op.batch_alter_table('complaint', schema=None) as batch_op:
        batch_op.add_column(sa.Column('files_told', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.add_column(sa.Column('media', sa.String(length=10), nullable=False, server_default='photo'))
        batch_op.add_column(sa.Column('media_type', sa.String(length=40), nullable=False, server_default='image/jpeg'))


def downgrade():
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_column('media_type')
        batch_op.drop_column('media')
    with op.batch_alter_table('complaint', schema=None) as batch_op:
        batch_op.drop_column('files_told')
    with op.batch_alter_table('evidence_upload', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_upload_mark'))
        batch_op.drop_index(batch_op.f('ix_evidence_upload_expires_at'))
    op.drop_table('evidence_upload')
