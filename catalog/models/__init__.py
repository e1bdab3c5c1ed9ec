"""The catalogue's nouns: categories, products with their editions, photos and prices."""

from catalog.models.category import Category
from catalog.models.details import ROWS, Package, ProductLink, ProductMaterial, ProductRow, Variant
from catalog.models.needs import UnmetNeed
from catalog.models.offer import InaprocListing, PriceTier, VariantOffer
from catalog.models.photo import EditionPhoto, PhotoFiles, ProductPhoto
from catalog.models.product import EditionCertificate, PriceChange, Product, ProductEdition
from catalog.models.search import FacetCount, Lexicon, ProductSearch
from catalog.models.specification import SpecificationField, SpecificationForm
from catalog.models.words import SearchWord, SynonymGroup, WordList

__all__ = [
    "ROWS",
    "Category",
    "EditionCertificate",
    "EditionPhoto",
    "FacetCount",
    "InaprocListing",
    "Lexicon",
    "Package",
    "PhotoFiles",
    "PriceChange",
    "PriceTier",
    "Product",
    "ProductEdition",
    "ProductLink",
    "ProductMaterial",
    "ProductPhoto",
    "ProductRow",
    "ProductSearch",
    "SearchWord",
    "SpecificationField",
    "SpecificationForm",
    "SynonymGroup",
    "UnmetNeed",
    "Variant",
    "VariantOffer",
    "WordList",
]
