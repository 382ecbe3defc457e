"""Codes by state and level, requests for codes, scratch codes opened."""

from sqlalchemy import Select, String, literal, select, union_all
from sqlalchemy.orm import Session

from qr.models import CodeClaim, CodeRange, CodeRequest, SharedIssue
from registry.models import Lot, Producer, Product
from reports.counted import Counted, part_id
from reports.queries.codes import ranges_issued
from reports.queries.shared import count_by, in_instants, stands_inside, sum_by
from reports.scope import Scope


def labels_issued(scope: Scope) -> Select:
    """One row per batch of item codes and per issue of shared labels; `count` is how many labels."""
    items = ranges_issued(scope).order_by(None).subquery()
    item_rows = select(
        items.c.product, items.c.producer, items.c.lot, items.c.issued_at, items.c.count,
        literal("item", String).label("level"),
    )  # fmt: skip
    shared_rows = (
        select(
            Product.name.label("product"), Producer.name.label("producer"), Lot.number.label("lot"),
            SharedIssue.issued_at.label("issued_at"), SharedIssue.count.label("count"),
            SharedIssue.level.label("level"),
        )
        .join(Product, Product.id == SharedIssue.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .join(Lot, Lot.id == SharedIssue.lot_id)
        .where(in_instants(scope, SharedIssue.issued_at), stands_inside(scope, Producer.commune_id))
    )  # fmt: skip
    both = union_all(item_rows, shared_rows).subquery()
    return select(both).order_by(both.c.issued_at, both.c.product)


def requests_sent(scope: Scope) -> Select:
    """One row per request for codes sent in the period, with what became of it."""
    return (
        select(
            CodeRequest.number.label("number"), Producer.name.label("producer"), Producer.kind.label("producer_kind"),
            Product.name.label("product"), CodeRequest.level.label("level"), CodeRequest.count.label("count"),
            CodeRequest.granted.label("granted"), CodeRequest.sent_at.label("sent_at"),
            CodeRequest.state.label("state"),
        )
        .join(Product, Product.id == CodeRequest.product_id)
        .join(Producer, Producer.id == CodeRequest.producer_id)
        .where(in_instants(scope, CodeRequest.sent_at), stands_inside(scope, Producer.commune_id))
        .order_by(CodeRequest.sent_at, CodeRequest.number)
    )  # fmt: skip


def codes_opened(scope: Scope) -> Select:
    """One row per scratch code opened for the first time in the period."""
    holds = (
        (CodeRange.generation == CodeClaim.generation)
        & (CodeRange.first_number <= CodeClaim.number)
        & (CodeRange.last_number >= CodeClaim.number)
    )
    return (
        select(Product.name.label("product"), Producer.name.label("producer"), CodeClaim.at.label("opened_at"))
        .join(CodeRange, holds)
        .join(Product, Product.id == CodeRange.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .where(in_instants(scope, CodeClaim.at), stands_inside(scope, Producer.commune_id))
        .order_by(CodeClaim.at)
    )


def count_issuing(session: Session, scope: Scope) -> list[Counted]:
    """A1 codes by state, labels by level; A2 requests by outcome; A9 scratch codes opened."""
    states = sum_by(session, ranges_issued(scope), "count", "state")
    levels = sum_by(session, labels_issued(scope), "count", "level")
    requests = count_by(session, requests_sent(scope), "state")
    opened = sum(count_by(session, codes_opened(scope), "product").values())
    found = [Counted(part_id("A1.state", state), count, "mã", part=state) for state, count in sorted(states.items())]
    found += [Counted(part_id("A1.level", f"level_{level}"), count, "tem", part=f"level_{level}")
              for level, count in sorted(levels.items())]  # fmt: skip
    found.append(Counted("A2.requests", sum(requests.values()), "yêu cầu"))
    found += [Counted(part_id("A2.requests", f"request_{state}"), count, "yêu cầu", part=f"request_{state}")
              for state, count in sorted(requests.items())]  # fmt: skip
    return [*found, Counted("A9.claimed", opened, "mã")]
