"""What an owner types about a product, turned into values."""

from catalog.forms.product import PriceForm, ProductForm, initial_of, photo_files

__all__ = ["PriceForm", "ProductForm", "initial_of", "photo_files"]
