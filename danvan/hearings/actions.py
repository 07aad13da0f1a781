"""Everything that can be done about consultations, opinions and requests to take a name down, in one place."""

from danvan.hearings.consulting import (
    cancel,
    close,
    close_due,
    digest,
    freeze_words,
    open_consultation,
)
from danvan.hearings.erasing import Erased, erase_due
from danvan.hearings.moderating import (
    CannotModerate,
    Reading,
    in_the_name_of,
    may_reply,
    reply,
    show,
    show_many,
    withhold,
)
from danvan.hearings.preparing import (
    DEFAULT_DAYS,
    MOST_DAYS,
    CannotConsult,
    Plan,
    candidates_for,
    change,
    extend,
    prepare,
)
from danvan.hearings.removing import CannotAnswer, answer_removal, find_dossier, hide_name, same_person
from danvan.hearings.saying import LEAST, MOST, Asked, CannotSay, Request, Said, ask_removal, say, why_not_say

__all__ = [
    "DEFAULT_DAYS", "LEAST", "MOST", "MOST_DAYS", "Asked", "CannotAnswer", "CannotConsult", "CannotModerate",
    "CannotSay", "Erased", "Plan", "Reading", "Request", "Said", "answer_removal", "ask_removal", "cancel",
    "candidates_for", "change", "close", "close_due", "digest", "erase_due", "extend", "find_dossier", "freeze_words",
    "hide_name", "in_the_name_of", "may_reply", "open_consultation", "prepare", "reply", "same_person", "say", "show",
    "show_many", "why_not_say", "withhold",
]  # fmt: skip
