"""Old spreadsheets become drafts: taken in, checked row by row, shown, made into drafts, undone.

`kinds` says what a kind of list must know to be imported; a room above adds its own (catalog: products).
"""
