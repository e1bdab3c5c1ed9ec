"""Which founding papers a legal form has (rules section 4): a deed or statement, and for legal entities a decision of
the ministry of law. A sole owner and a UD have none and are not asked."""

from dataclasses import dataclass

from registry.models import LegalForm


@dataclass(frozen=True)
class Papers:
    """The words for the papers of a legal form; an empty one is not asked."""

    deed: str
    ministry: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the edition that hold them."""
        return ("deed_number", "deed_date", *(("ministry_number", "ministry_date") if self.ministry else ()))


DECISION = "Pengesahan Kementerian Hukum"
PAPERS: dict[str, Papers] = {
    LegalForm.CV: Papers("Akta pendirian"),
    LegalForm.FIRMA: Papers("Akta pendirian"),
    LegalForm.CIVIL: Papers("Akta pendirian"),
    LegalForm.PT: Papers("Akta pendirian", DECISION),
    LegalForm.PT_SOLO: Papers("Surat pernyataan pendirian", "Sertifikat pendaftaran Kementerian Hukum"),
    LegalForm.COOP: Papers("Akta pendirian", DECISION),
    LegalForm.BUMDES: Papers("Peraturan desa pendirian", "Sertifikat badan hukum Kementerian Hukum"),
    LegalForm.FOUNDATION: Papers("Akta pendirian", DECISION),
}
ALL = ("deed_number", "deed_date", "ministry_number", "ministry_date")


def papers_of(legal_form: str) -> Papers | None:
    """The papers a legal form has, None when it has none."""
    return PAPERS.get(legal_form)
