"""The words of the published models, against which a mistyped search is put right."""

from __future__ import annotations

from django.db import models


class Word(models.Model):
    """One folded word that stands in what the public may read, and in how many models; rebuilt by ``words.rebuild``."""

    text = models.CharField(max_length=60, unique=True)
    rows = models.PositiveIntegerField()

    class Meta:
        verbose_name = "từ trong sổ"
        verbose_name_plural = "từ trong sổ"

    def __str__(self) -> str:
        return self.text
