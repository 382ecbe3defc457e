"""The one reader of the environment. Every setting, its default and its meaning stand here."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from flask import current_app

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """A setting in the environment cannot be used; the text names it."""


@dataclass(frozen=True)
class Settings:
    """Settings by name; the environment variable is the name in capitals."""

    database_url: str = f"sqlite:///{ROOT}/var/chinhgoc.sqlite3"
    read_database_url: str = ""  # a replica for reads that may be a moment old; empty: the same database
    storage_url: str = f"file://{ROOT}/var/files"  # or s3://bucket?endpoint=...&region=...
    broker_url: str = "memory://"  # Celery's broker: only wakes workers, the job rows are the truth
    redis_url: str = ""  # shared limits; empty: per process
    journal_dir: str = f"{ROOT}/var/journal"  # append-only scan records before they are folded
    address_table: str = ""  # CSV "network,province" to read a scan's province off its address; empty: unknown
    public_url: str = "http://127.0.0.1:8000"  # scheme and host printed in codes
    master_keys: str = field(default="", repr=False)  # Fernet keys, newest first, separated by commas
    leave_url: str = "https://nchmf.gov.vn/"  # a page about the weather: where "Thoát nhanh" leads
    site_header: str = "Kiểm tra mã hàng – bản thử nghiệm, không phải trang của cơ quan nhà nước"
    trusted_proxies: int = 0  # how many proxies in front set X-Forwarded-For
    metrics_token: str = field(default="", repr=False)
    smtp_url: str = ""  # smtp://user:password@host:port; empty: messages are written to the log
    mail_from: str = "khong-tra-loi@localhost"
    sms_url: str = ""  # gateway for short messages: POST of {"id", "to", "text"}; empty: no SMS
    sms_token: str = field(default="", repr=False)
    zalo_url: str = ""  # the same for Zalo; tried before SMS
    zalo_token: str = field(default="", repr=False)
    audit_mail_to: str = ""  # addresses, separated by commas, that keep the daily root of the audit outside this site
    disk_floor_mb: int = 200  # below this much free disk photos wait, text is still taken
    photo_budget_mb: int = 300  # photos taken from one network in a day before "gửi ảnh sau"
    max_request_mb: int = 90
    video_max_mb: int = 30  # a short video of a report
    video_max_seconds: int = 60
    voice_max_mb: int = 5  # a voice note of a report
    voice_max_seconds: int = 180
    max_recordings: int = 2  # videos and voice notes together

    @property
    def host(self) -> str:
        """The host as printed beside codes: no scheme, no slash."""
        return self.public_url.split("://", 1)[-1].rstrip("/")

    @property
    def is_secure(self) -> bool:
        return self.public_url.startswith("https://")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises BadSetting naming the variable that cannot be used."""
    values: dict[str, object] = {}
    for setting in fields(Settings):
        text = environ.get(setting.name.upper())
        if not text:
            continue
        values[setting.name] = _whole(setting.name, text) if setting.type is int else text
    return Settings(**values)  # type: ignore[arg-type]


def _whole(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise BadSetting(f"{name.upper()} must be a whole number, not {text!r}") from None


def settings() -> Settings:
    """The settings of the running application."""
    return current_app.extensions["settings"]
