"""The register's nouns: places, activities, owners, businesses with their editions, and imports."""

from registry.models.business import Business, BusinessEdition, LegalForm
from registry.models.imports import ImportBatch, ImportMapping, ImportRow
from registry.models.owner import Consent, Owner
from registry.models.region import BusinessActivity, Region
from registry.models.sampling import BatchReview, SampledDraft

__all__ = [
    "BatchReview",
    "Business",
    "BusinessActivity",
    "BusinessEdition",
    "Consent",
    "ImportBatch",
    "ImportMapping",
    "ImportRow",
    "LegalForm",
    "Owner",
    "Region",
    "SampledDraft",
]
