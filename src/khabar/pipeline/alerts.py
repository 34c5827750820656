"""Telling people: on the desktop, to a webhook, by e-mail.

The only place of the pipeline that opens a connection, and only to where the user's own file of
feeds says. What is told was written by strangers: it is passed on as plain text, never as markup,
as an option of a command, or as a header.
"""

from __future__ import annotations

import html
import os
import shutil
import smtplib
import ssl
import subprocess
import unicodedata
from collections.abc import Iterator
from email.message import EmailMessage

import httpx

from khabar.pipeline.watch_plan import DESKTOP, Mail
from khabar.pipeline.watch_state import Alert, Line

_SECONDS = 15.0
_SHOWN = 5  # lines that fit on a desktop
_SUBJECT = 120
_UNFIT = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


def send(alert: Alert, target: str, mail: Mail | None) -> str | None:
    """Send an alert to "desktop", a web address, or "mailto:…"; what went wrong, if it did."""
    try:
        if target == DESKTOP:
            return _notify(alert)
        if target.startswith("mailto:"):
            return _mail(alert, target.removeprefix("mailto:"), mail)
        return _post(alert, target)
    except (OSError, smtplib.SMTPException, httpx.HTTPError, subprocess.SubprocessError) as error:
        return f"{target}: the alert could not be sent ({type(error).__name__}: {error})"
    except ValueError as error:  # an address that no header can hold
        return f"{target}: the alert could not be sent ({error})"


def _notify(alert: Alert) -> str | None:
    command = shutil.which("notify-send")
    if command is None:
        return "desktop: there is no notify-send. Install libnotify-bin, or choose another target"
    shown = [f"{line.what}: {line.words}" for line in alert.lines[:_SHOWN]]
    body = html.escape("\n".join(map(_plain, shown)))
    # After -- nothing is an option, whatever a headline begins with.
    words = ["--app-name=khabar", "--", _plain(f"khabar: {alert.name}"), body]
    subprocess.run([command, *words], check=True, timeout=_SECONDS, capture_output=True)
    return None


def _post(alert: Alert, target: str) -> str | None:
    lines = [
        {"what": line.what, "words": line.words, "title": line.title, "url": line.url}
        for line in alert.lines
    ]
    content = {"from": "khabar", "alert": alert.name, "lines": lines}
    with httpx.Client(timeout=_SECONDS, follow_redirects=False) as client:
        answer = client.post(target, json=content)
    if answer.is_success:
        return None
    return f"{target}: the webhook answered {answer.status_code}"


def _mail(alert: Alert, to: str, mail: Mail | None) -> str | None:
    if mail is None:
        return f"mailto:{to}: no [mail] server is named"
    message = EmailMessage()
    message["From"], message["To"] = mail.sender, to
    message["Subject"] = f"khabar: {_plain(alert.name)}"[:_SUBJECT]
    message.set_content("\n\n".join(map(_paragraph, alert.lines)))
    context = ssl.create_default_context()
    if mail.secure == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.host, mail.port, timeout=_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=_SECONDS)
    with server:
        if mail.secure == "starttls":
            server.starttls(context=context)
        if mail.user is not None:
            server.login(mail.user, os.environ.get(mail.password_env, ""))
        server.send_message(message)
    return None


def _plain(text: str) -> str:
    """The text without what could command a terminal, end a header or turn what follows around."""
    return "".join(" " if unicodedata.category(c) in _UNFIT else c for c in text)


def _paragraph(line: Line) -> str:
    return "\n".join(_parts(line))


def _parts(line: Line) -> Iterator[str]:
    yield line.what
    for part in (line.words, line.title, line.url):
        if part:
            yield part
