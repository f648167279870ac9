"""Seal the addresses of channels, which were stored as they are."""

from base64 import urlsafe_b64encode
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations, models


def _keys():
    def key(secret):
        derived = HKDF(
            algorithm=SHA256(),
            length=32,
            salt=None,
            info=b"requests_app.telling.channels",
        )
        return Fernet(urlsafe_b64encode(derived.derive(secret.encode())))

    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([key(secret) for secret in secrets])


def forward(apps, schema_editor):
    channels = apps.get_model("requests_app", "Channel").objects
    for channel in channels.all():
        channel.host = urlsplit(channel.sealed_address).hostname or ""
        sealed = _keys().encrypt(channel.sealed_address.encode())
        channel.sealed_address = sealed.decode()
        channel.save(update_fields=["host", "sealed_address"])


def backward(apps, schema_editor):
    channels = apps.get_model("requests_app", "Channel").objects
    for channel in channels.all():
        plain = _keys().decrypt(channel.sealed_address.encode())
        channel.sealed_address = plain.decode()
        channel.save(update_fields=["sealed_address"])


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0028_delete_old_notices")]

    operations = [
        migrations.RenameField("channel", "address", "sealed_address"),
        migrations.AddField(
            model_name="channel",
            name="host",
            field=models.CharField(default="", max_length=253),
            preserve_default=False,
        ),
        migrations.RunPython(forward, backward),
    ]
