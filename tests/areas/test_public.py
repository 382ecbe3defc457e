"""The page and the suggestions."""


def test_the_page_answers_an_old_name_with_the_new_one(client):
    page = client.get("/areas", query_string={"q": "Phường 5 cũ, Trà Vinh"})
    assert page.status_code == 200
    assert "phường Hòa Thuận, tỉnh Vĩnh Long" in page.text


def test_the_page_says_what_to_do_when_nothing_is_found(client):
    assert "Không tìm thấy" in client.get("/areas", query_string={"q": "xyzzy"}).text
    assert client.get("/areas").status_code == 200


def test_the_page_narrows_to_a_province_and_reads_in_english(client):
    page = client.get("/areas", query_string={"q": "Tân Cương", "province": "19", "lang": "en"})
    assert "xã Tân Cương" in page.text


def test_suggestions_may_be_kept_and_are_bounded(client):
    answer = client.get("/areas/search", query_string={"q": "tan", "province": "19"})
    assert 0 < len(answer.json) <= 8
    assert "max-age" in answer.headers["Cache-Control"]
    again = client.get(
        "/areas/search", query_string={"q": "tan", "province": "19"}, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_bad_questions_get_an_empty_answer(client):
    for query in ({}, {"q": ""}, {"q": "x" * 5000}, {"q": "\x00"}, {"q": "tan", "province": "zz"}):
        assert client.get("/areas/search", query_string=query).status_code == 200
