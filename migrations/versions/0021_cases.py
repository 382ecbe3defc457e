"""desks of cases: clocks, own lists, drafts"""

import sqlalchemy as sa
from alembic import op

import core.db
from core.text import fold

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('legal_term',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('name', sa.String(length=150), nullable=False),
    sa.Column('kind_code', sa.String(length=30), nullable=False),
    sa.Column('starts', sa.String(length=150), nullable=False),
    sa.Column('ends', sa.String(length=150), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('unit', sa.String(length=15), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_confirmed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_term')),
    sa.UniqueConstraint('code', 'kind_code', 'valid_from', name=op.f('uq_legal_term_code_kind_code_valid_from'))
    )
    op.create_table('reply_text',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply_text')),
    sa.UniqueConstraint('code', 'valid_from', name=op.f('uq_reply_text_code_valid_from'))
    )
    op.create_table('inspection_draft',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('about', sa.Uuid(), nullable=False),
    sa.Column('answers', sa.Text(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_inspection_draft_user_id_user_account')),
    sa.PrimaryKeyConstraint('user_id', 'about', name=op.f('pk_inspection_draft'))
    )
    op.create_table('saved_view',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('query', sa.String(length=500), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_saved_view_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_view')),
    sa.UniqueConstraint('user_id', 'name', name=op.f('uq_saved_view_user_id_name'))
    )
    op.create_table('complaint_clock_warning',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('level', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_clock_warning_complaint_id_complaint')),
    sa.PrimaryKeyConstraint('complaint_id', 'code', 'started_on', 'level', name=op.f('pk_complaint_clock_warning'))
    )
    op.create_table('complaint_legal_step',
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('article', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_legal_step_complaint_id_complaint')),
    sa.PrimaryKeyConstraint('complaint_id', 'seq', name=op.f('pk_complaint_legal_step'))
    )
    op.create_table('shortlisted_case',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('at', core.db.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_shortlisted_case_complaint_id_complaint')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_shortlisted_case_user_id_user_account')),
    sa.PrimaryKeyConstraint('user_id', 'complaint_id', name=op.f('pk_shortlisted_case'))
    )
    op.add_column('complaint', sa.Column('visibility', sa.String(length=10), nullable=False, server_default='internal'))
    op.add_column('complaint', sa.Column('search_words', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('service_term', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind_code', sa.String(length=30), nullable=False, server_default=''))
        batch_op.drop_constraint(batch_op.f('uq_service_term_step_valid_from'), type_='unique')
        batch_op.create_unique_constraint(
            batch_op.f('uq_service_term_step_kind_code_valid_from'), ['step', 'kind_code', 'valid_from']
        )
    fold_old_words()


def fold_old_words():
    """Reports that were filed before are found without accents too."""
    case = sa.table(
        'complaint', sa.column('id'), sa.column('number'), sa.column('goods_name'), sa.column('seller'),
        sa.column('place_as_written'), sa.column('online_address'), sa.column('search_words'),
    )
    link = op.get_bind()
    words = sa.select(case.c.id, case.c.number, case.c.goods_name, case.c.seller, case.c.place_as_written, case.c.online_address)
    for row in link.execute(words).all():
        found = fold(' '.join(word for word in row[1:] if word))
        link.execute(sa.update(case).where(case.c.id == row[0]).values(search_words=found))


def downgrade():
    with op.batch_alter_table('service_term', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_service_term_step_kind_code_valid_from'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_service_term_step_valid_from'), ['step', 'valid_from'])
        batch_op.drop_column('kind_code')
    with op.batch_alter_table('complaint', schema=None) as batch_op:
        batch_op.drop_column('search_words')
        batch_op.drop_column('visibility')
    op.drop_table('shortlisted_case')
    op.drop_table('complaint_legal_step')
    op.drop_table('complaint_clock_warning')
    op.drop_table('saved_view')
    op.drop_table('inspection_draft')
    op.drop_table('reply_text')
    op.drop_table('legal_term')
