"""Collective assessments (bình xét): the meeting, who was present, and the vote on each dossier."""
