"""The catalogue's nouns: categories, products with their editions, photos and prices."""

from catalog.models.category import Category
from catalog.models.photo import EditionPhoto, ProductPhoto
from catalog.models.product import EditionCertificate, PriceChange, Product, ProductEdition

__all__ = [
    "Category",
    "EditionCertificate",
    "EditionPhoto",
    "PriceChange",
    "Product",
    "ProductEdition",
    "ProductPhoto",
]
