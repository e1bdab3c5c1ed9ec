"""Bells of the catalogue, and the bells it listens to."""

from django.dispatch import Signal

# sent with product=Product: anything the public sees about it changed
product_changed = Signal()

# For counting, so nothing that listens may ask the database or fail the page. Rung by views, with request=HttpRequest.
# sent with wish=Wish, shown=[ids of products], is_met=bool: a page of results is about to go out, or one without
search_answered = Signal()
# sent with product_id=int: the page of a product is about to go out
product_opened = Signal()
# sent with product_ids=[int]: a visitor put products on her list, or beside others
product_shortlisted = Signal()
