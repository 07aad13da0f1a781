"""Path converters of the signed-in screens: an unknown step or voice is a 404 from the router."""

from __future__ import annotations

from django.urls import register_converter

from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.enums import Voice
from danvan.dossiers.workflow import CARD_LIFE, LIFE


class _Words:
    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class StepName(_Words):
    regex = "|".join(LIFE.steps)


class CardStepName(_Words):
    regex = "|".join(CARD_LIFE.steps)


class DecisionStepName(_Words):
    regex = "|".join(DECISION_LIFE.steps)


class VoiceName(_Words):
    """Voices in addresses: tu-cham, huyen, tinh."""

    WORDS = {"tu-cham": Voice.SELF, "huyen": Voice.SUPERIOR, "tinh": Voice.PROVINCE}
    regex = "|".join(WORDS)

    def to_python(self, value: str) -> str:
        return str(self.WORDS[value])

    def to_url(self, value: str) -> str:
        return next(word for word, voice in self.WORDS.items() if voice == value)


for name, converter in {
    "step": StepName, "card_step": CardStepName, "decision_step": DecisionStepName, "voice": VoiceName,
}.items():  # fmt: skip
    register_converter(converter, name)
