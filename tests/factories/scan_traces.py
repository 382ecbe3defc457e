"""Made-up scan traces of honest and of copied codes, on the inputs that we really have. Fixed seeds only.

The world is guessed and written out here: 34 provinces by population in millions, 18 of 100 buyers scan,
few phones have our cookie at a first visit, the rest are half known by network and kind of browser, 12 of
100 people say their province, an address table puts 35 of 100 into a carrier's hub.
"""

import random
from dataclasses import dataclass, field

from qr.clones import Sighting

MINUTES = 24 * 60
NORTH = 16.0
PROVINCES = (
    (21.0, 8.8), (10.8, 14.0), (20.9, 4.7), (16.05, 3.1), (10.0, 4.2), (16.5, 1.4), (18.7, 3.8), (19.8, 4.3),
    (21.0, 1.5), (22.5, 1.8), (21.8, 1.9), (21.6, 1.8), (21.3, 4.0), (21.2, 3.6), (20.6, 3.6), (20.3, 4.4),
    (18.3, 1.6), (17.5, 1.9), (15.1, 2.2), (14.0, 3.6), (12.7, 3.3), (12.2, 2.2), (11.9, 3.9), (11.0, 4.5),
    (11.3, 3.3), (10.5, 4.4), (10.3, 4.3), (10.4, 4.9), (9.2, 2.6), (22.7, 0.5), (21.9, 0.8), (21.3, 1.3),
    (21.4, 0.7), (22.4, 0.5),
)  # fmt: skip
"""Latitude of the main city and people in millions; the first two are the carriers' hubs."""

HAS_COOKIE, BLOCKS_COOKIES, SAYS, TO_HUB = 0.30, 0.05, 0.12, 0.35
BUYER_SCANS, CARRIED_AWAY, SHARES_NETWORK = 0.18, 0.06, 0.5


@dataclass
class Phone:
    """A phone in a province, on a network that it may share."""

    province: int
    network: str
    browser: int
    cookie: str
    has_cookie: bool
    blocks: bool


@dataclass
class World:
    """Where the traces happen. `has_table`: whether an address table is imported."""

    seed: int
    has_table: bool = True
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def some_province(self) -> int:
        return self.chance.choices(range(len(PROVINCES)), [people for _, people in PROVINCES])[0]

    def phone(self, province: int, network: str = "") -> Phone:
        chance = self.chance
        blocks = chance.random() < BLOCKS_COOKIES
        own = f"{province}-{int(chance.paretovariate(0.6)) % 600}"
        browser = chance.choices(range(6), (40, 20, 15, 10, 10, 5))[0]
        cookie = f"{chance.getrandbits(64):x}"
        return Phone(province, network or own, browser, cookie, not blocks and chance.random() < HAS_COOKIE, blocks)

    def sight(self, day: float, phone: Phone, *, claims: str = "") -> Sighting:
        """What the journal holds of a scan; `claims` is a province that the phone's owner pretends."""
        chance = self.chance
        device = phone.cookie if phone.has_cookie else ""
        phone.has_cookie = not phone.blocks
        place, said = claims or str(phone.province), bool(claims) or chance.random() < SAYS
        if not said:
            place = self._by_table(phone.province) if self.has_table else ""
        return Sighting(int(day * MINUTES), device, f"{phone.network}/{phone.browser}", place, said)

    def _by_table(self, province: int) -> str:
        if self.chance.random() >= TO_HUB:
            return str(province)
        hub = 0 if PROVINCES[province][0] > NORTH else 1
        return str(hub if self.chance.random() < 0.8 else self.chance.choice((0, 1, 3)))

    def often(self, counts: tuple[int, ...], shares: tuple[float, ...]) -> range:
        return range(self.chance.choices(counts, shares)[0])


def honest(world: World) -> list[Sighting]:
    """One genuine item: looked at in the shop, sold, perhaps carried away, scanned at home."""
    chance, visits = world.chance, []
    shop, sold = world.some_province(), world.chance.uniform(2, 90)
    for _ in world.often((0, 1, 2, 4), (0.80, 0.13, 0.05, 0.02)):
        visits.append((sold * chance.random(), world.phone(shop)))
    home = world.some_province() if chance.random() < CARRIED_AWAY else shop
    bought = sold + (chance.uniform(0.2, 6) if home != shop else chance.uniform(0, 2))
    if chance.random() < BUYER_SCANS:
        buyer = world.phone(home)
        for _ in world.often((1, 2, 3, 6), (0.60, 0.25, 0.10, 0.05)):
            visits.append((bought + chance.expovariate(1 / 1.5), buyer))
        for _ in world.often((0, 1, 2, 5), (0.75, 0.15, 0.07, 0.03)):
            network = buyer.network if chance.random() < SHARES_NETWORK else ""
            visits.append((bought + chance.expovariate(1 / 5), world.phone(home, network)))
    return seen(world, visits)


def copied(world: World, copies: int, provinces: int = 3) -> list[Sighting]:
    """One code on many packs that are sold in a few provinces over three months."""
    chance, visits = world.chance, []
    places = [world.some_province() for _ in range(provinces)]
    for _ in range(copies):
        place, sold = chance.choice(places), chance.uniform(5, 95)
        if chance.random() < BUYER_SCANS:
            buyer = world.phone(place)
            for _ in world.often((1, 2, 3), (0.7, 0.2, 0.1)):
                visits.append((sold + chance.expovariate(1 / 1.5), buyer))
        if chance.random() < 0.20:
            visits.append((sold * chance.uniform(0.8, 1), world.phone(place)))
    return seen(world, visits)


def viral(world: World, phones: int = 300) -> list[Sighting]:
    """A photo of one genuine label, scanned off screens all over the country within two days."""
    visits = [(10 + world.chance.uniform(0, 2), world.phone(world.some_province())) for _ in range(phones)]
    return seen(world, visits)


def rival(world: World) -> list[Sighting]:
    """Five phones of one office that scan one label and pretend five provinces."""
    office = world.some_province()
    phones = [world.phone(office, "office") for _ in range(5)]
    claims = [str((office + step) % len(PROVINCES)) for step in range(1, 6)]
    visits = [(10 + day, phone, claim) for day in range(2) for phone, claim in zip(phones, claims, strict=True)]
    return [world.sight(day, phone, claims=claim) for day, phone, claim in visits]


def seen(world: World, visits: list[tuple[float, Phone]]) -> list[Sighting]:
    """The visits in order of time as they are kept: one phone once in 24 hours."""
    kept: list[Sighting] = []
    last: dict[str, int] = {}
    for day, phone in sorted(visits, key=lambda visit: visit[0]):
        sighting = world.sight(day, phone)
        keys = {sighting.device or sighting.network, sighting.network}
        if any(sighting.minute - last.get(key, -MINUTES) < MINUTES for key in keys):
            continue
        last[sighting.device or sighting.network] = sighting.minute
        kept.append(sighting)
    return kept
