"""The room `faults`: visitors report what is wrong on a page, the office answers, the owner may say her side."""
