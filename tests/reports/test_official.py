"""The official report: Vietnamese numerals, sentences that never invent a figure, a Word file in the lawful form."""

import re
import subprocess
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.shared import Mm

from core.config import ROOT
from core.db import session
from core.reference import read_rows
from reports.figures import Figure
from reports.outline import ANNUAL, FORMS, HALF_YEAR, list_headings, list_named, list_sentences
from reports.papers import SAMPLE, Signing, draw_docx
from reports.queries.official import list_issuers, write_paper
from reports.queries.places import open_scope
from reports.writing import say_official, write_sentence

TN, TV = ("annual", "2025-01-01", "2025-12-31", "19", "front"), ("half-year", "2023-01-01", "2023-06-30", "84", "board")


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "said"),
    [
        (697, "vụ", "", "697 vụ"),
        (2, "lớp", "", "02 lớp"),
        (0, "vụ", "", "0 vụ"),
        (10, "chợ", "", "10 chợ"),
        (267_083, "lượt người", "", "267.083 lượt người"),
        (9_579_251_216, "đồng", "uoc", "ước tính 9.579.251.216 đồng"),
        (8_620_000_000, "đồng", "", "8,62 tỷ đồng"),
        (2_700_000_000, "đồng", "uoc", "ước tính 2,7 tỷ đồng"),
        (36_900_000, "đồng", "", "36,9 triệu đồng"),
        (3_000_000, "đồng", "", "3 triệu đồng"),
        (192_250_000, "đồng", "uoc", "ước tính 192.250.000 đồng"),
        (5, "đồng", "", "5 đồng"),
        (6_000_000, "lượt", "gan", "gần 6 triệu lượt"),
        (300_000, "lượt khách", "khoang", "khoảng 300.000 lượt khách"),
    ],
)
def test_figures_are_said_as_vietnamese_papers_say_them(value, unit, qualifier, said):
    assert say_official(Figure(value, unit, qualifier)) == said


def test_a_part_without_its_figure_is_left_out_and_a_sentence_without_its_own_is_not_written():
    text = "Có {E1} vụ[[, {E1.decisions}]][[ và {E3}]]."
    figures = {"E1": Figure(3, "lần"), "E3": Figure(0, "đồng")}
    written = write_sentence(text, figures)
    assert (written.text, written.named, written.missing) == ("Có 03 lần vụ.", ("E1",), ("E1.decisions", "E3"))
    assert write_sentence(text, {}).text == "" and write_sentence(text, {}).missing == ("E1",)


@pytest.mark.parametrize("form", FORMS)
def test_every_figure_that_a_sentence_names_is_an_indicator_and_every_sentence_stands_under_a_heading(form, run):
    known = {row_id for row_id, _name in run("reports", "indicators", "--format", "json").items()}
    sections = [heading.section for heading in list_headings(form)]
    named = [row_id for section in sections for text in list_sentences(form, section) for row_id in list_named(text)]
    measures = {row["key"] for row in read_rows(ROOT / "campaign" / "data" / "measures.csv")}
    strange = [
        row_id for row_id in named
        if row_id not in known and f"{row_id.rpartition('.')[0]}.*" not in known
        and not (row_id.partition(".")[0] in known and row_id.partition(".")[2] in measures)
    ]  # fmt: skip
    assert strange == [] and len(named) > 60 and len(set(sections)) == len(sections)


def text_of(data: bytes) -> str:
    """Every paragraph of a Word file, those in tables too."""
    document = Document(BytesIO(data))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(p.text for where in (document, *cells) for p in where.paragraphs)


def paper_of(session, form, first, last, place, issuer):
    scope = open_scope(session, date.fromisoformat(first), date.fromisoformat(last), place)
    return write_paper(session, scope, form=form, issuer=issuer)


@pytest.fixture(scope="module")
def built(demo_app):
    """The two papers of the demo as files, by the code of their place."""
    with demo_app.app_context():
        return {
            case[3]: draw_docx(paper_of(session(), *case), signing=Signing(), own={}) for case in (TN, TV)
        }


SAID = {
    "19": (
        "697 vụ", "565 quyết định", "ước tính 9.579.251.216 đồng", "6.420.531.750 đồng", "4.814.095.000 đồng",
        "1.604.844.000 đồng", "1.592.750 đồng", "113.310.000 đồng", "ước tính 192.250.000 đồng", "2.853.159.466 đồng",
        "09 hội nghị", "1.244 đại biểu", "1.207 bản", "875 cơ sở", "06 hội nghị", "391 đại biểu", "4.811 lượt người",
        "8.734 lượt", "hơn 5.000 người", "hơn 3.000 đại biểu", "hơn 1.000 người", "hơn 200 đại biểu", "1.025 tờ",
        "trên 550 tin bài", "20 video", "12 số", "gần 250 đơn vị/số", "02 phóng sự", "168 tin bài", "59 tin bài",
        "trên 1.500 lượt", "11 tin bài", "06 phóng sự", "06 video", "06 bài", "10 chợ", "02 chợ", "08 chợ",
        "8,62 tỷ đồng", "gần 80 hội chợ", "hơn 200 lượt", "trên 30 chương trình", "khoảng 650 lượt",
        "hơn 700 gian hàng", "14 chương trình", "08 địa phương", "09 phiên chợ", "09 huyện", "200 gian hàng",
        "30 tỉnh", "khoảng 60.000 lượt khách", "18 gian hàng", "1.000 m²", "05 khu", "73 đơn vị", "trên 2.000 sản phẩm",
        "khoảng 300.000 lượt khách", "ước tính 2,7 tỷ đồng", "ước tính 800 triệu đồng", "62 đơn vị",
        "khoảng 5.000 sản phẩm", "gần 6 triệu lượt", "hơn 2.500 sản phẩm", "gần 300 triệu đồng",
        "trên 3.000 sản phẩm", "2.500 sản phẩm", "03 lớp", "335 đại biểu",
    ),
    "84": (
        "3.904 cuộc", "267.083 lượt người", "05 cụm", "32 lớp", "1.147 người", "30 người", "3.000 quyển", "100 đơn vị",
        "trên 25 tin", "hơn 300 lượt", "60 băng rôn", "05 kỳ", "13 hồ sơ", "9.830 chương trình", "02 phiên chợ",
        "04 hội chợ", "10 gian hàng", "08 cuộc", "01 lớp", "02 chuyến", "184 sản phẩm", "137 sản phẩm", "38 sản phẩm",
        "03 sản phẩm", "06 sản phẩm", "118 chủ thể", "06 cửa hàng", "14 phiên chợ", "07 đơn vị", "trên 35 sản phẩm",
    ),
}  # fmt: skip
"""What the two source documents say, by the code of the place, in the numerals of papers."""


