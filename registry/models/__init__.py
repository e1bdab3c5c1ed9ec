"""The register's nouns: places, activities, owners, businesses with their editions, and imports."""

from registry.models.business import Business, BusinessEdition, LegalForm
from registry.models.duplicate import DuplicatePair, Merge
from registry.models.imports import ImportBatch, ImportRow
from registry.models.owner import Consent, Owner
from registry.models.region import BusinessActivity, Region

__all__ = [
    "Business",
    "BusinessActivity",
    "BusinessEdition",
    "Consent",
    "DuplicatePair",
    "ImportBatch",
    "ImportRow",
    "LegalForm",
    "Merge",
    "Owner",
    "Region",
]
