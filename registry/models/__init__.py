"""The register's nouns: places, activities, owners, businesses with their editions, and imports."""

from registry.models.business import Business, BusinessEdition, LegalForm
from registry.models.details import (
    ROWS,
    EditionActivity,
    EditionRow,
    ExportCountry,
    Location,
    MarketplaceLink,
    RawMaterial,
)
from registry.models.directory import DirectoryEntry
from registry.models.imports import ImportBatch, ImportRow
from registry.models.member import Member, MemberRole
from registry.models.owner import Consent, Owner
from registry.models.region import BusinessActivity, Region

__all__ = [
    "ROWS",
    "Business",
    "BusinessActivity",
    "BusinessEdition",
    "Consent",
    "DirectoryEntry",
    "EditionActivity",
    "EditionRow",
    "ExportCountry",
    "ImportBatch",
    "ImportRow",
    "LegalForm",
    "Location",
    "MarketplaceLink",
    "Member",
    "MemberRole",
    "Owner",
    "RawMaterial",
    "Region",
]
