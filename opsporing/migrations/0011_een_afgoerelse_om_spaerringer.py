"""One decision for the switches of one suspicion, and a switch that nobody here has set."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opsporing", "0010_underretning_i_kernen"),
    ]

    operations = [
        migrations.AlterField(
            model_name="spaerring",
            name="sag",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="sagens_spaerringer", to="opsporing.anledning"
            ),
        ),
        migrations.AlterField(
            model_name="spaerring",
            name="sat_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="spaerringevent",
            name="sat_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
