"""Open data: what everybody may see, as data for other programs (`/api/v1/`), and the page that explains it."""
