"""Words that steer search, kept by the office: words that tell nothing, words left whole, words that mean the same."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from audit.codes import new_code


class SearchWord(models.Model):
    """A word that search treats in its own way. It is never removed, so that our list does not bring it back."""

    class Kind(models.TextChoices):
        STOP = "stop", "Kata umum"
        WHOLE = "whole", "Kata utuh"

    kind = models.CharField(max_length=5, choices=Kind)
    word = models.CharField(max_length=40, db_comment="lower case letters and digits, as search takes words apart")
    is_active = models.BooleanField(default=True)
    is_settled = models.BooleanField(
        default=True, db_comment="False from a change on until all search rows were written anew"
    )
    edited_at = models.DateTimeField(null=True, blank=True, db_comment="when the office changed it; null = our list")

    class Meta:
        ordering = ["kind", "word"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "word"], name="search_word_once"),
            models.CheckConstraint(condition=Q(word__regex=r"^[a-z0-9]{1,40}$"), name="search_word_is_one_word"),
        ]

    def __str__(self) -> str:
        return self.word

    @property
    def code(self) -> str:
        """What the diary and addresses call it: stop-yang, whole-kemeja."""
        return f"{self.kind}-{self.word}"


class SynonymGroup(models.Model):
    """Words and phrases that count as each other. A group is switched off, never removed."""

    code = models.SlugField(max_length=80, unique=True)
    words = ArrayField(models.CharField(max_length=60), db_comment="2 to 20 phrases in lower case")
    is_one_way = models.BooleanField(
        default=False, db_comment="the first phrase finds the others, they do not find it or each other"
    )
    note = models.CharField(max_length=200, blank=True, db_comment="for the office: where a word comes from")
    is_active = models.BooleanField(default=True)
    edited_at = models.DateTimeField(null=True, blank=True, db_comment="when the office changed it; null = our list")

    class Meta:
        ordering = ["code"]
        permissions = [("edit_words", "Mengubah kata pencarian")]
        constraints = [
            models.CheckConstraint(
                condition=Q(words__len__gte=2, words__len__lte=20), name="synonym_group_has_2_to_20"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.words)


class WordList(models.Model):
    """The one row that says which state of the words is the newest; every edit gives it another version."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    version = models.CharField(max_length=16, default=new_code, db_comment="random, so that it never comes again")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="word_list_is_one_row")]

    def __str__(self) -> str:
        return self.version
