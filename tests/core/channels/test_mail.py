"""E-mail against a real SMTP server."""

from email import message_from_bytes, policy

import pytest

from caojiadu.core.channels import Rejected, Retry, Uncertain, mail
from tests.core.channels.smtp_receiver import smtp_receiver

HEAR = "test@example.org"


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 1
    settings.DEFAULT_FROM_EMAIL = "曹家渡街道 <portal@street.example>"
    with smtp_receiver() as running:
        settings.EMAIL_PORT = running.port
        yield running


def send(to=HEAR, subject="您的来信", key="answered:1:email"):
    return mail.send(to=to, subject=subject, text="正文", html="<p>正文</p>", dedup_key=key)


def test_a_message_arrives_in_text_and_html_under_an_id_of_its_key(server):
    first, second = send(), send()
    assert first == second
    recipients, content = server.messages[0]
    message = message_from_bytes(content, policy=policy.default)
    assert HEAR in recipients[0]
    assert (message["Subject"], message["Message-ID"]) == ("您的来信", first.foreign_id)
    assert first.foreign_id.endswith("@street.example>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().strip() == "正文"


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        ({"RCPT": "550 no such person"}, Rejected),
        ({"RCPT": "450 busy"}, Retry),
        ({"MAIL": "550 not you"}, Rejected),
        ({"MAIL": "421 closing"}, Retry),
        ({"DATA": "451 later"}, Retry),
        ({"END": "554 spam"}, Rejected),
        ({"END": "452 full"}, Retry),
        ({"END": "cut"}, Uncertain),
        ({"DATA": "hang"}, Uncertain),
        ({"EHLO": "cut", "HELO": "cut"}, Retry),
        ({"QUIT": "cut"}, None),
        ({"QUIT": "hang"}, None),
    ],
)
def test_what_trouble_means(server, trouble, outcome):
    server.trouble = trouble
    if outcome is None:
        assert send().foreign_id
        return
    with pytest.raises(outcome) as raised:
        send()
    assert HEAR not in str(raised.value)


def test_nobody_at_home_is_tried_again(server, settings):
    settings.EMAIL_PORT = 1
    with pytest.raises(Retry):
        send()


@pytest.mark.parametrize("to", ["", "a@b\nBcc: c@d", "no address at all"])
def test_an_address_that_is_none_is_refused(server, to):
    with pytest.raises(Rejected):
        send(to=to)
    assert server.messages == []


def test_a_line_break_cannot_smuggle_a_header(server):
    with pytest.raises(Rejected):
        send(subject="a\nBcc: c@d.example")
    assert server.messages == []
