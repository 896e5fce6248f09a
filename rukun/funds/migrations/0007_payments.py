"""How money reaches units: bank accounts, batches, payments, the bank's answers. All append-only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rukun.trail.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('funds', '0006_late_facts'),
        ('people', '0002_accounts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bank', models.CharField(max_length=20)),
                ('number', models.CharField(max_length=34)),
                ('holder', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['unit', 'at'], name='bank_accounts_of_a_unit'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AccountDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_agreed', models.BooleanField()),
                ('words', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='funds.bankaccount')),
            ],
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('layout', models.CharField(max_length=40)),
                ('layout_digest', models.CharField(max_length=64)),
                ('count', models.PositiveIntegerField()),
                ('total', models.BigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
            ],
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.PositiveSmallIntegerField()),
                ('amount', models.BigIntegerField()),
                ('receipt', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.bankaccount')),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='funds.batch')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.statement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['receipt'], name='payment_by_receipt'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('statement', 'attempt'), name='attempts_stand_in_order'),
                    models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', False), ('batch__isnull', False), ('receipt', '')), models.Q(('account__isnull', True), ('batch__isnull', True), models.Q(('receipt', ''), _negated=True)), _connector='OR'), name='through_the_bank_or_in_cash_with_a_receipt'),
                    models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='a_payment_pays_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='BankAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_paid', models.BooleanField()),
                ('code', models.CharField(max_length=20)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('file', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
                ('payment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='funds.payment')),
            ],
        ),
        AppendOnly("funds_bankaccount"),
        AppendOnly("funds_accountdecision"),
        AppendOnly("funds_batch"),
        AppendOnly("funds_payment"),
        AppendOnly("funds_bankanswer"),
    ]
