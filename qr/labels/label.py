"""What stands on one label."""

from dataclasses import dataclass

from qr.serials import format_serial


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

    def of_item(self, serial: str) -> "Label":
        """The label of another item of the same lot: its serial in the link, beside the code and for files.

        The own link must end in the own serial.
        """
        link = self.link[: len(self.link) - len(self.serial)] + serial
        return Label(link, self.name, self.address, format_serial(serial), serial, self.lot, self.is_sample,
                     self.pin, self.khmer)  # fmt: skip
