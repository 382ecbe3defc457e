"""What becomes of a request for codes: issued at once, looked at within the quota, or queued above it. Pure."""

from dataclasses import dataclass

ISSUE, APPROVE, QUEUE = "issue", "approve", "queue"


@dataclass(frozen=True)
class Allowance:
    """Labels a producer may have in a month, and how many it has; `within`: what happens inside the quota."""

    quota: int
    used: int
    within: str = APPROVE

    @property
    def left(self) -> int:
        return max(self.quota - self.used, 0)


def judge_request(count: int, allowance: Allowance) -> str:
    """ISSUE, APPROVE or QUEUE for a request of `count` labels."""
    return QUEUE if count > allowance.left else allowance.within


def split_batches(count: int, most: int) -> list[int]:
    """The sizes of the batches that a granted count is issued in."""
    return [most] * (count // most) + ([count % most] if count % most else [])
