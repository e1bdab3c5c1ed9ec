"""Pages of the catalogue: for everybody (`public`), for owners, for staff."""
