"""The look: colours that can be read, sheets that stay small, pieces that hold together at every width."""

import base64
import gzip
import hashlib
import re
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader

from core import home
from core.config import ROOT
from core.home import home_sections, menu_items, register_desk_tab, register_home_section, register_menu_item
from core.pages import page
from core.styles import CSS_FOLDER, SHEETS, minify, style_sheet
from tests.examiner import Page, faults_of, text_of

GALLERY = Path(__file__).parent / "templates"
PAGES = ["/", "/help/real-page", "/help/privacy", "/help/accessibility"]
TEXT, PART = 4.5, 3.0  # WCAG 2.2: 1.4.3 for words, 1.4.11 for parts of controls and drawings

WORDS_ON = {
    "paper": ["ink", "soft", "lac", "link", "ok", "warn", "bad", "grey"],
    "card": ["ink", "soft", "lac", "link", "bad", "warn", "ok", "grey"],
    "lac": ["on-lac"],
    "ok-bg": ["ok", "ink", "soft", "link"],
    "warn-bg": ["warn", "ink", "soft", "link"],
    "bad-bg": ["bad", "ink", "soft", "link"],
    "grey-bg": ["grey", "ink", "soft", "link"],
    "line": ["ink"],
}
PARTS_ON = {"paper": ["edge", "gold", "lac", "link"], "card": ["edge", "gold", "lac", "link"]}
PAIRS = [(fore, back, TEXT) for back, fores in WORDS_ON.items() for fore in fores] + [
    (fore, back, PART) for back, fores in PARTS_ON.items() for fore in fores
]
TINTS = ["pic", "clay", "olive", "bark", "rose", "sun"]


def light_and_dark(css: str) -> dict[str, str]:
    """The part of a sheet outside the dark query, and the part inside it."""
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)", 1)
    return {"light": light, "dark": dark}


def tokens(scheme: str) -> dict[str, str]:
    css = light_and_dark((CSS_FOLDER / "tokens.css").read_text("utf-8"))[scheme]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_measures_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("fore", "back", "least"), PAIRS)
def test_every_colour_can_be_read_on_what_it_lies_on(scheme, fore, back, least):
    colours = tokens(scheme)
    assert contrast(colours[fore], colours[back]) >= least


@pytest.mark.parametrize(("scheme", "tint"), list(product(["light", "dark"], TINTS)))
def test_a_drawing_stands_out_from_its_ground(scheme, tint):
    css = light_and_dark((CSS_FOLDER / "cards.css").read_text("utf-8"))[scheme]
    stroke, ground = re.search(
        rf"\.{tint} {{\s+--pic: (#\w{{6}});\s+--ground: (#\w{{6}});", css
    ).groups()  # fmt: skip
    assert contrast(stroke, ground) >= TEXT


def test_no_colour_stands_outside_the_tokens():
    for sheet in CSS_FOLDER.glob("*.css"):
        if sheet.stem in ("tokens", "cards", "print"):
            continue
        colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text("utf-8")))
        assert colours <= {"#000"}, f"{sheet.name}: {colours}"


def test_a_sheet_is_named_by_the_hash_of_exactly_what_the_page_carries():
    sheet = style_sheet("verdict")
    digest = base64.b64encode(hashlib.sha256(sheet.text.encode()).digest()).decode()
    assert sheet.csp_hash == f"sha256-{digest}"


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_asks_for_nothing_else(kind):
    text = style_sheet(kind).text
    assert "url(" not in text and "@import" not in text and "</" not in text
    assert text.count("{") == text.count("}")


def test_the_sheet_of_the_verdict_stays_the_smallest():
    weights = {kind: len(gzip.compress(style_sheet(kind).text.encode())) for kind in SHEETS}
    assert min(weights, key=weights.get) == "verdict"
    assert weights["verdict"] <= 2200
    assert max(weights.values()) <= 5500


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("/* word */ a {\n  color: red;\n}\n", "a{color:red}"),
        ("a,\nb > c { margin: 0 auto; }", "a,b>c{margin:0 auto}"),
        ("@media (min-width: 60rem) { a:hover { x: calc(1px + 2px); } }",
         "@media (min-width: 60rem){a:hover{x:calc(1px + 2px)}}"),
        ('a { content: attr(data-label) ": "; }', 'a{content:attr(data-label) ": "}'),
        ("a :focus-visible { b: c }", "a :focus-visible{b:c}"),
    ],
)  # fmt: skip
def test_minifying_takes_blanks_and_keeps_meaning(css, small):
    assert minify(css) == small


