"""SMS: the file, and the provider's SDK against a server of its shape."""

import json
import multiprocessing
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from caojiadu.core.channels import Rejected, Retry, Sent, Uncertain, sms
from caojiadu.core.channels.aliyun import AliyunSms
from caojiadu.core.channels.sms import FileSms, NoSms

MESSAGE = {
    "phone": "+8613812345678",
    "text": "【曹家渡】您好",
    "template": "letter_answered",
    "variables": {"number": "1"},
}


@pytest.fixture
def file(settings, tmp_path) -> Path:
    settings.SMS_FILE = tmp_path / "new" / "sms.log"
    return settings.SMS_FILE


def lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_a_message_is_one_line_that_only_we_may_read(file):
    assert FileSms().send(**MESSAGE, dedup_key="a:sms") == Sent("a:sms")
    [line] = lines(file)
    assert (line["phone"], line["text"], line["key"]) == (MESSAGE["phone"], MESSAGE["text"], "a:sms")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_key_is_written_once(file):
    for key in ("a:sms", "a:sms", "b:sms", "a:sms"):
        FileSms().send(**MESSAGE, dedup_key=key)
    assert [line["key"] for line in lines(file)] == ["a:sms", "b:sms"]


def test_a_line_torn_by_a_crash_does_not_spoil_the_next(file):
    file.parent.mkdir()
    file.write_text('{"key": "a:s')
    FileSms().send(**MESSAGE, dedup_key="a:sms")
    assert json.loads(file.read_text("utf-8").splitlines()[1])["key"] == "a:sms"


def _write_all(path: str, barrier) -> None:
    from django.test.utils import override_settings

    with override_settings(SMS_FILE=path):
        barrier.wait()
        for number in range(50):
            FileSms().send(**MESSAGE, dedup_key=f"{number}:sms")


def test_four_processes_with_the_same_keys_write_each_once(file):
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(4)
    writers = [context.Process(target=_write_all, args=(str(file), barrier)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    assert sorted(line["key"] for line in lines(file)) == sorted(f"{number}:sms" for number in range(50))


def test_without_a_provider_everything_is_refused(settings):
    settings.SMS_ADAPTER = ""
    assert isinstance(sms.adapter(), NoSms)
    with pytest.raises(Rejected):
        sms.adapter().send(**MESSAGE, dedup_key="a:sms")


class Provider(BaseHTTPRequestHandler):
    """Answers as the provider's gateway does."""

    def do_POST(self) -> None:
        asked = {name: found[0] for name, found in parse_qs(urlsplit(self.path).query).items()}
        self.server.requests.append(asked | {name: self.headers[name] for name in ("x-acs-action", "Authorization")})
        answer = self.server.answer
        if answer is None:
            self.server.ended.wait(30)
            return
        status, reply = answer
        content = json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.daemon_threads = True
    server.requests, server.answer, server.ended = [], (200, {"Code": "OK", "BizId": "9006^0"}), threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.ALIYUN_SMS_KEY_ID, settings.ALIYUN_SMS_KEY_SECRET = "key", "secret"
    settings.ALIYUN_SMS_SIGN_NAME = "曹家渡街道"
    settings.ALIYUN_SMS_TEMPLATES = {"letter_answered": "SMS_1"}
    settings.ALIYUN_SMS_ENDPOINT = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.ended.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_provider_gets_template_variables_and_our_key(provider):
    assert AliyunSms().send(**MESSAGE, dedup_key="a:sms") == Sent("9006^0")
    [asked] = provider.requests
    expected = {
        "x-acs-action": "SendSms",
        "PhoneNumbers": "8613812345678",
        "SignName": "曹家渡街道",
        "TemplateCode": "SMS_1",
    }
    expected |= {"OutId": "a:sms", "TemplateParam": '{"number": "1"}'}
    assert "Credential=key," in asked["Authorization"]
    assert expected.items() <= asked.items()


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (200, "isv.BUSINESS_LIMIT_CONTROL", Retry),
        (200, "isv.MOBILE_NUMBER_ILLEGAL", Rejected),
        (200, "isv.SMS_TEMPLATE_ILLEGAL", Rejected),
        (200, "isv.AMOUNT_NOT_ENOUGH", Retry),
        (200, "isp.SYSTEM_ERROR", Retry),
        (200, "isp.UNKNOWN", Uncertain),
        (403, "InvalidAccessKeyId.NotFound", Rejected),
        (400, "Throttling.User", Retry),
        (503, "ServiceUnavailable", Retry),
        (500, "InternalError", Uncertain),
    ],
)
def test_what_the_providers_codes_mean(provider, status, code, outcome):
    provider.answer = (status, {"Code": code, "Message": "words with +8613812345678"})
    with pytest.raises(outcome, match=code) as raised:
        AliyunSms().send(**MESSAGE, dedup_key="a:sms")
    assert "138" not in str(raised.value)
    assert len(provider.requests) == 1


def test_silence_after_the_request_is_uncertain(provider, monkeypatch):
    monkeypatch.setattr("caojiadu.core.channels.aliyun.TIMEOUTS.read_timeout", 300)
    provider.answer = None
    with pytest.raises(Uncertain):
        AliyunSms().send(**MESSAGE, dedup_key="a:sms")
    assert len(provider.requests) == 1


def test_nobody_at_home_is_tried_again(provider, settings):
    settings.ALIYUN_SMS_ENDPOINT = "http://127.0.0.1:1"
    with pytest.raises(Retry):
        AliyunSms().send(**MESSAGE, dedup_key="a:sms")


def test_a_message_without_an_approved_template_is_refused(provider):
    with pytest.raises(Rejected, match="other"):
        AliyunSms().send(**MESSAGE | {"template": "other"}, dedup_key="a:sms")
