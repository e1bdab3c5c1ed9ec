"""The taxpayer's number of a business, encrypted. Columns with a default of the database: nothing is rewritten."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0042_lists_that_stop_early")]

    operations = [
        migrations.AddField(
            model_name="business",
            name="npwp_cipher",
            field=models.TextField(
                blank=True,
                db_comment="encrypted; a person's NPWP is her NIK",
                db_default="",
                default="",
                editable=False,
            ),
        ),
        migrations.AddField(
            model_name="business",
            name="npwp_last4",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=4),
        ),
        migrations.AddConstraint(
            model_name="business",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("npwp_cipher", ""), ("npwp_last4", "")),
                    models.Q(
                        models.Q(("npwp_cipher", ""), _negated=True), ("npwp_last4__regex", "^[0-9]{4}$")
                    ),
                    _connector="OR",
                ),
                name="business_npwp_whole",
            ),
        ),
    ]
