"""The room `prints`: what leaves the portal on paper: labels, product sheets, profiles, catalogues as PDF."""
