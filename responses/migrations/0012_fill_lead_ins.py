"""Add to answers of our own letters the words above their questions.

Imported letters stay without, as their questions may be read anew at any time.
"""

from django.db import migrations

FILL = """
UPDATE responses_previousanswer AS answer
SET lead_in = trim(
    regexp_replace(concat_ws(' ', above.text, parent.text), '\\s+', ' ', 'g')
)
FROM requests_app_question AS question
JOIN requests_app_question AS parent ON parent.id = question.parent_id
LEFT JOIN requests_app_question AS above ON above.id = parent.parent_id
WHERE answer.letter_id IS NOT NULL
  AND question.foi_request_id = answer.foi_request_id
  AND question."order" = answer."order"
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0011_find_questions_by_meaning")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
