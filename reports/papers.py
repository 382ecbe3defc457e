"""An official report as a Word file, from a template that officials edit in Word.

The template that ships follows Nghị định 30/2020/NĐ-CP: A4, margins 30, 20, 20 and 20 mm, Times New Roman 14, name of
the State, number, place and day, kind and subject, grounds, text, recipients, signature.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2 import TemplateError

from core.config import ROOT
from core.errors import BadInput
from core.i18n import lazy
from reports.drafts import Paper

TEMPLATE = ROOT / "reports" / "data" / "official.docx"
SAMPLE = "BẢN MẪU"


@dataclass(frozen=True)
class Signing:
    """What only the signed paper has: its number, its day and who signed; empty in a draft and in a sample."""

    number: str = ""
    on: date | None = None
    name: str = ""


def draw_docx(
    paper: Paper, *, signing: Signing, own: Mapping[str, str], template: bytes | None = None
) -> bytes:  # fmt: skip
    """The file. `own`: what officials wrote under a heading, by its section; `template`: theirs instead of ours.

    Raises BadInput for a template that is no Word file or whose marks cannot be read.
    """
    try:
        document = DocxTemplate(BytesIO(template or TEMPLATE.read_bytes()))
        document.render(_context(paper, signing, own), autoescape=True)
    except (TemplateError, KeyError, ValueError, BadZipFile) as wrong:
        words = lazy("Tệp mẫu Word không dùng được: %(why)s", why=str(wrong)[:200])
        raise BadInput(words, field="template") from wrong
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _context(paper: Paper, signing: Signing, own: Mapping[str, str]) -> dict:
    day = signing.on
    return {
        "over": paper.issuer.over, "issuer": paper.issuer.issuer, "suffix": paper.issuer.suffix,
        "number": signing.number or "……", "sample": SAMPLE if paper.is_sample else "", "place": paper.place,
        "day": f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}" if day else "ngày …… tháng …… năm ……",
        "title": paper.title, "grounds": paper.grounds, "authority": paper.issuer.authority,
        "signer": paper.issuer.signer, "name": signing.name, "recipients": paper.issuer.recipients,
        "parts": [
            {
                "level": part.heading.level, "heading": part.heading.text,
                "texts": [one.text for one in part.written] + own.get(part.heading.section, "").splitlines(),
            }
            for part in paper.parts
        ],
    }  # fmt: skip
