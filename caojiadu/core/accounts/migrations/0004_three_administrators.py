import django.contrib.postgres.constraints
from django.db import migrations, models

import caojiadu.core.accounts.models.people

# Whoever was the one administrator becomes the system administrator, the only one of the three who opens nothing to
# anybody; the office then says who are the others (`manage.py administrator`). Of two posts at once one ends before
# the other begins, or is no more than the other.
ONE_OF_THREE = """
DELETE FROM accounts_post a USING accounts_post b
    WHERE a.role = 'administrator' AND b.role = 'administrator' AND a.user_id = b.user_id
    AND a.since = b.since AND (coalesce(a.until, 'infinity'), a.id) < (coalesce(b.until, 'infinity'), b.id);
UPDATE accounts_post a SET until = (
    SELECT min(b.since) - 1 FROM accounts_post b
    WHERE b.role = 'administrator' AND b.user_id = a.user_id AND b.since > a.since)
    WHERE a.role = 'administrator' AND EXISTS (
        SELECT FROM accounts_post b WHERE b.role = 'administrator' AND b.user_id = a.user_id
        AND b.since > a.since AND (a.until IS NULL OR a.until >= b.since));
UPDATE accounts_post SET role = 'system_admin' WHERE role = 'administrator';
UPDATE accounts_approval SET asked_as = 'system_admin'
    WHERE asked_by_id IN (SELECT user_id FROM accounts_post WHERE role = 'system_admin');
UPDATE accounts_approval SET data = jsonb_set(data, '{role}', '"system_admin"') WHERE data ->> 'role' = 'administrator';
DELETE FROM accounts_givenpermission WHERE group_id IN (SELECT id FROM auth_group WHERE name = 'administrator');
DELETE FROM auth_group_permissions WHERE group_id IN (SELECT id FROM auth_group WHERE name = 'administrator');
"""
ROLES = [
    ("window", "Window clerk"),
    ("letters", "Letters-and-calls clerk"),
    ("accusations", "Post for accusations"),
    ("handler", "Handler"),
    ("head", "Head of the office"),
    ("leader", "Sub-district leader"),
    ("district", "District officer"),
    ("system_admin", "System administrator"),
    ("security_admin", "Security administrator"),
    ("audit_admin", "Audit administrator"),
    ("committee", "Neighbourhood committee"),
]
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
PLACES = (
    models.Q(
        role__in=("window", "letters", "accusations", "handler", "head"),
        office__isnull=False,
        body=None,
        neighbourhood=None,
    )
    | models.Q(role="district", office=None, body__isnull=False, neighbourhood=None)
    | models.Q(role="committee", office=None, body=None, neighbourhood__isnull=False)
    | models.Q(role__in=("leader", *ADMINISTRATORS), office=None, body=None, neighbourhood=None)
)


def between(first, last, function):
    return models.Func(models.F(first), models.F(last), models.Value("[]"), function=function)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_approvals"),
        ("organisation", "0002_last_change"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Holder",
            fields=[],
            options={
                "verbose_name": "holder of posts",
                "verbose_name_plural": "holders of posts",
                "proxy": True,
                "default_permissions": ("view", "change"),
                "indexes": [],
                "constraints": [],
            },
            bases=("accounts.user",),
            managers=[("objects", caojiadu.core.accounts.models.people.People())],
        ),
        migrations.RemoveConstraint(model_name="post", name="post_sits_where_its_role_does"),
        migrations.AddField(
            model_name="approval",
            name="asked_as",
            field=models.CharField(
                blank=True, choices=ROLES, default="", max_length=20, verbose_name="asked as"
            ),
        ),
        migrations.RunSQL(ONE_OF_THREE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="post",
            name="role",
            field=models.CharField(choices=ROLES, max_length=20, verbose_name="role"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=PLACES,
                name="post_sits_where_its_role_does",
                violation_error_message=(
                    "Choose an office for posts in an office, a district body for district officers, a neighbourhood "
                    "for its committee, and none of them for leaders and administrators."
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                name="nobody_is_two_administrators",
                expressions=[(between("user", "user", "int8range"), "&&"), (between("since", "until", "daterange"), "&&")],
                condition=models.Q(role__in=ADMINISTRATORS),
                violation_error_message="One person holds one of the three administrators' posts at a time.",
            ),
        ),
    ]
