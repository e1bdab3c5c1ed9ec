"""The room `privacy`: what UU 27/2022 promises to the people behind the records."""
