"""What people do in a browser: sign in, register, print, scan, report, handle. Scripts are off."""

import io
import json
import subprocess
from pathlib import Path

import pyotp
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page
from pyzbar import pyzbar

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def open_browser(browser: Browser, site, *, wide: bool = False) -> Page:
    """A fresh browser without scripts: a phone, or a wide screen."""
    context = browser.new_context(
        base_url=site.url, viewport=DESK if wide else PHONE, java_script_enabled=False, locale="vi-VN"
    )
    context.set_default_timeout(10_000)
    return context.new_page()


def logins(site) -> dict[str, dict]:
    """The demo's logins by user."""
    return {row["user"]: row for row in json.loads(site.flask("demo", "show", "--format", "json"))["logins"]}


def sign_in(page: Page, who: dict) -> None:
    """Password, then the six digits."""
    page.goto("/desk/sign-in")
    page.get_by_label("Tên đăng nhập").fill(who["user"])
    page.get_by_label("Mật khẩu").fill(who["password"])
    press(page, "Tiếp tục")
    page.get_by_label("Mã 6 số").fill(pyotp.TOTP(who["totp_secret"]).now())
    press(page, "Đăng nhập")


def press(page: Page, words: str) -> None:
    """Press the button or link with these words."""
    button = page.get_by_role("button", name=words)
    found = button if button.count() else page.get_by_role("link", name=words)
    assert found.count(), f"no “{words}” on “{heading(page)}”: {page.locator('main').inner_text()[:600]}"
    found.first.click()


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def read_labels(pdf: Path, folder: Path) -> tuple[set[str], set[str]]:
    """The links that two independent readers find on the sheets, at 300 dots an inch."""
    subprocess.run(["pdftoppm", "-r", "300", "-png", str(pdf), str(folder / "sheet")], check=True)
    by_zxing, by_zbar = set(), set()
    for file in sorted(folder.glob("sheet*.png")):
        picture = Image.open(file).convert("L")
        by_zxing |= {code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)}
        by_zbar |= {code.data.decode() for code in pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])}
    return by_zxing, by_zbar


def scan_of_a_label(pdf: Path, folder: Path) -> Path:
    """One printed label alone, as a scanner of 300 dots an inch gives it."""
    subprocess.run(["pdftoppm", "-r", "300", "-png", "-l", "1", str(pdf), str(folder / "printed")], check=True)
    (sheet,) = folder.glob("printed*.png")
    picture = Image.open(sheet).convert("L")
    place = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)[0].position
    label = picture.crop(
        (place.top_left.x - 60, place.top_left.y - 60, place.bottom_right.x + 60, place.bottom_right.y + 60)
    )
    label.save(folder / "label.png")
    return folder / "label.png"


def a_photo() -> dict:
    """A photo from a phone, with a place in its metadata."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (1600, 1200), (150, 90, 40)).save(out, "JPEG", exif=exif)
    return {"name": "tem.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
