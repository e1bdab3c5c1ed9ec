"""Which edition of a classification is in force here; a setting of the office, not of the code (rules section 5)."""

from registry.models import BusinessActivity

CURRENT_KBLI = BusinessActivity.Edition.KBLI_2025
