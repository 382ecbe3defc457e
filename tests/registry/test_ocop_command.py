"""`flask registry import-criteria FILE`: looked at first, taken in whole, confirmed by an administrator afterwards."""

import pytest

from core import audit, clock
from core.actor import SYSTEM
from core.errors import Conflict
from registry.actions.criteria import confirm_set
from registry.models import CriteriaSet, Criterion
from registry.queries.criteria import list_criteria, list_sets_for
from tests.factories.ocop import FULL_SET

NAME = "Bộ mẫu: chè"
NEWER = FULL_SET.replace("2026-01-01", "2026-06-01").replace("chấm", "chấm mới")


@pytest.fixture
def command(app, session, tmp_path):
    """Run the command on a file of this text; its exit code and what it said."""

    def run(text: str | bytes, *options: str) -> tuple[int, str]:
        file = tmp_path / "bo.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        result = app.test_cli_runner().invoke(args=["registry", "import-criteria", str(file), *options])
        session.expire_all()
        return result.exit_code, result.output

    return run


def sets(session) -> list[CriteriaSet]:
    return session.query(CriteriaSet).filter_by(name=NAME).order_by(CriteriaSet.valid_from).all()


def test_a_dry_run_says_what_the_file_holds_and_writes_nothing(session, command):
    code, said = command(FULL_SET, "--dry-run")
    assert code == 0 and f"{NAME}: 6 criteria, 100 points, from 2026-01-01" in said and "nothing was written" in said
    assert sets(session) == []


def test_a_set_is_taken_in_unconfirmed_and_an_administrator_confirms_it_once(session, command):
    code, said = command(b"\xef\xbb\xbf" + FULL_SET.encode())
    assert code == 0 and "written, not yet confirmed" in said
    found = sets(session)[0]
    criteria = list_criteria(session, found.id)
    assert (found.is_confirmed, found.is_sample, len(criteria)) == (False, False, 6)
    assert [each.number for each in criteria if each.by_commune] == ["A1"]
    assert found in list_sets_for(session, 2, clock.today())
    confirm_set(session, set_id=found.id, confirmation="Công báo (mẫu)", actor=SYSTEM, now=clock.now())
    assert found.is_confirmed and audit.verify(session) == []
    with pytest.raises(Conflict, match="đã được xác nhận"):
        confirm_set(session, set_id=found.id, confirmation="Công báo (mẫu)", actor=SYSTEM, now=clock.now())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FULL_SET.replace(",15,yes", ",16,yes"), "phần A cộng được 41 điểm, cần đúng 40"),
        (FULL_SET.replace(",20,no", ",19,no"), "phần C cộng được 34 điểm, cần đúng 35"),
        (FULL_SET.replace(",A2,", ",A1,"), "tiêu chí A A1 có hai lần"),
        (FULL_SET + f"{NAME},2,no,2026-01-01,,bản mẫu,D,D1,Lạ,1,no\n", "Dòng 8: phần “D”"),
        ("một,hai\n1,2\n", "thiếu cột"),
        ("", "thiếu cột"),
        (FULL_SET.encode("utf-16"), "is not UTF-8 text"),
    ],
)
def test_a_wrong_file_is_told_and_changes_nothing(session, command, text, told):
    before = session.query(Criterion).count()
    for options in ([], ["--dry-run"]):
        code, said = command(text, *options)
        assert code == 1 and told in said and "Traceback" not in said
    assert sets(session) == [] and session.query(Criterion).count() == before


def test_one_wrong_set_of_two_keeps_both_out(session, command):
    other = FULL_SET.replace(NAME, "Bộ khác").replace(",15,yes", ",14,yes").partition("\n")[2]
    code, said = command(FULL_SET + other)
    assert code == 1 and "“Bộ khác”: phần A cộng được 39 điểm" in said and sets(session) == []


def test_a_later_set_ends_the_earlier_and_the_same_again_is_refused(session, command):
    assert command(FULL_SET)[0] == 0
    assert command(NEWER)[0] == 0
    earlier, later = sets(session)
    assert (str(earlier.valid_to), later.valid_to) == ("2026-05-31", None)
    code, said = command(NEWER)
    assert code == 1 and "đã có từ 01/06/2026" in said and len(sets(session)) == 2
