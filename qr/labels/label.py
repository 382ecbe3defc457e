"""What stands on one label."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """`link` goes into the QR; the rest is printed beside it.

    `address` is the short address a person types, `code` what they type there: the serial, or the
    lot where the code is one of a whole lot. `serial` is bare, for file names; "" above item level.
    `pin` is what stands under a scratch field, in groups; "" for batches without. `khmer` is the name
    in Khmer, where the producer has given one.
    """

    link: str
    name: str
    address: str
    code: str
    serial: str = ""
    lot: str = ""
    is_sample: bool = False
    pin: str = ""
    khmer: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether the link carries a signature."""
        return "?s=" in self.link
