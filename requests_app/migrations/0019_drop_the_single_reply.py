"""Drop the columns of the single reply of an enquiry."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0018_move_replies_of_enquiries")]

    operations = [
        migrations.RemoveField(model_name="enquiry", name="replied_by"),
        migrations.RemoveField(model_name="enquiry", name="reply"),
    ]
