from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("personnel", "0014_turns"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="first_steps_hidden_at",
            field=models.DateTimeField(
                blank=True, help_text="When the first steps on the home page were put away.", null=True
            ),
        ),
    ]
