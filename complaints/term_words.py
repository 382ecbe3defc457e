"""The dated terms that an administrator reads against their documents: where they stand and what they are called."""

from core.i18n import lazy

SERVICE, LAW, TOLD, CASE = "service", "law", "told", "case"

TABLES = {
    SERVICE: lazy("Lời hẹn với người phản ánh (ngày làm việc)"),
    LAW: lazy("Thời hạn của luật khi xử lý"),
    TOLD: lazy("Thời hạn của luật nói cho người dân"),
    CASE: lazy("Sau khi phản ánh xong (ngày theo lịch)"),
}

LENGTHS = {SERVICE: "working_days", LAW: "length", TOLD: "days", CASE: "days"}
"""The column of a table that holds the length."""

UNITS = {"working_days": lazy("ngày làm việc"), "days": lazy("ngày"), "months": lazy("tháng")}

NAMES = {
    "look": lazy("Xem và phân loại"),
    "answer": lazy("Trả lời người phản ánh"),
    "transfer_take": lazy("Cơ quan khác báo đã nhận"),
    "transfer_answer": lazy("Cơ quan khác trả lời"),
    "trader": lazy("Người bán trả lời yêu cầu hoàn tiền"),
    "denounce_first": lazy("Xử lý ban đầu đơn tố cáo"),
    "denounce_pass": lazy("Chuyển đơn tố cáo"),
    "denounce_solve": lazy("Giải quyết tố cáo"),
    "review": lazy("Đề nghị xem lại"),
    "add": lazy("Gửi thêm"),
    "keep_contact": lazy("Giữ số điện thoại, thư điện tử"),
    "keep_words": lazy("Giữ lời kể và tin nhắn"),
    "keep_files": lazy("Giữ ảnh và tệp"),
}
