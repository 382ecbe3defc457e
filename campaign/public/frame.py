"""The blueprint of the campaign's public pages."""

from core.http import public_blueprint

blueprint = public_blueprint("campaign", __name__)
