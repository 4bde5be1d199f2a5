"""A moved deadline is reminded of anew, a reminder knows the e-mail that counted it, and an e-mail can be given up."""

import django.db.models.deletion
from django.db import migrations, models

from opsporing.migrationer import AddConstraint, RemoveConstraint

# A reminder made before this migration was about the day its deadline had then; the present one is the best we know.
FORFALDER_FRA_FRIST = """
UPDATE opsporing_paamindelse p SET forfalder_at = f.forfalder_at FROM opsporing_frist f WHERE f.id = p.frist_id
"""


class Migration(migrations.Migration):
    dependencies = [("opsporing", "0002_database")]

    operations = [
        RemoveConstraint(model_name="paamindelse", name="opsporing_paamindelse_een_gang"),
        migrations.RemoveIndex(model_name="udsendelse", name="opsporing_udsendelse_venter"),
        migrations.AddField(
            model_name="paamindelse",
            name="forfalder_at",
            field=models.DateTimeField("forfalder", null=True),
        ),
        migrations.RunSQL(FORFALDER_FRA_FRIST, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="paamindelse",
            name="forfalder_at",
            field=models.DateTimeField("forfalder"),
        ),
        migrations.AddField(
            model_name="paamindelse",
            name="udsendelse",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="paamindelser",
                to="opsporing.udsendelse",
            ),
        ),
        migrations.AddField(
            model_name="udsendelse",
            name="opgivet_at",
            field=models.DateTimeField("opgivet", blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="paamindelse",
            index=models.Index(
                condition=models.Q(udsendelse=None), fields=["modtager"], name="opsporing_paamindelse_ej_sendt"
            ),
        ),
        migrations.AddIndex(
            model_name="udsendelse",
            index=models.Index(
                condition=models.Q(sendt_at=None, opgivet_at=None),
                fields=["optaget_til"],
                name="opsporing_udsendelse_venter",
            ),
        ),
        AddConstraint(
            model_name="paamindelse",
            constraint=models.UniqueConstraint(
                fields=["frist", "modtager", "slags", "forfalder_at"], name="opsporing_paamindelse_een_gang"
            ),
        ),
        AddConstraint(
            model_name="udsendelse",
            constraint=models.CheckConstraint(
                condition=models.Q(sendt_at=None) | models.Q(opgivet_at=None),
                name="opsporing_udsendelse_sendt_eller_opgivet",
            ),
        ),
    ]
