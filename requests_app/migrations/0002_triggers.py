"""Triggers that keep history, received texts and decisions on deadlines as written."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_change_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'History is written once: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER history_refuses_change
    BEFORE UPDATE OR DELETE ON requests_app_historyentry
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_history();

CREATE TRIGGER history_refuses_truncate
    BEFORE TRUNCATE ON requests_app_historyentry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history();

CREATE FUNCTION refuse_to_edit_received_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The text of a request is kept as it was received.'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER received_text_is_kept
    BEFORE UPDATE OF received_text ON requests_app_foirequest
    FOR EACH ROW WHEN (OLD.received_text IS DISTINCT FROM NEW.received_text)
    EXECUTE FUNCTION refuse_to_edit_received_text();

CREATE TRIGGER holiday_override_refuses_change
    BEFORE UPDATE OR DELETE ON requests_app_holidayoverride
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_history();

CREATE TRIGGER holiday_override_refuses_truncate
    BEFORE TRUNCATE ON requests_app_holidayoverride
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history();

CREATE TRIGGER interpretation_change_refuses_change
    BEFORE UPDATE OR DELETE ON requests_app_interpretationchange
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_history();

CREATE TRIGGER interpretation_change_refuses_truncate
    BEFORE TRUNCATE ON requests_app_interpretationchange
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history();
"""

REVERSE = """
DROP TRIGGER interpretation_change_refuses_truncate ON requests_app_interpretationchange;
DROP TRIGGER interpretation_change_refuses_change ON requests_app_interpretationchange;
DROP TRIGGER holiday_override_refuses_truncate ON requests_app_holidayoverride;
DROP TRIGGER holiday_override_refuses_change ON requests_app_holidayoverride;
DROP TRIGGER received_text_is_kept ON requests_app_foirequest;
DROP FUNCTION refuse_to_edit_received_text();
DROP TRIGGER history_refuses_truncate ON requests_app_historyentry;
DROP TRIGGER history_refuses_change ON requests_app_historyentry;
DROP FUNCTION refuse_to_change_history();
"""


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
