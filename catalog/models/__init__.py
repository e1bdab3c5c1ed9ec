"""The catalogue's nouns: categories, products with their editions, photos and prices."""

from catalog.models.bulk import ProductBatch, ProductBatchRow
from catalog.models.category import Category
from catalog.models.collection import MOST_PRODUCTS, Collection, CollectionItem
from catalog.models.details import ROWS, Package, ProductLink, ProductMaterial, ProductRow, Variant
from catalog.models.needs import UnmetNeed
from catalog.models.offer import InaprocListing, PriceTier, VariantOffer
from catalog.models.photo import EditionPhoto, PhotoFiles, ProductPhoto
from catalog.models.product import EditionCertificate, PriceChange, Product, ProductEdition
from catalog.models.search import FacetCount, Lexicon, ProductSearch
from catalog.models.specification import SpecificationField, SpecificationForm
from catalog.models.story import CONSENT_VERSION, Story
from catalog.models.words import SearchWord, SynonymGroup, WordList

__all__ = [
    "CONSENT_VERSION",
    "MOST_PRODUCTS",
    "ROWS",
    "Category",
    "Collection",
    "CollectionItem",
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
    "ProductBatch",
    "ProductBatchRow",
    "ProductEdition",
    "ProductLink",
    "ProductMaterial",
    "ProductPhoto",
    "ProductRow",
    "ProductSearch",
    "SearchWord",
    "SpecificationField",
    "SpecificationForm",
    "Story",
    "SynonymGroup",
    "UnmetNeed",
    "Variant",
    "VariantOffer",
    "WordList",
]
