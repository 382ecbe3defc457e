"""The blueprint of the register's public pages."""

from core.http import public_blueprint

blueprint = public_blueprint("registry", __name__)
