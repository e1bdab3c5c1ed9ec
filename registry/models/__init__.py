"""The register's nouns: places, activities, owners, businesses with their editions, and imports."""

from registry.models.business import Business, LegalForm
from registry.models.details import (
    ROWS,
    EditionActivity,
    EditionRow,
    ExportCountry,
    Location,
    MarketplaceLink,
    RawMaterial,
)
from registry.models.directory import DirectoryEntry, DirectoryWord
from registry.models.duplicate import DuplicatePair, Merge
from registry.models.edition import GAPS, BusinessEdition
from registry.models.imports import ImportBatch, ImportMapping, ImportRow
from registry.models.member import Member, MemberRole
from registry.models.owner import Consent, Owner
from registry.models.region import BusinessActivity, Region
from registry.models.sampling import BatchReview, SampledDraft

__all__ = [
    "GAPS",
    "ROWS",
    "BatchReview",
    "Business",
    "BusinessActivity",
    "BusinessEdition",
    "Consent",
    "DirectoryEntry",
    "DirectoryWord",
    "DuplicatePair",
    "EditionActivity",
    "EditionRow",
    "ExportCountry",
    "ImportBatch",
    "ImportMapping",
    "ImportRow",
    "LegalForm",
    "Location",
    "MarketplaceLink",
    "Member",
    "MemberRole",
    "Merge",
    "Owner",
    "RawMaterial",
    "Region",
    "SampledDraft",
]
