"""Path converters of the signed-in screens: an unknown step or voice is a 404 from the router."""

from __future__ import annotations

from django.urls import register_converter

from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.blind_life import BLIND_LIFE
from danvan.dossiers.enums import Voice
from danvan.dossiers.workflow import CARD_LIFE, LIFE
from danvan.office.campaigns import steps


class _Words:
    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class StepName(_Words):
    regex = "|".join(LIFE.steps)


class CardStepName(_Words):
    regex = "|".join([*CARD_LIFE.steps, *BLIND_LIFE.steps])


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


class CampaignStep(_Words):
    """The steps of preparing a campaign in addresses: thong-tin, noi-dung, thoi-han, huong-dan."""

    regex = "|".join(steps.WORDS)

    def to_python(self, value: str) -> str:
        return steps.WORDS[value]

    def to_url(self, value: str) -> str:
        return next(word for word, step in steps.WORDS.items() if step == value)


class PlaceName(_Words):
    """Which form of which thing something is typed on: "dossier-new:bac-giang-2026:MODEL:0"."""

    regex = r"[\w.:-]{1,200}"


for name, converter in {
    "step": StepName, "card_step": CardStepName, "decision_step": DecisionStepName, "voice": VoiceName,
    "campaign_step": CampaignStep, "place": PlaceName,
}.items():  # fmt: skip
    register_converter(converter, name)
