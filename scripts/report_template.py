"""Make the Word template that ships: reports/data/official.docx, in the form of Nghị định 30/2020/NĐ-CP.

    python scripts/report_template.py

Officials edit a copy of it in Word: what stands in double braces is filled in, lines with {%p ... %} repeat what is
between them.
"""

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TARGET = Path(__file__).resolve().parent.parent / "reports" / "data" / "official.docx"
FONT = "Times New Roman"
CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LEVELS = {1: {"bold": True}, 2: {"bold": True}, 3: {"bold": True, "italic": True}}


def main() -> None:
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(20), Mm(20), Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    head(document)
    write(document, "BÁO CÁO", size=14, bold=True, align=CENTRE, before=18)
    write(document, "{{ title }}", size=14, bold=True, align=CENTRE, after=12)
    repeat(document, "for ground in grounds", lambda: write(document, "{{ ground }}", italic=True, indent=True))
    parts(document)
    foot(document)
    document.save(TARGET)


def head(document) -> None:
    """Issuer on the left, the State on the right; under them number, place and day."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    write(left, "{{ over }}", size=12, align=CENTRE, first=True)
    write(left, "{{ issuer }}", size=12, bold=True, align=CENTRE)
    write(left, "Số: {{ number }}/{{ suffix }}", size=13, align=CENTRE, before=6)
    write(left, "{{ sample }}", size=12, bold=True, align=CENTRE)
    write(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, align=CENTRE, first=True)
    write(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True, align=CENTRE)
    write(right, "{{ place }}, {{ day }}", size=13, italic=True, align=CENTRE, before=6)


def parts(document) -> None:
    """Each heading in the look of its level, then its paragraphs."""
    write(document, "{%p for part in parts %}")
    for level, look in LEVELS.items():
        repeat(
            document, f"if part.level == {level}",
            lambda look=look: write(document, "{{ part.heading }}", before=6, indent=True, **look), end="endif",
        )  # fmt: skip
    repeat(document, "for text in part.texts", lambda: write(document, "{{ text }}", align=JUSTIFY, indent=True))
    write(document, "{%p endfor %}")
    write(document, "./.", align=JUSTIFY, indent=True)


def foot(document) -> None:
    """Recipients on the left, the signature on the right."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    write(left, "Nơi nhận:", size=12, bold=True, italic=True, first=True)
    repeat(left, "for one in recipients", lambda: write(left, "- {{ one }};", size=11))
    write(right, "{{ authority }}", size=13, bold=True, align=CENTRE, first=True)
    write(right, "{{ signer }}", size=13, bold=True, align=CENTRE, after=60)
    write(right, "{{ name }}", size=13, bold=True, align=CENTRE)


def repeat(where, what: str, draw, end: str = "endfor") -> None:
    """What `draw` writes, between the two lines that Word shows and the report leaves out."""
    write(where, f"{{%p {what} %}}")
    draw()
    write(where, f"{{%p {end} %}}")


def write(where, text: str, *, size=14, bold=False, italic=False, align=None, before=0, after=3, indent=False,
          first=False) -> None:  # fmt: skip
    """A paragraph; `first`: the one that a cell already has."""
    paragraph = where.paragraphs[0] if first else where.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), FONT
    look = paragraph.paragraph_format
    look.space_before, look.space_after, look.alignment = Pt(before), Pt(after), align
    look.first_line_indent = Mm(10) if indent else None


if __name__ == "__main__":
    main()
