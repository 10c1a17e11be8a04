"""Signed HTTP against a real server."""

import time

import pytest

from caojiadu.core.channels import Rejected, Retry, Sent, signed_http
from tests.core.channels import receiver as at

SECRET = at.SECRETS["street"]


@pytest.fixture
def server():
    with at.receiver() as running:
        yield running


def post(server, payload=None, *, key="report:2026-000123", **options) -> Sent:
    given = {"key_id": "street", "secret": SECRET, "timeout": 5} | options
    return signed_http.post(server.url, payload or {"words": "曹家渡"}, idempotency_key=key, **given)


def test_a_signed_request_is_taken_and_its_number_comes_back(server):
    sent = post(server)
    assert sent == Sent("QX-1", {"number": "QX-1"})
    assert server.requests == [("report:2026-000123", {"words": "曹家渡"})]


def test_a_repeat_is_one_report_only(server):
    assert post(server).foreign_id == post(server).foreign_id
    assert post(server, key="report:2026-000124").foreign_id == "QX-2"


def test_a_wrong_secret_or_key_name_is_refused(server):
    with pytest.raises(Rejected, match="401"):
        post(server, secret="another secret of 32 characters and more")
    with pytest.raises(Rejected, match="401"):
        post(server, key_id="stranger")
    assert server.requests == []


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        *((code, Retry) for code in (408, 409, 429, 500, 502, 503)),
        *((code, Rejected) for code in (301, 307, 400, 403, 404, 422)),
    ],
)
def test_what_a_status_means(server, code, outcome):
    server.scripts = [at.status(code, Location="http://127.0.0.1:1/elsewhere")]
    with pytest.raises(outcome, match=str(code)):
        post(server)
    assert len(server.requests) == 1


def test_the_other_side_may_say_how_long_to_wait(server):
    server.scripts = [at.status(503, Retry_After="120"), at.status(503, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT")]
    with pytest.raises(Retry) as first:
        post(server)
    with pytest.raises(Retry) as second:
        post(server)
    assert (first.value.after, second.value.after) == (120, None)


@pytest.mark.parametrize(
    "script", [at.hang, at.drip, at.body(b"x" * (1024 * 1024 + 1)), at.body(b"{"), at.body(b"[1]")]
)
def test_an_answer_that_does_not_come_or_cannot_be_read_is_asked_for_again(server, script):
    server.scripts = [script]
    began = time.monotonic()
    with pytest.raises(Retry):
        post(server, timeout=0.5)
    assert time.monotonic() - began < 3


def test_an_answer_cut_in_the_middle_is_asked_for_again_and_is_one_report(server):
    server.scripts = [at.take_then_cut]
    with pytest.raises(Retry):
        post(server)
    assert post(server).foreign_id == "QX-1"


def test_an_empty_answer_is_enough(server):
    server.scripts = [at.body(b"")]
    assert post(server) == Sent()


def test_nobody_at_home_is_tried_again():
    with pytest.raises(Retry):
        signed_http.post("http://127.0.0.1:1/", {}, key_id="street", secret=SECRET, idempotency_key="a")


def test_production_speaks_https_only(settings):
    settings.PRODUCTION = True
    with pytest.raises(Rejected, match="https"):
        signed_http.post("http://127.0.0.1:1/", {}, key_id="street", secret=SECRET, idempotency_key="a")
    with pytest.raises(Rejected, match="https"):
        signed_http.post("file:///etc/passwd", {}, key_id="street", secret=SECRET, idempotency_key="a")


@pytest.mark.parametrize("key", ["", 'a"b', "a\\b", "a\nb", "曹", "x" * 201])
def test_a_key_that_would_break_its_header_is_not_signed(key):
    with pytest.raises(ValueError, match="idempotency key"):
        sign(key=key)


def sign(*, key="k", target="/in/?a=1", body=b"{}"):
    return signed_http.sign(
        method="POST", target=target, body=body, key_id="street", secret=SECRET, idempotency_key=key
    )


def verify(headers, *, method="POST", target="/in/?a=1", body=b"{}", secrets=at.SECRETS, replayed=None):
    return signed_http.verify(
        method=method, target=target, headers=headers, body=body, secrets=secrets, replayed=replayed
    )


def test_a_good_signature_names_its_key():
    assert verify(sign()) == signed_http.Signed("street", "k")
    assert verify({name.upper(): value for name, value in sign().items()}).key_id == "street"


@pytest.mark.parametrize(
    "changed",
    [{"method": "PUT"}, {"target": "/in/?a=2"}, {"target": "/out/?a=1"}, {"body": b"{ }"}, {"secrets": {}}],
)
def test_anything_changed_on_the_way_is_found(changed):
    with pytest.raises(signed_http.BadSignature):
        verify(sign(), **changed)


@pytest.mark.parametrize("name", ["Signature", "Signature-Input", "Content-Digest", "Idempotency-Key"])
@pytest.mark.parametrize("change", [lambda old: "", lambda old: "é" + old, lambda old: old.replace("=", ":", 1) + "x"])
def test_a_header_missing_or_changed_is_found(name, change):
    headers = sign()
    with pytest.raises(signed_http.BadSignature):
        verify(headers | {name: change(headers[name])})


def test_another_key_or_body_cannot_ride_on_a_signature():
    other = sign(key="other", body=b"[]")
    with pytest.raises(signed_http.BadSignature):
        verify(sign() | {"Idempotency-Key": other["Idempotency-Key"]})
    with pytest.raises(signed_http.BadSignature):
        verify(sign() | {"Content-Digest": other["Content-Digest"]}, body=b"[]")


@pytest.mark.parametrize(("seconds", "good"), [(-290, True), (290, True), (-310, False), (310, False)])
def test_clocks_may_differ_by_five_minutes(time_machine, seconds, good):
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    headers = sign()
    time_machine.shift(seconds)
    if good:
        assert verify(headers)
    else:
        with pytest.raises(signed_http.BadSignature, match="time"):
            verify(headers)


def test_the_very_same_request_twice_is_a_replay():
    seen: set[str] = set()

    def replayed(nonce: str, keep: int) -> bool:
        assert keep == 600
        known = nonce in seen
        seen.add(nonce)
        return known

    headers = sign()
    verify(headers, replayed=replayed)
    with pytest.raises(signed_http.BadSignature, match="before"):
        verify(headers, replayed=replayed)
    verify(sign(), replayed=replayed)