DATA_BLOCK = '<script type="application/ld+json">'
FILES_TO_KEEP = ("complaints/report/checker.html", "complaints/trail/checker.html")
"""Templates of files that people save and open without a network: they hold their script, and are no page of ours."""


def own_style(source: str) -> re.Match | None:
    """A style, a handler or a script in a template; a block of linked data is neither and runs nothing."""
    bare = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL).replace(DATA_BLOCK, "")
    return re.search(r"\sstyle=|\son\w+=\"|<script(?![^>]* src=\"/static/)", bare)


def test_templates_carry_no_style_of_their_own():
    for template in (ROOT / "templates").rglob("*.html"):
        if str(template.relative_to(ROOT / "templates")) not in FILES_TO_KEEP:
            assert not own_style(template.read_text("utf-8")), template


@pytest.mark.parametrize(
    ("source", "is_refused"),
    [
        (DATA_BLOCK + "{{ linked | tojson }}</script>", False),
        ("<script>alert(1)</script>", True),
        ('<script type="text/javascript">a()</script>', True),
        ('<script type="application/ld+json" onload="a()">', True),
        ('<p style="color:red">', True),
        ('<p onclick="a()">', True),
    ],
)  # fmt: skip
def test_a_template_may_hold_a_block_of_linked_data_and_no_other_script(source, is_refused):
    assert bool(own_style(source)) is is_refused


def test_every_class_in_a_template_is_known_to_a_sheet():
    known = set()
    for sheet in CSS_FOLDER.glob("*.css"):
        known |= set(re.findall(r"\.([a-z][\w-]*)", sheet.read_text("utf-8")))
    for template in (ROOT / "templates").rglob("*.html"):
        for names in re.findall(r'class="([^"{}]*)"', template.read_text("utf-8")):
            assert set(names.split()) <= known, f"{template}: {set(names.split()) - known}"


def render(app: Flask, template: str, style: str = "public", address: str = "/") -> tuple[str, str]:
    """A template of this folder as the app would answer it: HTML and policy."""
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader(GALLERY)])
    app.add_url_rule(f"/gallery-{style}", f"gallery-{style}", lambda: page(template, style=style))
    answer = app.test_client().get(f"/gallery-{style}", query_string=address.partition("?")[2])
    return answer.get_data(as_text=True), answer.headers["Content-Security-Policy"]


def test_every_piece_is_well_formed_labelled_and_allowed_by_the_policy(app):
    html, policy = render(app, "gallery.html")
    assert faults_of(html, policy) == []


def by_id(html: str) -> dict:
    return {element.get("id"): element for element in Page(html).elements if element.get("id")}


def test_a_field_is_tied_to_its_hint_and_its_error(app):
    found = by_id(render(app, "gallery.html")[0])
    field = found["phone"]
    told = [text_of(found[name]) for name in field.get("aria-describedby").split()]
    assert told == ["Không đưa cho người bán", "Số điện thoại cần 10 số, bắt đầu bằng 0"]
    assert field.get("aria-invalid") == "true" and field.get("value") == "0912"


def test_the_summary_of_errors_leads_to_each_field_in_the_same_words(app):
    html = render(app, "gallery.html")[0]
    found, page_read = by_id(html), Page(html)
    summary = next(each for each in page_read.elements if each.get("class") == "summary")
    links = list(summary.iter("a"))
    assert len(links) == 2
    for link in links:
        name = link.get("href")[1:]
        assert name in found and text_of(link) == text_of(found[f"{name}-error"])


def test_the_page_of_a_verdict_weighs_at_most_four_kilobytes(app):
    html, _ = render(app, "verdict_sample.html", "verdict")
    assert len(gzip.compress(html.encode())) <= 4000


def test_no_two_verdict_shapes_are_drawn_alike(app):
    html = render(app, "gallery.html")[0]
    shapes = dict(re.findall(r'data-shape="([\w-]+)">(.*?)</svg>', html, re.DOTALL))
    assert len(set(shapes.values())) == len(shapes) == 6


