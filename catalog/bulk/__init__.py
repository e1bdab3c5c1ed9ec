"""Products in bulk for their owners: one table for each category, photos in a ZIP beside it.

The table is filled in, looked at row by row, taken in by a job, and taken back as a whole. Rows are checked by the form
of the editor (catalog.forms) and by what is refused later (catalog.refusal); nothing of that is said twice here.
"""
