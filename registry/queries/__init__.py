"""Reading the register."""

from registry.queries.counting import count_producers, count_recognised, recognised
from registry.queries.finding import Found, Wanted, count_products, list_products, newest_ocop, search_products
from registry.queries.jurisdiction import communes_of_unit, get_product_inside, list_places
from registry.queries.places import count_sale_points, list_sale_points, place_words, today_words
from registry.queries.producers import find_producer_by_slug, find_producer_of, get_producer, list_producers
from registry.queries.products import (
    count_by_state,
    find_product_by_slug,
    find_recall,
    get_lot,
    get_product,
    list_certificates,
    list_events,
    list_gtins,
    list_lots,
    list_open_recalls,
    list_origin_bases,
    list_products_of,
    list_queue,
)
from registry.queries.recognitions import (
    find_newest_ocop,
    find_revocation,
    get_recognition,
    list_recognitions,
)
from registry.queries.rules import (
    get_kind,
    list_bands,
    list_groups,
    list_kinds,
    score_limits,
)

__all__ = [
    "Found",
    "Wanted",
    "communes_of_unit",
    "count_by_state",
    "count_producers",
    "count_products",
    "count_recognised",
    "count_sale_points",
    "find_newest_ocop",
    "find_producer_by_slug",
    "find_producer_of",
    "find_product_by_slug",
    "find_recall",
    "find_revocation",
    "get_kind",
    "get_lot",
    "get_producer",
    "get_product",
    "get_product_inside",
    "get_recognition",
    "list_bands",
    "list_certificates",
    "list_events",
    "list_groups",
    "list_gtins",
    "list_kinds",
    "list_lots",
    "list_open_recalls",
    "list_origin_bases",
    "list_places",
    "list_producers",
    "list_products",
    "list_products_of",
    "list_queue",
    "list_recognitions",
    "list_sale_points",
    "newest_ocop",
    "place_words",
    "recognised",
    "score_limits",
    "search_products",
    "today_words",
]