@pytest.mark.parametrize(("path", "language"), list(product(PAGES, ["vi", "en"])))
def test_the_pages_about_the_site_open_in_each_language(client, path, language):
    answer = client.get(path, query_string={"lang": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.get_data(as_text=True)


def test_the_software_has_no_name_on_the_page(client):
    for path in PAGES:
        assert "Chính Gốc" not in client.get(path).get_data(as_text=True)


def test_changing_the_language_keeps_the_address(client):
    html = client.get("/?q=ch%C3%A8&page=2&lang=en").get_data(as_text=True)
    assert 'href="/?q=ch%C3%A8&amp;page=2&amp;lang=vi"' in html


def test_a_page_that_is_not_there_offers_to_type_a_code(client):
    answer = client.get("/khong-co", headers={"Accept": "text/html"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert text_of(Page(html).all("h1")[0]) == "Không có trang này."
    assert by_id(html)["code"].get("name") == "code"


def test_rooms_add_to_the_home_page_and_the_menus_in_their_order():
    register_home_section(9001, "b.html", lambda session: {})
    register_home_section(9000, "a.html", lambda session: {})
    register_menu_item(9000, "Bản đồ", "/map")
    register_desk_tab(9000, "Sản phẩm", "/producer/products", "producer")
    try:
        assert [section.template for section in home_sections()][-2:] == ["a.html", "b.html"]
        assert menu_items("public")[-1].path == "/map"
        assert menu_items("producer")[-1].path == "/producer/products"
        assert all(item.path != "/map" for item in menu_items("desk"))
    finally:
        forget("a.html", "b.html", "/map", "/producer/products")


def forget(*keys: str) -> None:
    """Take back what a test registered, so that no other test sees it."""
    for found in [*home._sections, *home._items]:
        if found in keys or found[-1] in keys:
            home._sections.pop(found, None)
            home._items.pop(found, None)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_needs_sideways_scrolling(app, browser, tmp_path, width):
    file = tmp_path / "gallery.html"
    file.write_text(render(app, "gallery.html")[0], "utf-8")
    with browser.new_context(viewport={"width": width, "height": 640}) as context:
        sheet = context.new_page()
        sheet.goto(file.as_uri())
        assert sheet.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_what_is_pressed_is_large_enough_for_a_thumb(app, browser, tmp_path):
    file = tmp_path / "gallery.html"
    file.write_text(render(app, "gallery.html")[0], "utf-8")
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        sheet = context.new_page()
        sheet.goto(file.as_uri())
        controls = sheet.locator("button, select, textarea, summary, .btn, .row a, .tabs a, .pick, input[type=text]")
        for box in filter(None, [each.bounding_box() for each in controls.all()]):  # None: not shown here
            assert box["height"] >= 44


def test_who_asks_for_khmer_is_told_why_the_page_is_in_vietnamese(client):
    assert "Chữ Khmer chưa có người bản ngữ ký duyệt" in client.get("/?lang=km").get_data(as_text=True)
    assert "Chữ Khmer chưa có người bản ngữ ký duyệt" not in client.get("/?lang=vi").get_data(as_text=True)


def pages_in_doors() -> list[tuple[str, str]]:
    """(template, style) of every `page(...)` in the rooms' Python, where both stand as plain words."""
    call = re.compile(r'\bpage\(\s*"([\w/.]+)"(?:,\s*style="(\w+)")?')
    sources = [path.read_text("utf-8") for path in ROOT.glob("*/**/*.py") if "tests" not in path.parts]
    return [(found[0], found[1] or "public") for source in sources for found in call.findall(source)]


def test_a_page_gets_the_sheet_that_its_frame_is_made_for():
    wanted = {
        "desk": {"desk", "desk_map"}, "verdict": {"verdict"}, "paper": {"public", "desk"},
        "public": {"public", "form", "map"},
    }  # fmt: skip
    found = pages_in_doors()
    assert len(found) > 20
    for template, style in found:
        frame = re.search(r'extends "layout/(\w+)\.html" %', (ROOT / "templates" / template).read_text("utf-8"))
        if frame:
            assert style in wanted[frame[1]], f"{template} stands on layout/{frame[1]}.html with style {style!r}"
