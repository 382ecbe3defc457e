"""What the receipt proves: files by hash, checked by one page without a network; a picture whose QR keeps the code
out of every address that a server sees."""

import json
from io import BytesIO

import pytest
from PIL import Image
from pyzbar.pyzbar import decode

from tests.complaints.public.phones import reporting_site  # noqa: F401 - a fixture
from tests.factories.complaints import picture

pytestmark = pytest.mark.filterwarnings("default::ResourceWarning")


@pytest.fixture
def kept(reporter, tmp_path) -> dict:
    """A receipt, its checker and the photo that was sent, as files on somebody's machine."""
    photo = picture((80, 60))
    reporter.walk(photos=[(photo, "a.jpg")], details="Tem mờ")
    reporter.send()
    files = {"phieu.json": "/complaints/receipt/file", "kiem-tra.html": "/complaints/receipt/checker"}
    for name, path in files.items():
        answer = reporter.client.get(path)
        assert "attachment" in answer.headers["Content-Disposition"]
        (tmp_path / name).write_bytes(answer.get_data())
    (tmp_path / "a.jpg").write_bytes(photo)
    (tmp_path / "khac.jpg").write_bytes(picture((81, 60)))
    return {"folder": tmp_path, "code": reporter.code, "client": reporter.client}


def test_the_receipt_certifies_what_arrived(kept):
    receipt = json.loads(json.loads((kept["folder"] / "phieu.json").read_text())["receipt"])
    assert receipt["code"] == kept["code"] and receipt["files_coming"] == 0 and len(receipt["text_sha256"]) == 64
    ((file),) = receipt["files"]
    assert file["kind"] == "photo" and file["bytes"] == len((kept["folder"] / "a.jpg").read_bytes())


def test_the_picture_holds_a_qr_code_with_the_code_behind_the_hash_sign(kept):
    data = kept["client"].get("/complaints/receipt/picture").get_data()
    (found,) = decode(Image.open(BytesIO(data)))
    address, _, code = found.data.decode().partition("#")
    assert address.endswith("/complaints/track") and code == kept["code"].replace(" ", "")


def test_the_picture_opens_in_this_browser_alone_the_checker_everywhere(app, kept):
    stranger = app.test_client()
    assert stranger.get("/complaints/receipt/picture").status_code == 404
    assert "attachment" in stranger.get("/complaints/receipt/checker").headers["Content-Disposition"]


@pytest.mark.browser
def test_one_page_checks_the_receipt_without_a_network(kept, browser):
    folder = kept["folder"]
    context = browser.new_context(java_script_enabled=True, offline=True)
    page = context.new_page()
    page.goto(f"file://{folder}/kiem-tra.html")
    page.locator("#files").set_input_files([str(folder / "a.jpg"), str(folder / "khac.jpg")])
    page.locator("#receipt").set_input_files(str(folder / "phieu.json"))
    page.get_by_text("Chữ ký đúng").wait_for()
    assert page.get_by_text("Có trong phiếu: a.jpg").is_visible()
    assert page.get_by_text("Không có trong phiếu: khac.jpg").is_visible()
    text = (folder / "phieu.json").read_text()
    for name, changed, words in (
        ("sua", text.replace("photo", "phota"), "Chữ ký không khớp"),
        ("khoa", text.replace("receipt-0", "receipt-9"), "khóa không có trong trang này"),
        ("la", "{}", "không phải phiếu"),
    ):
        (folder / f"{name}.json").write_text(changed)
        page.locator("#receipt").set_input_files(str(folder / f"{name}.json"))
        page.get_by_text(words).wait_for()
        assert page.locator("#facts li").count() == 0
    context.close()


@pytest.mark.browser
def test_the_code_of_the_qr_is_put_in_the_field_and_taken_out_of_the_address(browser, reporting_site):  # noqa: F811
    context = browser.new_context(java_script_enabled=True, base_url=reporting_site.url)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/complaints/track#7K3M9Q2XW4PDH6")
    assert page.locator("#code").input_value() == "7K3M9Q2XW4PDH6" and page.url.endswith("/complaints/track")
    assert not any("7K3M9" in address for address in asked)
    context.close()
