"""lists and sellers"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('badge_scheme',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('level', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=150), nullable=False),
    sa.Column('name_en', sa.String(length=150), nullable=False),
    sa.Column('level_name', sa.String(length=60), nullable=False),
    sa.Column('level_name_en', sa.String(length=60), nullable=False),
    sa.Column('needs_decision', sa.Boolean(), nullable=False),
    sa.Column('months', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_confirmed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badge_scheme')),
    sa.UniqueConstraint('code', 'level', 'valid_from', name=op.f('uq_badge_scheme_code_level_valid_from'))
    )
    op.create_table('brand_right',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('name', sa.String(length=150), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('owner', sa.String(length=200), nullable=False),
    sa.Column('issuer', sa.String(length=150), nullable=False),
    sa.Column('granted_on', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('recorded_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_brand_right')),
    sa.UniqueConstraint('kind', 'number', name=op.f('uq_brand_right_kind_number'))
    )
    op.create_table('industrial_good',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('hs_code', sa.String(length=8), nullable=False),
    sa.Column('name', sa.String(length=250), nullable=False),
    sa.Column('folded', sa.String(length=250), nullable=False),
    sa.Column('maker', sa.String(length=200), nullable=False),
    sa.Column('maker_key', sa.String(length=200), nullable=False),
    sa.Column('specification', sa.String(length=300), nullable=False),
    sa.Column('standard', sa.String(length=200), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=True),
    sa.Column('proposer', sa.String(length=150), nullable=False),
    sa.Column('proposed_on', sa.Date(), nullable=True),
    sa.Column('publisher', sa.String(length=150), nullable=False),
    sa.Column('decision_number', sa.String(length=80), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_industrial_good_province_id_admin_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_industrial_good')),
    sa.UniqueConstraint('hs_code', 'folded', 'maker_key', name=op.f('uq_industrial_good_hs_code_folded_maker_key'))
    )
    with op.batch_alter_table('industrial_good', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_industrial_good_hs_code'), ['hs_code'], unique=False)
        batch_op.create_index(batch_op.f('ix_industrial_good_province_id'), ['province_id'], unique=False)

    op.create_table('key_kind',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind_code', sa.String(length=30), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('rank', sa.String(length=20), nullable=False),
    sa.Column('issuer', sa.String(length=150), nullable=False),
    sa.Column('decision_number', sa.String(length=80), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['kind_code'], ['product_kind.code'], name=op.f('fk_key_kind_kind_code_product_kind')),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_key_kind_province_id_admin_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_kind')),
    sa.UniqueConstraint('kind_code', 'province_id', 'rank', 'valid_from', name=op.f('uq_key_kind_kind_code_province_id_rank_valid_from'))
    )
    with op.batch_alter_table('key_kind', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_key_kind_province_id'), ['province_id'], unique=False)

    op.create_table('platform',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('hosts', sa.String(length=300), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_platform_province_id_admin_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_platform')),
    sa.UniqueConstraint('code', 'valid_from', name=op.f('uq_platform_code_valid_from'))
    )
    op.create_table('exchange_count',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('platform_id', sa.Uuid(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('total_qualifier', sa.String(length=10), nullable=False),
    sa.Column('local', sa.Integer(), nullable=False),
    sa.Column('local_qualifier', sa.String(length=10), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_exchange_count_platform_id_platform')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exchange_count')),
    sa.UniqueConstraint('platform_id', 'as_of', name=op.f('uq_exchange_count_platform_id_as_of'))
    )
    op.create_table('exchange_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('platform_id', sa.Uuid(), nullable=False),
    sa.Column('partner', sa.String(length=150), nullable=False),
    sa.Column('partner_province_id', sa.Uuid(), nullable=False),
    sa.Column('linked_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('products_shared', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['partner_province_id'], ['admin_unit.id'], name=op.f('fk_exchange_link_partner_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_exchange_link_platform_id_platform')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exchange_link'))
    )
    with op.batch_alter_table('exchange_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exchange_link_platform_id'), ['platform_id'], unique=False)

    op.create_table('online_seller',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('folded', sa.String(length=200), nullable=False),
    sa.Column('tax_code', sa.String(length=14), nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('commune_id', sa.Uuid(), nullable=False),
    sa.Column('platform_id', sa.Uuid(), nullable=False),
    sa.Column('shop_url', sa.String(length=500), nullable=False),
    sa.Column('url_key', sa.String(length=500), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=True),
    sa.Column('known_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['commune_id'], ['admin_unit.id'], name=op.f('fk_online_seller_commune_id_admin_unit')),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_online_seller_platform_id_platform')),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_online_seller_producer_id_producer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_online_seller'))
    )
    with op.batch_alter_table('online_seller', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_online_seller_commune_id'), ['commune_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_online_seller_folded'), ['folded'], unique=False)
        batch_op.create_index(batch_op.f('ix_online_seller_producer_id'), ['producer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_online_seller_url_key'), ['url_key'], unique=False)

    op.create_table('trusted_place',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('folded', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('commune_id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=True),
    sa.Column('voucher', sa.String(length=150), nullable=False),
    sa.Column('basis', sa.String(length=300), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_reason', sa.Text(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['commune_id'], ['admin_unit.id'], name=op.f('fk_trusted_place_commune_id_admin_unit')),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_trusted_place_producer_id_producer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trusted_place'))
    )
    with op.batch_alter_table('trusted_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trusted_place_commune_id'), ['commune_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_trusted_place_folded'), ['folded'], unique=False)
        batch_op.create_index(batch_op.f('ix_trusted_place_producer_id'), ['producer_id'], unique=False)

    op.create_table('brand_use',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('brand_right_id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['brand_right_id'], ['brand_right.id'], name=op.f('fk_brand_use_brand_right_id_brand_right')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_brand_use_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_brand_use')),
    sa.UniqueConstraint('brand_right_id', 'product_id', name=op.f('uq_brand_use_brand_right_id_product_id'))
    )
    with op.batch_alter_table('brand_use', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_brand_use_product_id'), ['product_id'], unique=False)

    op.create_table('shop_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=True),
    sa.Column('platform_id', sa.Uuid(), nullable=False),
    sa.Column('url', sa.String(length=500), nullable=False),
    sa.Column('url_key', sa.String(length=500), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('has_qr', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('verified_by', sa.String(length=60), nullable=False),
    sa.Column('refusal', sa.Text(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('recorded_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['platform_id'], ['platform.id'], name=op.f('fk_shop_link_platform_id_platform')),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_shop_link_producer_id_producer')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_shop_link_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shop_link'))
    )
    with op.batch_alter_table('shop_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shop_link_platform_id'), ['platform_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_shop_link_producer_id'), ['producer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_shop_link_product_id'), ['product_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_shop_link_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_shop_link_url_key'), ['url_key'], unique=False)

    with op.batch_alter_table('recognition', schema=None) as batch_op:
        batch_op.alter_column('valid_until',
               existing_type=sa.DATE(),
               nullable=True)



def downgrade():
    op.execute("UPDATE recognition SET valid_until = '9999-12-31' WHERE valid_until IS NULL")
    with op.batch_alter_table('recognition', schema=None) as batch_op:
        batch_op.alter_column('valid_until',
               existing_type=sa.DATE(),
               nullable=False)

    with op.batch_alter_table('shop_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shop_link_url_key'))
        batch_op.drop_index(batch_op.f('ix_shop_link_state'))
        batch_op.drop_index(batch_op.f('ix_shop_link_product_id'))
        batch_op.drop_index(batch_op.f('ix_shop_link_producer_id'))
        batch_op.drop_index(batch_op.f('ix_shop_link_platform_id'))

    op.drop_table('shop_link')
    with op.batch_alter_table('brand_use', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_brand_use_product_id'))

    op.drop_table('brand_use')
    with op.batch_alter_table('trusted_place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trusted_place_producer_id'))
        batch_op.drop_index(batch_op.f('ix_trusted_place_folded'))
        batch_op.drop_index(batch_op.f('ix_trusted_place_commune_id'))

    op.drop_table('trusted_place')
    with op.batch_alter_table('online_seller', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_online_seller_url_key'))
        batch_op.drop_index(batch_op.f('ix_online_seller_producer_id'))
        batch_op.drop_index(batch_op.f('ix_online_seller_folded'))
        batch_op.drop_index(batch_op.f('ix_online_seller_commune_id'))

    op.drop_table('online_seller')
    with op.batch_alter_table('exchange_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_exchange_link_platform_id'))

    op.drop_table('exchange_link')
    op.drop_table('exchange_count')
    op.drop_table('platform')
    with op.batch_alter_table('key_kind', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_key_kind_province_id'))

    op.drop_table('key_kind')
    with op.batch_alter_table('industrial_good', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_industrial_good_province_id'))
        batch_op.drop_index(batch_op.f('ix_industrial_good_hs_code'))

    op.drop_table('industrial_good')
    op.drop_table('brand_right')
    op.drop_table('badge_scheme')
