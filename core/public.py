"""The front door and the pages about the site itself."""

from core.http import public_blueprint

blueprint = public_blueprint("core", __name__)
