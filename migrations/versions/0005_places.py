"""places: every kind of place of interest, listings, boundaries"""

import sqlalchemy as sa
from alembic import op

import core.db
from core.text import fold, slugify

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def name_old_places():
    """Places written down before get the key of their name and an address of their own."""
    places = sa.table('sale_point', sa.column('id', sa.Uuid()), sa.column('name'), sa.column('folded'), sa.column('slug'))
    connection, taken = op.get_bind(), set()
    for place_id, name in connection.execute(sa.select(places.c.id, places.c.name).order_by(places.c.id)).all():
        slug = stem = slugify(name)[:200].strip('-') or 'noi'
        number = 1
        while slug in taken:
            number += 1
            slug = f'{stem}-{number}'
        taken.add(slug)
        values = {'folded': fold(name)[:200], 'slug': slug}
        connection.execute(places.update().where(places.c.id == place_id).values(**values))


def upgrade():
    with op.batch_alter_table('sale_point', schema=None) as batch_op:
        batch_op.add_column(sa.Column('folded', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('slug', sa.String(length=220), nullable=True))
        batch_op.add_column(sa.Column('public_phone', sa.String(length=30), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('chain', sa.String(length=100), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('chain_key', sa.String(length=100), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('trade', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('decision', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('decided_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('area_m2', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('occupancy_tenths', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('occupancy_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('progress', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('generated', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    name_old_places()
    with op.batch_alter_table('sale_point', schema=None) as batch_op:
        batch_op.alter_column('folded', existing_type=sa.String(length=200), nullable=False)
        batch_op.alter_column('slug', existing_type=sa.String(length=220), nullable=False)
        batch_op.create_index('ix_sale_point_chain_key', ['chain_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_sale_point_folded'), ['folded'], unique=False)
        batch_op.create_index('ix_sale_point_lat_lon', ['lat', 'lon'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_sale_point_slug'), ['slug'])
    op.create_table('place_kind',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('layer', sa.String(length=20), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_kind')),
    sa.UniqueConstraint('code', 'valid_from', name=op.f('uq_place_kind_code_valid_from'))
    )
    op.create_table('area_boundary',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('west', sa.Double(), nullable=False),
    sa.Column('south', sa.Double(), nullable=False),
    sa.Column('east', sa.Double(), nullable=False),
    sa.Column('north', sa.Double(), nullable=False),
    sa.Column('shape', sa.Text(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['admin_unit.id'], name=op.f('fk_area_boundary_unit_id_admin_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area_boundary')),
    sa.UniqueConstraint('unit_id', 'valid_from', name=op.f('uq_area_boundary_unit_id_valid_from'))
    )
    with op.batch_alter_table('area_boundary', schema=None) as batch_op:
        batch_op.create_index('ix_area_boundary_west_east', ['west', 'east'], unique=False)

    op.create_table('market_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('place_id', sa.Uuid(), nullable=False),
    sa.Column('before', sa.String(length=30), nullable=False),
    sa.Column('after', sa.String(length=30), nullable=False),
    sa.Column('changed_on', sa.Date(), nullable=False),
    sa.Column('decision', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['sale_point.id'], name=op.f('fk_market_change_place_id_sale_point')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_market_change')),
    sa.UniqueConstraint('place_id', 'changed_on', name=op.f('uq_market_change_place_id_changed_on'))
    )
    op.create_table('market_work',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('place_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('qualifier', sa.String(length=10), nullable=False),
    sa.Column('fund', sa.String(length=200), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('is_day_known', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['sale_point.id'], name=op.f('fk_market_work_place_id_sale_point')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_market_work'))
    )
    with op.batch_alter_table('market_work', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_market_work_place_id'), ['place_id'], unique=False)

    op.create_table('place_member',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('place_id', sa.Uuid(), nullable=False),
    sa.Column('producer_id', sa.Uuid(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['sale_point.id'], name=op.f('fk_place_member_place_id_sale_point')),
    sa.ForeignKeyConstraint(['producer_id'], ['producer.id'], name=op.f('fk_place_member_producer_id_producer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_member')),
    sa.UniqueConstraint('place_id', 'producer_id', 'valid_from', name=op.f('uq_place_member_place_id_producer_id_valid_from'))
    )
    with op.batch_alter_table('place_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_member_producer_id'), ['producer_id'], unique=False)

    op.create_table('share_survey',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('place_id', sa.Uuid(), nullable=False),
    sa.Column('surveyed_on', sa.Date(), nullable=False),
    sa.Column('method', sa.String(length=20), nullable=False),
    sa.Column('home', sa.BigInteger(), nullable=True),
    sa.Column('whole', sa.BigInteger(), nullable=True),
    sa.Column('share_tenths', sa.Integer(), nullable=False),
    sa.Column('qualifier', sa.String(length=10), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['sale_point.id'], name=op.f('fk_share_survey_place_id_sale_point')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_survey')),
    sa.UniqueConstraint('place_id', 'surveyed_on', 'method', name=op.f('uq_share_survey_place_id_surveyed_on_method'))
    )
    op.create_table('listing',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('place_id', sa.Uuid(), nullable=True),
    sa.Column('outlet', sa.String(length=100), nullable=False),
    sa.Column('outlet_key', sa.String(length=100), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('verified_by', sa.Uuid(), nullable=True),
    sa.Column('verified_at', core.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('created_at', core.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.CheckConstraint("place_id IS NOT NULL OR outlet <> ''", name=op.f('ck_listing_outlet_named')),
    sa.ForeignKeyConstraint(['place_id'], ['sale_point.id'], name=op.f('fk_listing_place_id_sale_point')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_listing_product_id_product')),
    sa.ForeignKeyConstraint(['verified_by'], ['user_account.id'], name=op.f('fk_listing_verified_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listing'))
    )
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listing_outlet_key'), ['outlet_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_listing_place_id'), ['place_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_listing_product_id'), ['product_id'], unique=False)
        batch_op.create_index('ix_listing_state_product_id', ['state', 'product_id'], unique=False)

    op.create_table('product_capacity',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('product_id', sa.Uuid(), nullable=False),
    sa.Column('per_month', sa.BigInteger(), nullable=False),
    sa.Column('unit', sa.String(length=30), nullable=False),
    sa.Column('stated_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_product_capacity_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product_capacity')),
    sa.UniqueConstraint('product_id', 'stated_on', name=op.f('uq_product_capacity_product_id_stated_on'))
    )


def downgrade():
    op.drop_table('product_capacity')
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.drop_index('ix_listing_state_product_id')
        batch_op.drop_index(batch_op.f('ix_listing_product_id'))
        batch_op.drop_index(batch_op.f('ix_listing_place_id'))
        batch_op.drop_index(batch_op.f('ix_listing_outlet_key'))

    op.drop_table('listing')
    op.drop_table('share_survey')
    with op.batch_alter_table('place_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_place_member_producer_id'))

    op.drop_table('place_member')
    with op.batch_alter_table('market_work', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_market_work_place_id'))

    op.drop_table('market_work')
    op.drop_table('market_change')
    with op.batch_alter_table('area_boundary', schema=None) as batch_op:
        batch_op.drop_index('ix_area_boundary_west_east')

    op.drop_table('area_boundary')
    op.drop_table('place_kind')
    with op.batch_alter_table('sale_point', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_sale_point_slug'), type_='unique')
        batch_op.drop_index('ix_sale_point_lat_lon')
        batch_op.drop_index(batch_op.f('ix_sale_point_folded'))
        batch_op.drop_index('ix_sale_point_chain_key')
        batch_op.drop_column('version')
        batch_op.drop_column('generated')
        batch_op.drop_column('progress')
        batch_op.drop_column('occupancy_on')
        batch_op.drop_column('occupancy_tenths')
        batch_op.drop_column('area_m2')
        batch_op.drop_column('decided_on')
        batch_op.drop_column('decision')
        batch_op.drop_column('trade')
        batch_op.drop_column('chain_key')
        batch_op.drop_column('chain')
        batch_op.drop_column('public_phone')
        batch_op.drop_column('slug')
        batch_op.drop_column('folded')
