"""books of the campaign"""

import sqlalchemy as sa
from alembic import op

import core.db

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('campaign_fund',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_campaign_fund_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_campaign_fund_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_fund'))
    )
    with op.batch_alter_table('campaign_fund', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_fund_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_campaign_fund_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_campaign_fund_year'), ['year'], unique=False)
    op.create_table('campaign_reward',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('level', sa.String(length=20), nullable=False),
    sa.Column('form', sa.String(length=150), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.Column('merit', sa.Text(), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_campaign_reward_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_campaign_reward_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_reward'))
    )
    with op.batch_alter_table('campaign_reward', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_reward_on_day'), ['on_day'], unique=False)
        batch_op.create_index(batch_op.f('ix_campaign_reward_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_campaign_reward_unit_id'), ['unit_id'], unique=False)
    op.create_table('fair_check',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=250), nullable=False),
    sa.Column('exhibitor', sa.String(length=200), nullable=False),
    sa.Column('goods', sa.String(length=300), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('finding', sa.Text(), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_fair_check_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_fair_check_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_check'))
    )
    with op.batch_alter_table('fair_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fair_check_checked_on'), ['checked_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_fair_check_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_fair_check_unit_id'), ['unit_id'], unique=False)
    op.create_table('fair_licence',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('file_number', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=250), nullable=False),
    sa.Column('organiser', sa.String(length=200), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_fair_licence_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_fair_licence_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fair_licence'))
    )
    with op.batch_alter_table('fair_licence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fair_licence_decided_on'), ['decided_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_fair_licence_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_fair_licence_unit_id'), ['unit_id'], unique=False)
    op.create_table('inter_agency_team',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=250), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('head', sa.String(length=200), nullable=False),
    sa.Column('members', sa.Text(), nullable=False),
    sa.Column('matter', sa.String(length=250), nullable=False),
    sa.Column('cases', sa.Integer(), nullable=True),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_inter_agency_team_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_inter_agency_team_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inter_agency_team'))
    )
    with op.batch_alter_table('inter_agency_team', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inter_agency_team_decided_on'), ['decided_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_inter_agency_team_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_inter_agency_team_unit_id'), ['unit_id'], unique=False)
    op.create_table('macro_figure',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=250), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.Column('qualifier', sa.String(length=20), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_macro_figure_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_macro_figure_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_macro_figure'))
    )
    with op.batch_alter_table('macro_figure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_macro_figure_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_macro_figure_to_day'), ['to_day'], unique=False)
        batch_op.create_index(batch_op.f('ix_macro_figure_unit_id'), ['unit_id'], unique=False)
    op.create_table('price_programme',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=250), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('goods', sa.Text(), nullable=False),
    sa.Column('firms', sa.Integer(), nullable=False),
    sa.Column('outlets', sa.Integer(), nullable=True),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_price_programme_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_price_programme_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_price_programme'))
    )
    with op.batch_alter_table('price_programme', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_price_programme_ends_on'), ['ends_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_price_programme_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_price_programme_unit_id'), ['unit_id'], unique=False)
    op.create_table('public_purchase',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('home_value', sa.BigInteger(), nullable=False),
    sa.Column('whole_value', sa.BigInteger(), nullable=False),
    sa.Column('goods_code', sa.String(length=8), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_public_purchase_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_public_purchase_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_public_purchase'))
    )
    with op.batch_alter_table('public_purchase', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_public_purchase_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_public_purchase_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_public_purchase_year'), ['year'], unique=False)
    op.create_table('sales_promotion',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=250), nullable=False),
    sa.Column('trader', sa.String(length=200), nullable=False),
    sa.Column('goods', sa.String(length=300), nullable=False),
    sa.Column('form', sa.String(length=150), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=True),
    sa.Column('home_percent', sa.Integer(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_sales_promotion_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_sales_promotion_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sales_promotion'))
    )
    with op.batch_alter_table('sales_promotion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sales_promotion_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sales_promotion_received_on'), ['received_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_sales_promotion_unit_id'), ['unit_id'], unique=False)
    op.create_table('supervision_round',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('finding', sa.Text(), nullable=False),
    sa.Column('follow_up', sa.Text(), nullable=False),
    sa.Column('followed_on', sa.Date(), nullable=True),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_supervision_round_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_supervision_round_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supervision_round'))
    )
    with op.batch_alter_table('supervision_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_supervision_round_held_on'), ['held_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_supervision_round_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_supervision_round_unit_id'), ['unit_id'], unique=False)
    op.create_table('trader_commitment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('text_version', sa.String(length=150), nullable=False),
    sa.Column('occasion', sa.String(length=250), nullable=False),
    sa.Column('province_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', core.db.UtcDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('withdrawn_reason', sa.String(length=300), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['province_id'], ['admin_unit.id'], name=op.f('fk_trader_commitment_province_id_admin_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_trader_commitment_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trader_commitment'))
    )
    with op.batch_alter_table('trader_commitment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trader_commitment_province_id'), ['province_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_trader_commitment_signed_on'), ['signed_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_trader_commitment_unit_id'), ['unit_id'], unique=False)


def downgrade():
    with op.batch_alter_table('trader_commitment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_trader_commitment_unit_id'))
        batch_op.drop_index(batch_op.f('ix_trader_commitment_signed_on'))
        batch_op.drop_index(batch_op.f('ix_trader_commitment_province_id'))
    op.drop_table('trader_commitment')
    with op.batch_alter_table('supervision_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_supervision_round_unit_id'))
        batch_op.drop_index(batch_op.f('ix_supervision_round_province_id'))
        batch_op.drop_index(batch_op.f('ix_supervision_round_held_on'))
    op.drop_table('supervision_round')
    with op.batch_alter_table('sales_promotion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sales_promotion_unit_id'))
        batch_op.drop_index(batch_op.f('ix_sales_promotion_received_on'))
        batch_op.drop_index(batch_op.f('ix_sales_promotion_province_id'))
    op.drop_table('sales_promotion')
    with op.batch_alter_table('public_purchase', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_public_purchase_year'))
        batch_op.drop_index(batch_op.f('ix_public_purchase_unit_id'))
        batch_op.drop_index(batch_op.f('ix_public_purchase_province_id'))
    op.drop_table('public_purchase')
    with op.batch_alter_table('price_programme', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_price_programme_unit_id'))
        batch_op.drop_index(batch_op.f('ix_price_programme_province_id'))
        batch_op.drop_index(batch_op.f('ix_price_programme_ends_on'))
    op.drop_table('price_programme')
    with op.batch_alter_table('macro_figure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_macro_figure_unit_id'))
        batch_op.drop_index(batch_op.f('ix_macro_figure_to_day'))
        batch_op.drop_index(batch_op.f('ix_macro_figure_province_id'))
    op.drop_table('macro_figure')
    with op.batch_alter_table('inter_agency_team', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_inter_agency_team_unit_id'))
        batch_op.drop_index(batch_op.f('ix_inter_agency_team_province_id'))
        batch_op.drop_index(batch_op.f('ix_inter_agency_team_decided_on'))
    op.drop_table('inter_agency_team')
    with op.batch_alter_table('fair_licence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fair_licence_unit_id'))
        batch_op.drop_index(batch_op.f('ix_fair_licence_province_id'))
        batch_op.drop_index(batch_op.f('ix_fair_licence_decided_on'))
    op.drop_table('fair_licence')
    with op.batch_alter_table('fair_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fair_check_unit_id'))
        batch_op.drop_index(batch_op.f('ix_fair_check_province_id'))
        batch_op.drop_index(batch_op.f('ix_fair_check_checked_on'))
    op.drop_table('fair_check')
    with op.batch_alter_table('campaign_reward', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_campaign_reward_unit_id'))
        batch_op.drop_index(batch_op.f('ix_campaign_reward_province_id'))
        batch_op.drop_index(batch_op.f('ix_campaign_reward_on_day'))
    op.drop_table('campaign_reward')
    with op.batch_alter_table('campaign_fund', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_campaign_fund_year'))
        batch_op.drop_index(batch_op.f('ix_campaign_fund_unit_id'))
        batch_op.drop_index(batch_op.f('ix_campaign_fund_province_id'))
    op.drop_table('campaign_fund')
