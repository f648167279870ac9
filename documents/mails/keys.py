"""Know a mail again by its content, in any mailbox."""

import hashlib

from documents.mails.mail import Mail


def content_key(mail: Mail) -> str:
    """Return the SHA-256 of a mail's content, as 64 hexadecimal digits.

    The same mail delivered to several mailboxes has one key: what servers add on the
    way is left out. A mail with the Message-ID of another mail has another key.
    """
    said = hashlib.sha256()
    facts = (
        mail.message_id,
        mail.sent_at.isoformat() if mail.sent_at else "",
        mail.sender.address if mail.sender else "",
        " ".join(mail.subject.split()),
        " ".join(mail.text.split()),
    )
    for fact in facts:
        said.update(hashlib.sha256(fact.encode("utf-8", "replace")).digest())
    for attachment in mail.attachments:
        said.update(hashlib.sha256(attachment.content).digest())
    return said.hexdigest()
