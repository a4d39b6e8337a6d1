from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0008_turns"),
    ]

    operations = [
        migrations.AlterField(
            model_name="allocationline",
            name="reason",
            field=models.CharField(
                choices=[
                    ("best", "Nilai terbesar untuk biayanya"),
                    ("floor", "Diperlukan untuk mencapai batas JP"),
                    ("free", "Tanpa biaya"),
                    ("goal", "Tujuan karier, dari sisa pagu"),
                    ("funds", "Kalah oleh butir lain dalam pagu ini"),
                    ("ceiling", "Batas JP PPPK"),
                    ("enough", "Sudah mendapat cukup butir tahun ini"),
                    ("no_programme", "Tidak ada program yang sesuai"),
                ],
                max_length=15,
                verbose_name="sebab",
            ),
        ),
    ]
