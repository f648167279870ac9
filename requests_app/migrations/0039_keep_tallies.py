"""Count requests by their dated facts, kept by triggers; index what is open."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What the rows of a change are counted by.
_COLUMNS = (
    "authority_id, team_id, is_restricted, review_of_id, received_on, closed_on,"
    " extended_on, answered_on, was_in_time, late_reason"
)


def _tally(changed):
    """Return the statement that counts changed requests, each with a sign."""
    return f"""
    INSERT INTO requests_app_tally
        (authority_key, team_key, is_restricted, is_review, span, fact, "on", number)
    SELECT one.authority_id, one.team_id, one.is_restricted,
        one.review_of_id IS NOT NULL, spans.span, facts.fact,
        CASE spans.span WHEN 'd' THEN facts.day
            ELSE date_trunc('month', facts.day)::date END,
        sum(one.sign)
    FROM {changed},
        LATERAL (VALUES
            ('received', one.received_on),
            ('closed', one.closed_on),
            ('extended', one.extended_on),
            (CASE WHEN one.was_in_time THEN 'in_time'
                WHEN NOT one.was_in_time THEN 'late' END, one.answered_on),
            (CASE WHEN NOT one.was_in_time AND one.late_reason <> ''
                THEN 'why_' || one.late_reason END, one.answered_on)
        ) AS facts(fact, day),
        (VALUES ('d'), ('m')) AS spans(span)
    WHERE facts.fact IS NOT NULL AND facts.day IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    HAVING sum(one.sign) <> 0;
    """  # noqa: S608 - no value from outside


def _row(name, sign):
    columns = ", ".join(f"{name}.{one.strip()}" for one in _COLUMNS.split(","))
    return f"({columns}, {sign})"


def _rows(*signed):
    rows = ", ".join(_row(name, sign) for name, sign in signed)
    return f"(VALUES {rows}) AS one({_COLUMNS}, sign)"


_ADDED = f"(SELECT {_COLUMNS}, 1 AS sign FROM added) AS one"  # noqa: S608
_EVERY = f"(SELECT {_COLUMNS}, 1 AS sign FROM requests_app_foirequest) AS one"  # noqa: S608
_CHANGED = " IS DISTINCT FROM ".join(
    f"({', '.join(f'{row}.{one.strip()}' for one in _COLUMNS.split(','))})"
    for row in ("OLD", "NEW")
)

FORWARD = f"""
CREATE FUNCTION tally_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {_tally(_ADDED)}
    RETURN NULL;
END $$;

CREATE FUNCTION tally_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {_tally(_rows(("OLD", -1), ("NEW", 1)))}
    RETURN NULL;
END $$;

CREATE FUNCTION tally_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {_tally(_rows(("OLD", -1)))}
    RETURN NULL;
END $$;

CREATE TRIGGER foirequest_tally_added
    AFTER INSERT ON requests_app_foirequest
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION tally_added();

CREATE TRIGGER foirequest_tally_changed
    AFTER UPDATE ON requests_app_foirequest
    FOR EACH ROW WHEN ({_CHANGED})
    EXECUTE FUNCTION tally_changed();

CREATE TRIGGER foirequest_tally_deleted
    AFTER DELETE ON requests_app_foirequest
    FOR EACH ROW EXECUTE FUNCTION tally_deleted();

{_tally(_EVERY)}
"""

REVERSE = """
DROP TRIGGER foirequest_tally_deleted ON requests_app_foirequest;
DROP TRIGGER foirequest_tally_changed ON requests_app_foirequest;
DROP TRIGGER foirequest_tally_added ON requests_app_foirequest;
DROP FUNCTION tally_deleted();
DROP FUNCTION tally_changed();
DROP FUNCTION tally_added();
DELETE FROM requests_app_tally;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_target_for_answers_in_time"),
        ("requests_app", "0038_make_exports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ForecastCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("learned_on", models.DateField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("forecast", models.PositiveIntegerField()),
                ("late", models.PositiveIntegerField()),
                ("both", models.PositiveIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="StageTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("answering", "Answering"),
                            ("awaiting_clarification", "Awaiting clarification"),
                            ("awaiting_fee", "Awaiting fee"),
                            ("clearance", "In clearance"),
                            ("cleared", "Cleared"),
                            ("issued", "Issued, not yet sent"),
                            ("answered", "Answered"),
                            ("not_valid", "Not valid"),
                            ("transferred", "Transferred"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Lapsed"),
                        ],
                        max_length=30,
                    ),
                ),
                ("days", models.PositiveSmallIntegerField()),
                ("median_days", models.PositiveSmallIntegerField()),
                ("requests", models.PositiveIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("authority_key", models.BigIntegerField()),
                ("team_key", models.BigIntegerField(null=True)),
                ("is_restricted", models.BooleanField()),
                ("is_review", models.BooleanField()),
                (
                    "span",
                    models.CharField(
                        choices=[("d", "Day"), ("m", "Month")], max_length=1
                    ),
                ),
                ("fact", models.CharField(max_length=30)),
                ("on", models.DateField()),
                ("number", models.IntegerField()),
            ],
            options={
                "verbose_name_plural": "tallies",
                "default_permissions": (),
            },
        ),
        migrations.RemoveIndex(
            model_name="foirequest",
            name="foirequest_open_by_due",
        ),
        migrations.AddIndex(
            model_name="foirequest",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True)),
                fields=["authority", "due_on"],
                include=(
                    "id",
                    "state",
                    "team",
                    "officer",
                    "is_restricted",
                    "review_of",
                    "answered_on",
                    "regime",
                    "extension",
                    "received_on",
                    "registered_on",
                ),
                name="foirequest_open_by_due",
            ),
        ),
        migrations.AddField(
            model_name="forecastcheck",
            name="authority",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="forecast_check",
                to="accounts.authority",
            ),
        ),
        migrations.AddField(
            model_name="stagetime",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="stage_times",
                to="accounts.authority",
            ),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(
                fields=["authority_key", "span", "fact", "on"],
                include=("team_key", "is_restricted", "is_review", "number"),
                name="tally_by_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="forecastcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("both__lte", models.F("late")), ("both__lte", models.F("forecast"))
                ),
                name="forecast_check_adds_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagetime",
            constraint=models.UniqueConstraint(
                fields=("authority", "state"), name="one_time_of_each_stage"
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
