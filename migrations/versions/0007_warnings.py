"""warnings"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

# The words of product_search, found by their beginnings. The ascii tokenizer parts at spaces and signs of ASCII
# alone, as the words were parted when they were written; detail=none keeps no places, which nothing asks for.
WORDS = """CREATE VIRTUAL TABLE product_words USING fts5(
    words, tokenize='ascii', prefix='1 2 3 4 5 6', detail=none, columnsize=0)"""
LEXEMES = """CREATE INDEX ix_product_search_words ON product_search
    USING gin (array_to_tsvector(string_to_array(words, ' ')))"""


def upgrade():
    op.create_table('sampling_round',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=220), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('announced_on', sa.Date(), nullable=False),
    sa.Column('authority', sa.String(length=150), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('kind_code', sa.String(length=30), nullable=True),
    sa.Column('goods', sa.String(length=200), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('passed', sa.Integer(), nullable=False),
    sa.Column('failed', sa.Integer(), nullable=False),
    sa.Column('decision_number', sa.String(length=80), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['kind_code'], ['product_kind.code'], name=op.f('fk_sampling_round_kind_code_product_kind')),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_sampling_round_province_id_admin_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sampling_round')),
    sa.UniqueConstraint('slug', name=op.f('uq_sampling_round_slug')),
    sa.UniqueConstraint('province_id', 'authority', 'number', name=op.f('uq_sampling_round_province_id_authority_number'))
    )
    with op.batch_alter_table('sampling_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sampling_round_announced_on'), ['announced_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_sampling_round_province_id'), ['province_id'], unique=False)

    op.create_table('warning_subscriber',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('handle', sa.String(length=24), nullable=False),
    sa.Column('kinds', sa.String(length=60), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('asked_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('confirmed_at', core.db.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person_key.person_id'], name=op.f('fk_warning_subscriber_person_id_person_key')),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_warning_subscriber_province_id_admin_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_warning_subscriber')),
    sa.UniqueConstraint('handle', name=op.f('uq_warning_subscriber_handle'))
    )
    with op.batch_alter_table('warning_subscriber', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_warning_subscriber_asked_at'), ['asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_warning_subscriber_person_id'), ['person_id'], unique=False)

    op.create_table('sampling_sample',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('goods', sa.String(length=200), nullable=False),
    sa.Column('taken_at', sa.String(length=200), nullable=False),
    sa.Column('parameter', sa.String(length=150), nullable=False),
    sa.Column('result', sa.String(length=100), nullable=False),
    sa.Column('most', sa.String(length=100), nullable=False),
    sa.Column('is_passed', sa.Boolean(), nullable=False),
    sa.Column('trader', sa.String(length=200), nullable=False),
    sa.Column('decision_number', sa.String(length=80), nullable=False),
    sa.Column('legal_ground', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['sampling_round.id'], name=op.f('fk_sampling_sample_round_id_sampling_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sampling_sample')),
    sa.UniqueConstraint('round_id', 'position', name=op.f('uq_sampling_sample_round_id_position'))
    )
    op.create_table('product_search',
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('commune_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('name_key', sa.LargeBinary(), nullable=False),
    sa.Column('kind_code', sa.String(length=30), nullable=False),
    sa.Column('ocop_group', sa.Integer(), nullable=True),
    sa.Column('price', sa.BigInteger(), nullable=True),
    sa.Column('stars', sa.Integer(), nullable=True),
    sa.Column('stars_from', sa.Date(), nullable=True),
    sa.Column('stars_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['commune_id'], ['admin_unit.id'], name=op.f('fk_product_search_commune_id_admin_unit')),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_product_search_producer_id_producer')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_product_search_product_id_product')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_product_search')),
    sa.UniqueConstraint('product_id', name=op.f('uq_product_search_product_id'))
    )
    with op.batch_alter_table('product_search', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_product_search_commune_id'), ['commune_id'], unique=False)
        batch_op.create_index('ix_product_search_group', ['ocop_group', 'number'], unique=False)
        batch_op.create_index('ix_product_search_kind', ['kind_code', 'number'], unique=False)
        batch_op.create_index('ix_product_search_name', ['name_key', 'number'], unique=False)
        batch_op.create_index('ix_product_search_price', ['price', 'number'], unique=False)
        batch_op.create_index(batch_op.f('ix_product_search_producer_id'), ['producer_id'], unique=False)
        batch_op.create_index('ix_product_search_stars', ['stars', 'number'], unique=False)

    op.create_table('public_warning',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=220), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=True),
    sa.Column('lot_id', sa.Uuid(), nullable=True),
    sa.Column('recall_id', sa.Uuid(), nullable=True),
    sa.Column('round_id', sa.Uuid(), nullable=True),
    sa.Column('kind_code', sa.String(length=30), nullable=True),
    sa.Column('place_id', sa.Uuid(), nullable=True),
    sa.Column('trader', sa.String(length=200), nullable=False),
    sa.Column('authority', sa.String(length=150), nullable=False),
    sa.Column('decision_number', sa.String(length=80), nullable=False),
    sa.Column('legal_ground', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('written_by', sa.String(length=60), nullable=False),
    sa.Column('created_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('published_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('ended_at', core.db.UtcDateTime(), nullable=True),
    sa.Column('end_reason', sa.String(length=300), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['kind_code'], ['product_kind.code'], name=op.f('fk_public_warning_kind_code_product_kind')),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_public_warning_lot_id_lot')),
    sa.ForeignKeyConstraint(['place_id'], ['admin_unit.id'], name=op.f('fk_public_warning_place_id_admin_unit')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_public_warning_product_id_product')),
    sa.ForeignKeyConstraint(['recall_id'], ['recall.id'], name=op.f('fk_public_warning_recall_id_recall')),
    sa.ForeignKeyConstraint(['round_id'], ['sampling_round.id'], name=op.f('fk_public_warning_round_id_sampling_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_public_warning')),
    sa.UniqueConstraint('recall_id', name=op.f('uq_public_warning_recall_id')),
    sa.UniqueConstraint('slug', name=op.f('uq_public_warning_slug'))
    )
    with op.batch_alter_table('public_warning', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_public_warning_place_id'), ['place_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_public_warning_product_id'), ['product_id'], unique=False)
        batch_op.create_index('ix_public_warning_shown', ['state', 'published_at'], unique=False)

    op.create_table('warning_comparison',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('warning_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('point', sa.String(length=150), nullable=False),
    sa.Column('real_words', sa.String(length=200), nullable=False),
    sa.Column('fake_words', sa.String(length=200), nullable=False),
    sa.Column('real_picture_id', sa.Uuid(), nullable=True),
    sa.Column('fake_picture_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['fake_picture_id'], ['picture.id'], name=op.f('fk_warning_comparison_fake_picture_id_picture')),
    sa.ForeignKeyConstraint(['real_picture_id'], ['picture.id'], name=op.f('fk_warning_comparison_real_picture_id_picture')),
    sa.ForeignKeyConstraint(['warning_id'], ['public_warning.id'], name=op.f('fk_warning_comparison_warning_id_public_warning')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_warning_comparison')),
    sa.UniqueConstraint('warning_id', 'position', name=op.f('uq_warning_comparison_warning_id_position'))
    )
    op.create_table('warning_mail',
    sa.Column('warning_id', sa.Uuid(), nullable=False),
    sa.Column('subscriber_id', sa.Uuid(), nullable=False),
    sa.Column('queued_at', core.db.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['warning_id'], ['public_warning.id'], name=op.f('fk_warning_mail_warning_id_public_warning')),
    sa.PrimaryKeyConstraint('warning_id', 'subscriber_id', name=op.f('pk_warning_mail'))
    )
    op.execute(WORDS if op.get_bind().dialect.name == 'sqlite' else LEXEMES)


def downgrade():
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TABLE product_words')
    op.drop_table('warning_mail')
    op.drop_table('warning_comparison')
    with op.batch_alter_table('public_warning', schema=None) as batch_op:
        batch_op.drop_index('ix_public_warning_shown')
        batch_op.drop_index(batch_op.f('ix_public_warning_product_id'))
        batch_op.drop_index(batch_op.f('ix_public_warning_place_id'))

    op.drop_table('public_warning')
    with op.batch_alter_table('product_search', schema=None) as batch_op:
        batch_op.drop_index('ix_product_search_stars')
        batch_op.drop_index(batch_op.f('ix_product_search_producer_id'))
        batch_op.drop_index('ix_product_search_price')
        batch_op.drop_index('ix_product_search_name')
        batch_op.drop_index('ix_product_search_kind')
        batch_op.drop_index('ix_product_search_group')
        batch_op.drop_index(batch_op.f('ix_product_search_commune_id'))

    op.drop_table('product_search')
    op.drop_table('sampling_sample')
    with op.batch_alter_table('warning_subscriber', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_warning_subscriber_person_id'))
        batch_op.drop_index(batch_op.f('ix_warning_subscriber_asked_at'))

    op.drop_table('warning_subscriber')
    with op.batch_alter_table('sampling_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sampling_round_province_id'))
        batch_op.drop_index(batch_op.f('ix_sampling_round_announced_on'))

    op.drop_table('sampling_round')
