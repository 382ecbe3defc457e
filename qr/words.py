"""The words of each verdict: headline, why, what to do. Keys are the states of `verdict.py`.

A sentence is left out when a value it speaks of is not known. The words name no goods genuine or
fake: only an authority may conclude that.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import lazy
from qr.verdict import Facts, State

SHAPES = {
    State.V1: "circle-tick",
    State.V1B: "circle-tick",
    State.V1_LOT: "circle-tick",
    State.V1_PRODUCT: "circle-tick",
    State.V2: "octagon-cross",
    State.V3: "triangle-exclamation",
    State.V4: "octagon-cross",
    State.V5: "octagon-cross",
    State.V6: "triangle-exclamation",
    State.V7: "triangle-exclamation",
    State.V8: "diamond-question",
    State.V9: "clock",
    State.V10: "triangle-exclamation",
    State.V11: "triangle-exclamation",
    State.V12: "triangle-exclamation",
    State.V13: "dashed-clock",
    State.V14: "octagon-cross",
    State.V15: "octagon-cross",
    State.V16: "octagon-cross",
}

TONES = {
    "circle-tick": "ok",
    "triangle-exclamation": "warn",
    "octagon-cross": "bad",
    "diamond-question": "warn",
    "clock": "grey",
    "dashed-clock": "grey",
}


@dataclass(frozen=True)
class Words:
    """Sentences with %(name)s places; `why` and `do` are shown one after another."""

    headline: object
    why: tuple[object, ...] = ()
    do: tuple[object, ...] = ()


_COMPARE = lazy("So lại tên, số lô, hạn dùng trên món hàng.")
_CANCELLED = lazy("Mã này đã hủy.")
_COMPARE_OR_REPORT = lazy("So lại tên, số lô, hạn dùng; thấy khác thì báo.")

WORDS: dict[State, Words] = {
    State.V1: Words(
        lazy("Mã đúng. Sản phẩm đã đăng ký."),
        (
            lazy("Mã này cấp cho đúng sản phẩm dưới đây."),
            lazy("Đến lúc này chưa thấy dấu hiệu bất thường."),
        ),
        (_COMPARE,),
    ),
    State.V1B: Words(
        lazy("Mã đúng. Mã cào đúng, mở lần đầu."),
        (lazy("Chưa ai mở mã cào này trước đó."),),
        (_COMPARE,),
    ),
    State.V1_LOT: Words(
        lazy("Mã lô đúng. Sản phẩm đã đăng ký."),
        (lazy("Mã này in chung cho cả lô, không riêng món trên tay."),),
        (_COMPARE,),
    ),
    State.V1_PRODUCT: Words(
        lazy("Mã sản phẩm đúng. Sản phẩm đã đăng ký."),
        (lazy("Mã này in chung cho mọi món, không riêng món trên tay."),),
        (_COMPARE,),
    ),
    State.V2: Words(
        lazy("Tem này không phải do hệ thống cấp."),
        (
            lazy("Sản phẩm “%(name)s” có đăng ký, nhưng mã trên tem này chưa từng được cấp."),
            lazy("Có dấu hiệu tem giả."),
        ),
        (lazy("Chưa nên mua hoặc dùng."), lazy("Chụp tem, nơi bán và báo ngay.")),
    ),
    State.V3: Words(
        lazy("Cẩn thận: mã này có thể đã bị sao chép."),
        (
            lazy("Mỗi mã chỉ dán trên một món hàng."),
            lazy("Mã này đã được quét ở %(provinces)s tỉnh trong %(days)s ngày."),
        ),
        (
            lazy("Hàng trên tay có thể thật hoặc giả."),
            lazy("Xem mã cào, số lô, hạn dùng; thấy khác thì báo."),
        ),
    ),
    State.V4: Words(
        lazy("Đã quá hạn dùng từ ngày %(expired_on)s."),
        (lazy("Mã đúng, nhưng lô %(lot)s đã hết hạn %(expired_days)s ngày."),),
        (
            lazy("Không nên dùng."),
            lazy("Hạn in trên bao bì khác ngày này? Có thể hạn đã bị sửa, hãy báo."),
        ),
    ),
    State.V5: Words(
        lazy("Đang bị thu hồi. Không dùng, không bán."),
        (
            lazy("Lô %(recall_lot)s bị thu hồi từ %(recall_on)s."),
            lazy("Sản phẩm bị thu hồi từ %(product_recall_on)s."),
            lazy("Theo %(recall_decision)s."),
            lazy("Lý do: %(recall_reason)s."),
        ),
        (
            lazy("Trả lại nơi mua."),
            lazy("Gọi %(producer)s: %(phone)s."),
            lazy("Đã dùng và thấy không khỏe: gọi 115."),
        ),
    ),
    State.V6: Words(
        lazy("Chứng nhận OCOP đã bị thu hồi."),
        (
            lazy("Từ %(revoked_on)s sản phẩm không được ghi sao OCOP."),
            lazy("Theo %(revoked_decision)s."),
            lazy("Mã và cơ sở vẫn có đăng ký."),
        ),
        (lazy("Hàng làm sau ngày đó mà còn in sao OCOP thì báo."),),
    ),
    State.V7: Words(
        lazy("Chứng nhận OCOP đã hết hạn ngày %(ocop_until)s."),
        (lazy("Cơ sở chưa được công nhận lại."), lazy("Mã và đăng ký vẫn đúng.")),
        (lazy("Hàng làm sau ngày đó mà còn in sao OCOP thì báo."),),
    ),
    State.V8: Words(
        lazy("Không tìm thấy mã này."),
        (
            lazy("Có thể gõ nhầm, tem của nơi khác, hoặc tem giả."),
            lazy("Chưa thể nói hàng thật hay giả."),
        ),
        (lazy("Xem lại từng ký tự rồi nhập lại."), lazy("Vẫn không được thì báo.")),
    ),
    State.V9: Words(
        lazy("Cơ sở chưa báo đã dán tem này."),
        (lazy("Mã do hệ thống cấp cho %(producer)s, nhưng cơ sở chưa báo đã dán lên hàng."),),
        (_COMPARE_OR_REPORT,),
    ),
    State.V10: Words(
        lazy("Mã này đã hủy ngày %(void_on)s."),
        (lazy("Cơ sở báo hủy: %(void_reason)s."),),
        (lazy("Hỏi lại cơ sở hoặc báo cho chúng tôi."), lazy("Điện thoại của cơ sở: %(phone)s.")),
    ),
    State.V11: Words(
        lazy("Mã cào này đã được mở trước đó."),
        (
            lazy("Lần đầu: %(pin_opened)s."),
            lazy("Không phải bạn hoặc người nhà mở thì hàng có thể đã bị tráo."),
        ),
        (_COMPARE_OR_REPORT,),
    ),
    State.V12: Words(
        lazy("Đăng ký của sản phẩm đã hết hiệu lực."),
        (lazy("Hết hiệu lực từ %(ended_on)s."), lazy("Theo %(ended_decision)s.")),
        (lazy("Hỏi lại cơ sở hoặc báo cho chúng tôi."),),
    ),
    State.V13: Words(
        lazy("Chưa kiểm tra được. Hãy thử lại."),
        (
            lazy("Hệ thống đang bận hoặc mất mạng."),
            lazy("Đây không phải là kết quả của món hàng."),
        ),
    ),
    State.V14: Words(
        lazy("Mã này dẫn đến trang khác: %(host)s."),
        (lazy("Đây không phải tem của hệ thống."),),
        (lazy("Đừng nhập mật khẩu hay cài ứng dụng từ trang đó."),),
    ),
    State.V15: Words(
        lazy("Mã này đang bị tạm khóa."),
        (lazy("Từ %(blocked_on)s, %(blocked_by)s đang kiểm tra."),),
        (lazy("Chưa nên dùng; giữ hàng và hóa đơn."),),
    ),
    State.V16: Words(
        lazy("Tem này đã được báo mất."),
        (lazy("Cơ sở báo mất tem ngày %(stolen_on)s."),),
        (lazy("Báo nơi bán để được kiểm tra."),),
    ),
}


TAMPERED = (lazy("Chữ ký in trong mã vuông không khớp với mã này."), lazy("Có dấu hiệu tem giả."))
"""Why a link with a wrong signature is no label of ours (V2)."""


def why_of(facts: Facts, state: State) -> tuple[object, ...]:
    """The sentences under the headline."""
    return TAMPERED if state is State.V2 and facts.is_tampered else WORDS[state].why


def headline(state: State, values: Mapping[str, object]) -> str:
    """The one line that says the verdict; a cancelled code whose day is not known has a plain line."""
    filled = fill((WORDS[state].headline, _CANCELLED), values)
    return filled[0]


def fill(sentences: tuple[object, ...], values: Mapping[str, object]) -> list[str]:
    """The sentences whose every value is known, translated and filled in."""
    known = {name: value for name, value in values.items() if value not in (None, "")}
    return [filled for sentence in sentences if (filled := _fill_one(str(sentence), known)) is not None]


def _fill_one(sentence: str, known: Mapping[str, object]) -> str | None:
    try:
        return sentence % known
    except KeyError:
        return None
