"""The desk doors of accounts: signing in, one's own account, and the administrator's pages."""

from accounts.desk import enrolling, people, security, signing, today, units  # noqa: F401 - they add their pages
from accounts.desk.frame import blueprint

__all__ = ["blueprint"]
