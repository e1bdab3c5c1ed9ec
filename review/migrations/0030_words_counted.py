from django.db import migrations

# A partial index tells PostgreSQL nothing about how often a word occurs; so it expected 300 rows of any word and sorted
# 20,000 when there were so many. These tell, and a common word reads one page from the order of the queue.
WORDS = {"submission_title_words": "title", "submission_business_words": "business_name"}


class Migration(migrations.Migration):

    dependencies = [
        ('review', '0010_desk'),
    ]

    operations = [
        migrations.RunSQL(
            f"create statistics {name} on (upper({column}::text)) from review_submission", f"drop statistics {name}"
        )
        for name, column in WORDS.items()
    ]
