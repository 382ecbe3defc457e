"""The words of messages: a folder of templates for each, subject.txt and body.txt."""

from functools import cache
from gettext import NullTranslations

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.config import ROOT, settings
from core.i18n import translations


def write_text(template: str, language: str, values: dict) -> tuple[str, str]:
    """Subject and body of a message in a language; a missing value is an error, not a gap."""
    facts = {"address": settings().public_url, "site_header": settings().site_header} | values
    pages = _environment(language)
    subject = pages.get_template(f"{template}/subject.txt").render(facts)
    body = pages.get_template(f"{template}/body.txt").render(facts)
    return " ".join(subject.split()), body.strip() + "\n"


def has_short(template: str) -> bool:
    """Whether a message has words for a phone."""
    return (ROOT / "templates" / "notifications" / template / "short.txt").exists()


def write_short(template: str, language: str, values: dict) -> str:
    """The words of a message for a phone: one line."""
    facts = {"address": settings().public_url, "site_header": settings().site_header} | values
    return " ".join(_environment(language).get_template(f"{template}/short.txt").render(facts).split())


@cache
def _environment(language: str) -> Environment:
    """Templates in a language. Khmer is written in Vietnamese until its texts are signed."""
    pages = Environment(  # noqa: S701 - plain text, nothing to escape
        loader=FileSystemLoader(ROOT / "templates" / "notifications"),
        extensions=["jinja2.ext.i18n"], undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    catalog = translations("en") if language == "en" else NullTranslations()
    pages.install_gettext_translations(catalog, newstyle=True)  # type: ignore[attr-defined]
    return pages
