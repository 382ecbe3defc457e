"""Generations of the key of serials: new codes use the newest, printed ones are opened for ever."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core import audit
from core.actor import SYSTEM
from core.db import committing
from core.errors import Conflict
from core.keys import RECHECK, KeyRow
from qr.actions.serial_keys import add_generation
from qr.links import CodeLink, Key
from qr.models import CodeRange
from qr.queries.labels import list_labels
from qr.queries.lookup import find_code
from qr.serials import GENERATIONS
from tests.factories.qr import NOW, issue, make_goods
from tests.qr.test_code_actions import states_of
from tests.qr.test_scan_page import BROWSER, heading
from tests.statements import statements_of

URL = "https://ma.example.vn"


def asked(call) -> int:
    """How many statements a call makes."""
    return len(statements_of(call))


def test_old_codes_are_opened_after_two_rotations_and_new_ones_begin_with_their_generation(session, client):
    goods = make_goods(session, count=2)
    printed = [goods.item(serial) for serial in goods.serials]
    assert goods.serial[0] == "0"
    for generation in (1, 2):
        assert add_generation(session, actor=SYSTEM, now=NOW) == generation
        issue(session, goods, count=2)
        printed += [goods.item(serial) for serial in goods.serials]
        assert goods.serial[0] == str(generation) and goods.batch.first_number == 0
    session.commit()
    assert {heading(client.get(path, headers=BROWSER)) for path in printed} == {"Mã đúng. Sản phẩm đã đăng ký."}
    labels = [label.serial for batch in session.scalars(select(CodeRange.batch_id).order_by(CodeRange.generation))
              for label in list_labels(session, batch, public_url=URL)]  # fmt: skip
    assert [f"/21/{serial}" for serial in labels] == ["/21/" + path.rpartition("/")[2] for path in printed]
    assert [entry.kind for entry in audit.list_entries(session, "keys:serial")] == ["key.added", "key.added"]


def test_a_typed_part_of_an_old_batch_is_not_taken_for_the_same_numbers_of_a_new_one(app, session):
    def void(batch, serials):
        session.commit()
        part = ["--first", serials[0], "--last", serials[1], "--reason", "in hỏng"]
        return app.test_cli_runner().invoke(args=["qr", "void", "--batch", str(batch), *part])

    goods = make_goods(session, count=3)
    old, old_serials = goods.batch.batch_id, goods.serials
    add_generation(session, actor=SYSTEM, now=NOW)
    issue(session, goods, count=3)
    refused = void(goods.batch.batch_id, old_serials)
    assert refused.exit_code == 1 and "không thuộc đợt này" in refused.output
    assert void(old, old_serials).output == "2 codes cancelled\n"
    session.expire_all()
    assert states_of(session, goods.batch.batch_id) == [(3, "active")]


def test_a_running_server_opens_codes_of_a_key_that_another_process_made(app, session, client, freeze):
    freeze(NOW)
    goods = make_goods(session)
    session.commit()
    assert heading(client.get(goods.item(), headers=BROWSER)) == "Mã đúng. Sản phẩm đã đăng ký."
    held = app.extensions["keys"]
    result = app.test_cli_runner().invoke(args=["qr", "new-key"])
    assert result.output == "serials of generation 1 begin with 1\n"
    with committing() as current:
        issue(current, goods, count=1)
    app.extensions["keys"] = held  # what another process still holds
    assert heading(client.get(goods.item(), headers=BROWSER)) == "Mã đúng. Sản phẩm đã đăng ký."
    app.extensions["keys"] = held
    with committing() as current:
        issue(current, goods, count=1)
    assert goods.serial[0] == "1"  # and it issues under the new key too


def test_forged_generations_make_the_server_look_once_in_five_seconds_and_known_ones_never(app, session, freeze):
    goods = make_goods(session)
    session.commit()
    forged = CodeLink(Key.SERIAL, "", None, "z" + goods.serial[1:])
    known = CodeLink(Key.SERIAL, "", None, goods.serial)
    freeze(NOW)
    find_code(known)
    assert asked(lambda: find_code(forged)) == 1
    assert asked(lambda: [find_code(forged) for _ in range(5)]) == 0
    assert asked(lambda: find_code(known)) == 1
    freeze(NOW + RECHECK + timedelta(seconds=1))
    assert asked(lambda: find_code(forged)) == 1


def test_when_every_generation_is_used_the_command_says_so(app, session):
    last = session.scalars(select(KeyRow).filter_by(kind="serial")).one()
    last.number = GENERATIONS - 1
    with pytest.raises(Conflict, match="32"):
        add_generation(session, actor=SYSTEM, now=NOW)
