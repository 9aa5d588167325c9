"""Forms that somebody began on a light page or by text message, and has not sent yet."""

from django.db import models


class Unfinished(models.Model):
    """What was answered so far, sealed with a key that only the private address holds.

    `mark` is a digest of the secret: of the address, or of a telephone number with a key of ours.
    AES-256-GCM under a key made of the secret: who reads the table reads no answer. It is dropped
    when the form is sent, when somebody says so, and after `expires_at`.
    """

    mark = models.CharField(max_length=64, unique=True)
    version = models.ForeignKey("forms.FormVersion", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10)
    nonce = models.BinaryField(max_length=12)
    content = models.BinaryField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
