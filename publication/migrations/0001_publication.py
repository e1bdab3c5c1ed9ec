"""The lines of changes, and the triggers that write them."""

from django.db import migrations, models
from django.db.models.functions import Now

from publication.tables import FUNCTION, no_trigger, trigger

FIRST = (
    "catalog_category",
    "catalog_collection",
    "catalog_collectionitem",
    "catalog_editioncertificate",
    "catalog_editionphoto",
    "catalog_facetcount",
    "catalog_inaproclisting",
    "catalog_lexicon",
    "catalog_package",
    "catalog_photofiles",
    "catalog_pricechange",
    "catalog_pricetier",
    "catalog_product",
    "catalog_productedition",
    "catalog_productlink",
    "catalog_productmaterial",
    "catalog_productphoto",
    "catalog_productsearch",
    "catalog_specificationfield",
    "catalog_specificationform",
    "catalog_story",
    "catalog_variant",
    "catalog_variantoffer",
    "catalog_wordlist",
    "certification_certificate",
    "certification_kind",
    "certification_portalcheck",
    "clusters_cluster",
    "clusters_membership",
    "registry_business",
    "registry_businessactivity",
    "registry_businessedition",
    "registry_consent",
    "registry_directoryentry",
    "registry_editionactivity",
    "registry_exportcountry",
    "registry_location",
    "registry_marketplacelink",
    "registry_rawmaterial",
    "registry_region",
    "review_submission",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0071_material_shares"),
        ("certification", "0030_duplicates"),
        ("clusters", "0001_initial"),
        ("registry", "0060_npwp"),
        ("review", "0030_words_counted"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=Now())),
            ],
        ),
        migrations.RunSQL(FUNCTION, "drop function publication_note()"),
        *(migrations.RunSQL(trigger(table), no_trigger(table)) for table in FIRST),
    ]
