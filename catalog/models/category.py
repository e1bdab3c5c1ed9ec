"""The tree of what Lebak makes: three levels, as in Katalog V6."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from treebeard.mp_tree import MP_Node


class Category(MP_Node):
    """A node of the tree; products belong to leaves."""

    code = models.CharField(max_length=12, unique=True, db_comment="01.01.01")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    examples = models.CharField(max_length=300, blank=True)
    kbli_2020 = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    kbli_2025 = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    kbki = models.CharField(max_length=10, blank=True)
    usual_permit = models.CharField(max_length=60, blank=True, db_comment="what such goods usually need; unverified")
    is_food = models.BooleanField(default=False, db_comment="food or drink: the halal duty applies")
    is_active = models.BooleanField(default=True)

    node_order_by: list[str] = []

    class Meta:
        ordering = ["path"]
        verbose_name = "Kategori"

    def __str__(self) -> str:
        return self.name
