"""One command loads what the portal must know before the first registration."""

from io import StringIO

import pytest
from django.core.management import call_command

from catalog.models import Category
from certification.models import Kind
from privacy.models import RetentionRule
from registry.models import BusinessActivity, Region
from review.models import Reason

pytestmark = pytest.mark.django_db
NOUNS = (Region, BusinessActivity, Category, Kind, Reason, RetentionRule)


def test_the_command_fills_every_list_and_may_run_again():
    call_command("load_reference", stdout=StringIO())
    counts = [noun.objects.count() for noun in NOUNS]
    call_command("load_reference", stdout=StringIO())
    assert [noun.objects.count() for noun in NOUNS] == counts
    assert counts[0] == 552 + 373


def test_a_regency_without_our_own_list_is_told_what_to_do(settings):
    settings.REGION_CODE = "3601"
    errors = StringIO()
    call_command("load_reference", stdout=StringIO(), stderr=errors)
    assert "load_regions --file" in errors.getvalue()
    assert not Region.objects.filter(level="district").exists()
