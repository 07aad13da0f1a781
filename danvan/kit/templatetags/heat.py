"""The cells of a heat map, one a mark: a letter for the eye and a word for who listens, as short as they can be."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# No closing tags: a table of a whole province has thousands of these. The style sheet hides the words from the eye.
CELLS = {
    "Y": "<td>Đ <i>đạt</i>",
    "N": '<td class="heat-n">K <i>không đạt</i>',
    "H": '<td class="heat-h">H <i>tự chấm đạt, cấp trên chấm không đạt</i>',
    "A": '<td class="heat-a">– <i>không áp dụng</i>',
    ".": '<td class="heat-a">· <i>chưa chấm</i>',
}


@register.simple_tag
def heat(marks: str) -> SafeString:
    """The cells of a row, from marks such as "YYNHA."."""
    return mark_safe("".join(CELLS.get(mark, CELLS["."]) for mark in marks))  # constants only
