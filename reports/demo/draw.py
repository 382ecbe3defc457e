"""Repeatable draws: the same key always gives the same answer, on every machine and Python version."""

from hashlib import sha256


def number(key: str, below: int) -> int:
    """A whole number 0 <= n < `below` that depends on `key` alone."""
    return int.from_bytes(sha256(key.encode()).digest()[:8], "big") % below


def pick(key: str, choices):
    """One of `choices` (a sequence), by `key`."""
    return choices[number(key, len(choices))]


def pick_weighted(key: str, weights: dict):
    """One key of `weights` ({choice: whole weight}), as often as its weight says."""
    left = number(key, sum(weights.values()))
    for choice, weight in weights.items():
        left -= weight
        if left < 0:
            return choice
    raise AssertionError("weights add up to more than the draw")


def shuffled(key: str, items) -> list:
    """All of `items` in an order that depends on `key`."""
    ranked = sorted((number(f"{key}:{place}", 2**60), place) for place in range(len(items)))
    return [items[place] for _, place in ranked]


def parts(key: str, total: int, count: int, step: int) -> list[int]:
    """`total` cut into `count` positive whole parts that add up to it exactly.

    All parts but the largest are multiples of `step`; many are small and few are large, as fines are.
    """
    assert total >= count * step, "too little to share out"
    weights = [(300 + number(f"{key}:{place}", 1000)) ** 3 for place in range(count)]
    free = total // step - count
    shares = [step * (1 + free * weight // sum(weights)) for weight in weights]
    shares[weights.index(max(weights))] += total - sum(shares)
    return shares
