"""The examiner finds what it is there to find."""

import base64
import hashlib

import pytest

from tests.examiner import faults_of

STYLE = "h1{color:#111}"
DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'self'; style-src 'sha256-{DIGEST}'"
GOOD = f"""<!doctype html><html lang="vi"><head><meta charset="utf-8">
<title>Tra cứu – Kiểm tra mã hàng</title>
<style>{STYLE}</style></head><body><h1>Tra cứu</h1>
<form action="/" method="post"><label for="code">Mã</label>
<input id="code" name="code"></form></body></html>"""

WRONG = [
    ("<h1>Tra cứu</h1>", "<h1>Tra cứu</h1><h1>Hai</h1>", "2 h1"),
    ("<h1>Tra cứu</h1>", "<h1>Báo cáo</h1>", "does not agree"),
    ("Tra cứu – Kiểm tra mã hàng", "", "title"),
    ('lang="vi"', "", "lang"),
    ('<label for="code">Mã</label>', "", "no label"),
    ('method="post"', "", "method"),
    ('action="/"', "", "action"),
    ("<h1>", '<h1 style="color:red">', "style attribute"),
    ("<h1>", '<h1 onclick="go()">', "onclick"),
    ("</form>", "</form><script>go()</script>", "inline script"),
    ("#111", "#222", "Content-Security-Policy"),
    ("</form>", '</form><p id="code">x</p>', "stands 2 times"),
    ("</form>", '</form><a href="#gone">x</a>', "not on the page"),
    ("</form>", "</form><p>Hạn dùng: None</p>", "left-over"),
    ("</form>", '</form><a href="/products/None">x</a>', "left-over"),
    ("</form>", "</form><p>Còn %(days)s ngày</p>", "left-over"),
    ("</form>", '</form><img src="/a.png">', "without alt"),
    ("</form>", '</form><a href="/x"></a>', "without words"),
    ("</form>", '</form><img alt="" src="https://example.org/a.png">', "another host"),
    ("</form>", "</form><p><div>x</div></p>", "HTML"),
    ("</form>", '</form><svg class="map tiled country"><text>Hoàng Sa</text></svg>', "does not name Trường Sa"),
    ("</form>", '</form><svg class="map country"><title>Hoàng Sa, Trường Sa</title></svg>', "does not name Hoàng Sa"),
    ("</form>", '</form><svg class="map drawn"><text>Hoàng Sa, Trường Sa</text></svg>', "without the map"),
    ("</form>", '</form><svg aria-label="Bản đồ nơi quét"></svg>', "has no class map"),
]
COUNTRY = '<svg class="map tiled country"><text>Hoàng Sa</text><text>Trường Sa</text></svg>'


def test_a_good_page_has_no_faults():
    assert faults_of(GOOD, POLICY) == []


def test_a_map_of_the_country_names_both_archipelagos_and_stands_beside_that_of_a_part():
    assert faults_of(GOOD.replace("</form>", f"</form>{COUNTRY}"), POLICY) == []
    assert faults_of(GOOD.replace("</form>", f'</form><svg class="map drawn"></svg>{COUNTRY}'), POLICY) == []


@pytest.mark.parametrize(("before", "after", "said"), WRONG)
def test_each_fault_is_found(before, after, said):
    assert any(said in fault for fault in faults_of(GOOD.replace(before, after, 1), POLICY))


def test_an_unsafe_policy_is_found():
    assert faults_of(GOOD, POLICY + " 'unsafe-inline'")
    assert faults_of(GOOD, "")
