from django.db import migrations

# Managers were told with the first reminder of an overdue request. Without a row of
# their own for the present due date, managers would be told of each request again.
FORWARD = [
    "UPDATE requests_app_reminder SET kind = 'before', number = 10"
    " WHERE kind = 'ten_days'",
    "UPDATE requests_app_reminder SET kind = 'before', number = 5"
    " WHERE kind = 'five_days'",
    "UPDATE requests_app_reminder SET number = 1 WHERE kind = 'overdue'",
    """INSERT INTO requests_app_reminder (foi_request_id, kind, number, due_on, "on")
    SELECT sent.foi_request_id, 'managers', 0, sent.due_on, sent."on"
    FROM requests_app_reminder AS sent
    WHERE sent.kind = 'overdue' AND NOT EXISTS (
        SELECT FROM requests_app_reminder AS later
        WHERE later.foi_request_id = sent.foi_request_id AND later.id > sent.id
    )""",
]
_NEW = (
    "SELECT id FROM requests_app_reminder WHERE kind IN ('managers', 'head', 'moved')"
    " OR kind = 'overdue' AND number <> 1 OR kind = 'before' AND number NOT IN (5, 10)"
)
BACKWARD = [
    f"DELETE FROM requests_app_reminder_to WHERE reminder_id IN ({_NEW})",  # noqa: S608
    f"DELETE FROM requests_app_reminder WHERE id IN ({_NEW})",  # noqa: S608
    "UPDATE requests_app_reminder SET kind = 'ten_days'"
    " WHERE kind = 'before' AND number = 10",
    "UPDATE requests_app_reminder SET kind = 'five_days'"
    " WHERE kind = 'before' AND number = 5",
]


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0021_remind_by_rules")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
