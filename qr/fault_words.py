"""What a reader is told when an address cannot be a code: one sentence for each fault."""

from core.i18n import lazy
from qr.links import Fault

FAULTS: dict[Fault, object] = {
    Fault.SHAPE: lazy("Địa chỉ này không phải địa chỉ của một mã."),
    Fault.ORDER: lazy("Các phần của địa chỉ đứng sai thứ tự: mã sản phẩm, rồi lô, rồi mã trên tem."),
    Fault.TOO_LONG: lazy("Địa chỉ này dài hơn mọi mã của hệ thống."),
    Fault.ENCODING: lazy("Địa chỉ này có ký tự hỏng, có thể do bị sao chép lỗi."),
    Fault.CHECK_DIGIT: lazy("Chữ số cuối của mã sản phẩm không khớp: có chữ số bị đọc hoặc gõ nhầm."),
    Fault.GTIN: lazy("Mã sản phẩm phải có 8, 12, 13 hoặc 14 chữ số."),
    Fault.PRODUCT_CODE: lazy("Mã sản phẩm có 8 ký tự; ký tự cuối không khớp với các ký tự trước."),
    Fault.LETTERS: lazy("Số lô và mã trên tem chỉ có chữ không dấu, chữ số và dấu câu, không có khoảng trắng."),
    Fault.SERIAL: lazy("Mã trên tem có 12 ký tự, chỉ gồm chữ số và chữ không dấu."),
}
