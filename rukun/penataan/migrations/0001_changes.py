"""Changes of units: entered, answered, carried out."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0002_when_it_was_known'),
        ('people', '0020_data_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('founded', 'founded'), ('merged', 'merged'), ('ended', 'ended')], max_length=8)),
                ('unit', models.CharField(max_length=16)),
                ('into', models.CharField(blank=True, max_length=16)),
                ('on', models.DateField()),
                ('decision', models.CharField(max_length=80)),
                ('decided_on', models.DateField()),
                ('proposed_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('agreed', 'agreed'), ('turned-down', 'turned-down'), ('taken-back', 'taken-back'), ('done', 'done'), ('failed', 'failed')], max_length=11)),
                ('answered_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=models.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_in', models.ForeignKey(null=True, on_delete=models.PROTECT, related_name='+', to='people.seat')),
                ('kelurahan', models.ForeignKey(on_delete=models.PROTECT, related_name='+', to='areas.area')),
                ('proposed_by', models.ForeignKey(on_delete=models.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_in', models.ForeignKey(on_delete=models.PROTECT, related_name='+', to='people.seat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['agreed', 'waiting'])), fields=('unit',), name='one_change_of_a_unit_at_a_time'), models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='who_enters_a_change_does_not_agree_to_it'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['agreed', 'done']), _negated=True), ('answered_by__isnull', False), _connector='OR'), name='no_unit_changes_unless_somebody_agreed'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('state', 'done')), models.Q(('state', 'done'), _negated=True), _connector='OR'), name='what_is_done_has_its_moment')],
            },
        ),
    ]