@pytest.mark.parametrize("place", SAID)
def test_the_word_file_says_every_figure_of_its_source_and_none_of_the_other_province(built, place):
    text = text_of(built[place])
    assert [said for said in SAID[place] if not re.search(rf"(?<![\d.,]){re.escape(said)}", text)] == []
    other = "84" if place == "19" else "19"
    own = set(SAID[place])
    strange = [said for said in SAID[other] if said not in own and len(re.sub(r"\D", "", said)) > 3 and said in text]
    assert strange == [] and SAMPLE in text


@pytest.mark.services
def test_the_file_has_the_form_of_the_decree_and_opens_in_another_office_suite(built, tmp_path, needed_program):
    for place, data in built.items():
        page = Document(BytesIO(data)).sections[0]
        size = [round(length / Mm(1)) for length in (page.page_width, page.page_height, page.left_margin)]
        assert size == [210, 297, 30] and round(page.right_margin / Mm(1)) == 20
        text = text_of(data)
        order = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:"]
        assert all(words in text for words in order) and "{{" not in text and "{%" not in text
        (tmp_path / f"{place}.docx").write_bytes(data)
    office = needed_program("soffice")
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf", "--outdir",
         str(tmp_path), *(str(file) for file in tmp_path.glob("*.docx"))],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    said = subprocess.run(["pdftotext", str(tmp_path / "19.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    assert "9.579.251.216 đồng" in said and "NỘI DUNG" not in said


def test_grounds_stand_by_rank_and_hold_on_the_last_day(demo_session):
    paper = paper_of(demo_session, *TN)
    numbers = [re.search(r"số (\S+)", ground)[1] for ground in paper.grounds]
    order = ["03-CT/TW", "28/CT-TTg", "386/QĐ-TTg", "37-KH/TU", "243/CTrPH-MTTQ-SCT"]
    assert [number for number in numbers if number in order] == order
    before = paper_of(demo_session, "half-year", "2023-01-01", "2023-06-30", "19", "front")
    assert not any("13/CT-TTg" in ground for ground in before.grounds)


def test_what_nobody_entered_is_listed_and_stands_in_no_sentence(demo_session):
    paper = paper_of(demo_session, *TV)
    assert {"E1", "E2", "G7.bodies"} <= set(paper.missing)
    assert not any("xử phạt" in one.text for part in paper.parts for one in part.written)


@pytest.mark.parametrize("issuer", list_issuers())
def test_each_issuer_has_its_own_head_and_signature(demo_session, issuer):
    case = (ANNUAL, "2025-01-01", "2025-12-31", "19", issuer)
    text, row = text_of(draw_docx(paper_of(demo_session, *case), signing=Signing(), own={})), list_issuers()[issuer]
    for words in (row["issuer"], row["suffix"], row["signer"], "TỈNH THÁI NGUYÊN"):
        assert words in text


def test_own_words_and_the_signing_are_in_the_file_and_marks_of_a_markup_do_no_harm(demo_session):
    own = {"2.4": "Ưu điểm: <b>phối hợp</b> & kịp thời.\nHạn chế: {{ title }}"}
    signing = Signing("154", date(2026, 6, 23), "Nguyễn Văn Mẫu")
    text = text_of(draw_docx(paper_of(demo_session, *TN), signing=signing, own=own))
    for words in ("<b>phối hợp</b> & kịp thời.", "{{ title }}", "Số: 154/", "ngày 23 tháng 06 năm 2026"):
        assert words in text


def test_the_command_writes_the_file_and_says_what_is_missing(demo_app, tmp_path):
    out = tmp_path / "tv.docx"
    words = ["reports", "build", "--kind", HALF_YEAR, "--from", "2023-01-01", "--to", "2023-06-30", "--place", "84"]
    runner = demo_app.test_cli_runner()
    done = runner.invoke(args=[*words, "--issuer", "board", "--out", str(out)])
    assert done.exit_code == 0 and "G7.lowest: Mức kinh phí thấp nhất" in done.output
    assert "267.083 lượt người" in text_of(out.read_bytes())
    (tmp_path / "wrong.docx").write_bytes(b"no word file")
    wrong = runner.invoke(args=[*words, "--template", str(tmp_path / "wrong.docx"), "--out", str(out)])
    assert wrong.exit_code != 0 and "mẫu Word" in wrong.output
