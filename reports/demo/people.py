"""Authorities, units with their communes, and people who can sign in, in both provinces."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from accounts.actions import create_unit, create_user, give_role
from accounts.passwords import hash_password
from areas.actions import set_authority
from areas.models import AdminUnit
from areas.queries import get_unit_by_code, list_communes
from core.actor import SYSTEM, Actor
from core.clock import legal_date
from core.text import fold
from reports.demo.facts import read_facts
from reports.demo.secrets import sample_password, sample_totp

MINISTRY = "bo_nnmt"  # sees the files of every province of the installation


@dataclass
class People:
    """Units by code ("tn-doi-1"), acting people by login, provinces and their unnamed communes by key."""

    units: dict[str, UUID] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    provinces: dict[str, AdminUnit] = field(default_factory=dict)
    communes: dict[str, list[AdminUnit]] = field(default_factory=dict)


def load_people(session: Session, now: datetime) -> People:
    """Both provinces with their units and logins."""
    facts, people = read_facts("people"), People()
    since = date.fromisoformat(facts["since"])
    for key, province in facts["provinces"].items():
        _load_province(session, people, key, province, since, now)
    everywhere = [province.id for province in people.provinces.values()]
    for unit in facts["whole"]:
        areas = everywhere if unit["kind"] == MINISTRY else []
        people.units[unit["code"]] = create_unit(
            session, **unit, area_ids=areas, valid_from=since, actor=SYSTEM, now=now, source="bản mẫu"
        ).id
    password = sample_password(session)
    hashed = hash_password(password)  # slow by design, so it is made once for all of them
    for login in list_logins():
        _load_login(session, people, login, {"password": password, "password_hash": hashed}, since, now)
    return people


def list_logins() -> list[dict[str, str]]:
    """Every sample login: user, role, unit (code)."""
    facts = read_facts("people")
    local = [
        {"user": login["user"].format(province=key), "role": login["role"], "unit": f"{key}-{login['unit']}"}
        for key in facts["provinces"]
        for login in facts["logins"]
    ]
    return [*local, *facts["whole_logins"]]


def is_named(commune: AdminUnit) -> bool:
    """Whether a source document names a place of this name; nothing adverse may stand there."""
    names = {fold(name) for name in read_facts("named-places")["names"]}
    return fold(commune.name) in names or commune.code in read_facts("named-places")["codes"]


def _load_province(session, people: People, key: str, facts: dict, since: date, now: datetime) -> None:
    province = get_unit_by_code(session, facts["code"], legal_date(now))
    communes = list_communes(session, province.id, legal_date(now))
    people.provinces[key] = province
    people.communes[key] = [commune for commune in communes if not is_named(commune)]
    _load_authority(session, key, province, now)
    for unit in read_facts("people")["units"]:
        area = people.communes[key][0] if unit.get("is_commune") else province
        _load_unit(session, people, key, unit["code"], unit, facts["name"], [area.id], since, now)
    team, teams = read_facts("people")["team"], facts["teams"]
    for number in range(1, teams + 1):
        areas = [commune.id for commune in communes[number - 1 :: teams]]
        name = team | {"name": team["name"].format(number=number, province=facts["name"])}
        _load_unit(session, people, key, f"doi-{number}", name, facts["name"], areas, since, now)


def _load_unit(session, people, key, code, unit, province, areas, since, now) -> None:
    parent = unit.get("parent")
    people.units[f"{key}-{code}"] = create_unit(
        session, code=f"{key}-{code}", kind=unit["kind"], name=unit["name"].format(province=province),
        parent_id=people.units[f"{key}-{parent}"] if parent else None, area_ids=areas, valid_from=since,
        source="bản mẫu", actor=SYSTEM, now=now,
    ).id  # fmt: skip


def _load_authority(session, key: str, province: AdminUnit, now: datetime) -> None:
    set_authority(
        session, province_id=province.id, name=f"Bản mẫu của {province.full_name.lower()}",
        controller=f"Sở Công Thương {province.full_name.lower()} (mẫu)", hotline="0500 000 000", header="",
        issuer="", short_host="", source="bản mẫu", valid_from=date(2025, 7, 1), is_default=key == "tn",
        actor=SYSTEM, now=now,
    )  # fmt: skip


def _load_login(session, people: People, login: dict, password: dict[str, str], since: date, now: datetime) -> None:
    user, _secret = create_user(
        session, login=login["user"], display_name=f"Người mẫu ({login['user']})",
        totp_secret=sample_totp(session, login["user"]), actor=SYSTEM, now=now, **password,
    )  # fmt: skip
    give_role(
        session, user_id=user.id, unit_id=people.units[login["unit"]], role=login["role"], valid_from=since,
        actor=SYSTEM, now=now,
    )  # fmt: skip
    kind = "producer" if login["role"] == "producer" else "officer"
    people.actors[login["user"]] = Actor(kind, user.id, login["role"])
