# Numbers of documents are found however they are typed.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="number_key",
            field=models.CharField(blank=True, db_index=True, default="", editable=False, max_length=60),
            preserve_default=False,
        ),
    ]
