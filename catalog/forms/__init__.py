"""What an owner types about a product, turned into values; and what the office asks of a category."""

from catalog.forms.answers import SpecificationPreview
from catalog.forms.offer import PriceForm
from catalog.forms.product import ProductForm
from catalog.forms.question import QuestionForm
from catalog.forms.sections import sections_of
from catalog.forms.typed import chosen_certificates, draft_values, initial_of, photo_files, row_values, tiers

__all__ = [
    "PriceForm",
    "ProductForm",
    "QuestionForm",
    "SpecificationPreview",
    "chosen_certificates",
    "draft_values",
    "initial_of",
    "photo_files",
    "row_values",
    "sections_of",
    "tiers",
]
