"""Table files that run nothing when a spreadsheet opens them; the writer lies on the ground, in review."""

from review.table_files import csv_lines, safe_cell, safe_row, workbook

__all__ = ["csv_lines", "safe_cell", "safe_row", "workbook"]
