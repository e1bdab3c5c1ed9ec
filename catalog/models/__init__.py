"""The catalogue's nouns: categories, products with their editions, photos and prices."""

from catalog.models.category import Category
from catalog.models.photo import EditionPhoto, ProductPhoto
from catalog.models.product import EditionCertificate, PriceChange, Product, ProductEdition
from catalog.models.search import Lexicon, ProductSearch

__all__ = [
    "Category",
    "EditionCertificate",
    "EditionPhoto",
    "Lexicon",
    "PriceChange",
    "Product",
    "ProductEdition",
    "ProductPhoto",
    "ProductSearch",
]
