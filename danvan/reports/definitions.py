"""What each public figure counts, in words, and whose rule that is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """One word of the figures, what it counts, and where the rule comes from."""

    word: str
    text: str
    source: str


_BOOK = "Quy ước thống kê của Sổ vàng"
DEFINITIONS = (
    Definition(
        "Đăng ký",
        "Mô hình đã gửi đăng ký ít nhất một lần và không rút. Một mô hình đăng ký hai năm được tính hai lần, mỗi năm "
        "một lần. Đăng ký của đợt chưa công bố số liệu chỉ được tính từ khi được công nhận.",
        _BOOK,
    ),
    Definition(
        "Được thẩm định",
        "Mô hình đã gửi cơ quan thẩm định, đã được xác nhận, hoặc đã có kết luận công nhận hay không công nhận. Sổ cũ "
        "không ghi việc này; phạm vi nào có mô hình chép từ sổ cũ thì không nêu con số này.",
        _BOOK,
    ),
    Definition(
        "Được công nhận",
        "Mô hình có tên trong một quyết định công nhận còn hiệu lực. Dòng bị đính chính được tính theo dòng mới, dòng "
        "bị thu hồi không còn được tính. Năm của mô hình là năm đăng ký, không phải năm ký quyết định.",
        "Quyết định của cấp ủy, xem ở từng mô hình",
    ),
    Definition(
        "Được khen thưởng",
        "Mô hình có tên trong một quyết định khen thưởng còn hiệu lực. Khen thưởng là quyết định riêng, có thể do "
        "chính quyền ban hành; mô hình được khen thưởng vẫn được đếm trong số được công nhận "
        "khi đã có quyết định công nhận.",
        "Quyết định khen thưởng, xem ở từng mô hình",
    ),
    Definition(
        "Tập thể, cá nhân",
        "Ai thực hiện mô hình, như ghi trong bản đăng ký. Hai số cộng lại bằng tổng số. Tên cá nhân chỉ được nêu từ "
        "khi được công nhận.",
        _BOOK,
    ),
    Definition(
        "Lĩnh vực",
        "Theo bộ lĩnh vực của đợt thi đua năm đó. Các bộ khác nhau giữa các nơi và các năm nên chỉ so sánh với nhau "
        "theo bốn lĩnh vực chung.",
        "Hướng dẫn của cơ quan tổ chức đợt thi đua",
    ),
    Definition(
        "Đạt ngưỡng danh hiệu",
        "Đơn vị có phiếu chấm cuối cùng đạt số tiêu chí hoặc số điểm tối thiểu của bộ tiêu chí năm đó và không trượt "
        "tiêu chí điểm liệt. Đạt ngưỡng là kết quả chấm, chưa phải công nhận.",
        "Bộ tiêu chí của từng năm",
    ),
    Definition(
        "Đạt đủ mọi tiêu chí",
        "Mọi tiêu chí áp dụng với đơn vị đều đạt. Phiếu chấm điểm không có con số này, thay vào đó là xếp loại.",
        "Bộ tiêu chí của từng năm",
    ),
    Definition(
        "Danh hiệu “Dân vận khéo”",
        "Đơn vị có tên trong một quyết định công nhận danh hiệu còn hiệu lực.",
        "Quyết định của cấp ủy, xem ở từng đơn vị",
    ),
    Definition(
        "Nhân rộng",
        "Mô hình khác đăng ký làm theo và được công bố. Mỗi mô hình làm theo được tính một lần, dù duy trì nhiều năm.",
        _BOOK,
    ),
    Definition(
        "Theo đơn vị tại thời điểm",
        "Mô hình tính cho đơn vị đã đăng ký, với tên và cấp trên của năm đó.",
        _BOOK,
    ),
    Definition(
        "Quy đổi về đơn vị hiện nay",
        "Mô hình tính cho đơn vị đang kế thừa. Khi đơn vị cũ chia ra mà không rõ phần nào về đâu thì ghi “chưa phân "
        "bổ”. Tổng số của hai cách tính bằng nhau; số đếm được cộng, tỷ lệ được tính lại.",
        _BOOK,
    ),
)  # fmt: skip
