"""The room `fieldwork`: field officers register for owners and visit workshops."""
