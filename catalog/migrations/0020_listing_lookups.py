"""Finding the same barcode and the same picture elsewhere, each time a listing is looked through before it is sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0010_listing_whole"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="productedition",
            index=models.Index(
                condition=models.Q(("is_live", True), models.Q(("gtin", ""), _negated=True)),
                fields=["gtin"],
                name="product_live_by_gtin",
            ),
        ),
        migrations.AddIndex(
            model_name="productphoto",
            index=models.Index(fields=["sha256"], name="photo_by_content"),
        ),
    ]
