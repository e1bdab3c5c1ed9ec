"""How prices of one kind lie, read from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0060_showroom"),
    ]

    operations = [
        migrations.AddIndex(
            model_name='productsearch',
            index=models.Index(condition=models.Q(('unit_price__isnull', False)), fields=['category_path', 'unit_base', 'unit_price'], name='product_search_price_place'),
        ),
    ]
