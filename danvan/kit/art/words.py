"""What a drawing says to a reader who cannot see it."""

from danvan.kit.art.grains import NO, NOT_APPLICABLE, UNSCORED, YES
from danvan.kit.numbers import grouped


def strip_sentence(marks: str, who: str = "", points: str = "") -> str:
    """A scorecard in words: how many met, which were not met, which do not apply, how many are not scored.

    With ``points`` ("97/100") it is one by points, where a line counts as met from half its points on.
    """
    met, applicable = totals(marks)
    sentence = f"{who + ': ' if who else ''}"
    sentence += f"{points.replace('/', ' trên ')} điểm. " if points else ""
    sentence += f"{met} trên {applicable} tiêu chí {'được từ nửa số điểm trở lên' if points else 'đạt'}."
    if NO in marks:
        sentence += f" {'Dưới nửa số điểm' if points else 'Chưa đạt'}: tiêu chí {_numbers(marks, NO)}."
    if NOT_APPLICABLE in marks:
        sentence += f" Không áp dụng: tiêu chí {_numbers(marks, NOT_APPLICABLE)}."
    if UNSCORED in marks:
        sentence += f" Chưa chấm: {marks.count(UNSCORED)}."
    return sentence


def totals(marks: str) -> tuple[int, int]:
    """How many criteria are met, and out of how many that apply."""
    return marks.count(YES), len(marks) - marks.count(NOT_APPLICABLE)


def seedhead_sentence(registered: int, recognised: int, commended: int, each: int) -> str:
    """The seed head in one sentence, with what a single grain stands for."""
    grain = "một mô hình" if each == 1 else f"{each} mô hình"
    return (
        f"Đài sen {grouped(registered)} mô hình đăng ký, mỗi hạt là {grain}: "
        f"{grouped(commended)} được khen thưởng (màu đỏ ở giữa), nằm trong {grouped(recognised)} được công nhận "
        f"(màu vàng); {grouped(max(registered - recognised, 0))} chỉ mới đăng ký (hạt rỗng phía ngoài)."
    )


def ruler_sentence(done: int, threshold: int, left: int) -> str:
    """The total ruler in words: what is met, what the threshold still needs, what is not scored."""
    need = max(threshold - done, 0)
    reach = f"cần thêm {need} để tới ngưỡng {threshold}" if need else f"đã qua ngưỡng {threshold}"
    return f"Đã đạt {done}, {reach}" + (f", còn {left} tiêu chí chưa chấm." if left else ".")


def _numbers(marks: str, wanted: str) -> str:
    return ", ".join(str(number) for number, mark in enumerate(marks, start=1) if mark == wanted)
