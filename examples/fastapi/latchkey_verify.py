"""Checks Latchkey's access tokens in a Python program, without a call to the server for each request.

It follows the feed of sessions that ended (GET /revocations/stream): a token is refused within a second after its
session ended, and every token is when nothing was heard for five seconds.
"""

import base64
import hashlib
import json
import logging
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import jwt
from fastapi import HTTPException, Request

# Whoever has heard nothing for so long believes nothing; seconds.
CURRENT_FOR = 5.0
# Clocks may differ by so much; seconds (RFC 8725 section 3.8).
SKEW = 60
ISSUER = "latchkey"
FEED_TYPE = "latchkey-revocations+jwt"
LONGEST_TOKEN = 8_192
# A list of half a million sessions that ended.
LONGEST_EVENT = 8_000_000
ENTRY_LENGTH = 12
# Clocks may differ by a minute, and whoever heard nothing for five seconds believes nothing; milliseconds.
OLDEST = 65_000
# Between attempts to connect; seconds.
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
# A kid that nobody knows makes the key set be asked for again at most this often; what was retired is forgotten by then.
KEYS_AGAIN_AFTER, KEYS_ANEW_AFTER = 2.0, 60.0
# One algorithm a key (RFC 8725 section 3.1): what a token says of it is compared, never followed.
ALGORITHMS = ("EdDSA", "ES256", "RS256")

log = logging.getLogger("latchkey")


@dataclass(frozen=True)
class Verified:
    """Whose token it is, and until when (seconds since the epoch)."""

    user_id: int
    session_id: str
    issued_at: int
    expires_at: int


class Refused(Exception):
    """`missing`; `invalid`: no token of this server, not in its time, or ended; `unsure`: nobody can say right now."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Jws:
    """A compact JWS (RFC 7515 section 3.1), taken apart and not believed yet."""

    kid: str
    alg: str
    typ: str
    payload: dict
    signed: bytes
    signature: bytes


def read_jws(text: str, longest: int = LONGEST_TOKEN) -> Jws | None:
    """None for whatever is none, says more in its header than is known, or is too long."""
    if len(text) > longest or not re.fullmatch(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", text):
        return None
    head, body, tail = text.split(".")
    try:
        header, payload, signature = json.loads(_bytes_of(head)), json.loads(_bytes_of(body)), _bytes_of(tail)
    except (ValueError, RecursionError):
        return None
    # What is critical, embeds a key or names another place is nothing of ours (RFC 8725 section 3.10).
    if not isinstance(header, dict) or not isinstance(payload, dict) or set(header) != {"alg", "kid", "typ"}:
        return None
    if not all(isinstance(value, str) for value in header.values()):
        return None
    return Jws(**header, payload=payload, signed=f"{head}.{body}".encode(), signature=signature)


def _bytes_of(part: str) -> bytes:
    """ValueError unless it is the one spelling of its bytes (RFC 4648 section 3.5)."""
    data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != part:
        raise ValueError("another spelling")
    return data


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53


class Keys:
    """The public keys of the server."""

    def __init__(self, http: httpx.Client, url: str) -> None:
        self._http, self._url, self._lock = http, url, threading.Lock()
        self._known: dict[str, jwt.PyJWK] = {}
        self._asked_at = float("-inf")

    def have_signed(self, jws: Jws, again_after: float = KEYS_AGAIN_AFTER) -> bool:
        """Asks again for a key that is not known. Raises when the keys cannot be had."""
        if self._is_old(jws.kid, again_after):
            with self._lock:
                # Whoever waited finds what the one before got.
                if self._is_old(jws.kid, again_after):
                    self._load()
        key = self._known.get(jws.kid)
        return (
            key is not None
            and key.algorithm_name == jws.alg
            and key.Algorithm.verify(jws.signed, key.key, jws.signature)
        )

    def _is_old(self, kid: str, again_after: float) -> bool:
        age = time.monotonic() - self._asked_at
        return age > KEYS_ANEW_AFTER or (kid not in self._known and age > again_after)

    def _load(self) -> None:
        asked_at = time.monotonic()
        answer = self._http.get(self._url).raise_for_status().json()
        self._known = {
            key["kid"]: jwt.PyJWK(key, algorithm=key["alg"]) for key in answer["keys"] if key["alg"] in ALGORITHMS
        }
        self._asked_at = asked_at


@dataclass(frozen=True)
class Heard:
    """What the feed has said so far, without a gap. Another takes its place with each message."""

    stream: str
    n: int
    # Milliseconds since the epoch, by the server's clock: of the last message, and of the first of this connection.
    at: int
    begun_at: int
    # What names a session that ended, and the second in which its last token has expired.
    entries: dict[str, int]
    # The keys that count.
    kids: frozenset[str]

    def has_ended(self, session_id: str) -> bool:
        digest = hashlib.sha256(session_id.encode()).digest()
        return base64.urlsafe_b64encode(digest[:9]).decode() in self.entries


def heard_after(last: Heard | None, jws: Jws) -> Heard | None:
    """None when it is no message, is of another past, or comes after one that is missing."""
    message = jws.payload
    n, at, kids = message.get("n"), message.get("at"), message.get("kids")
    if jws.typ != FEED_TYPE or not _is_integer(n) or not _is_integer(at) or not isinstance(kids, list):
        return None
    # What somebody kept and plays again, or held back, is older than what was heard, or than anybody's clock.
    if (last is not None and at < last.at) or abs(time.time() * 1_000 - at) > OLDEST:
        return None
    if message["kind"] == "snapshot":
        begun_at, entries = at, dict[str, int]()
    elif last is None or message["stream"] != last.stream or n != last.n + 1:
        return None
    else:
        begun_at, entries = last.begun_at, last.entries
        # Once a minute: what no token can name any more. A new dictionary, for others are reading this one.
        if at // 60_000 != last.at // 60_000:
            entries = {entry: until for entry, until in entries.items() if until > at / 1_000}
    for until, names in message["revoked"].items():
        for i in range(0, len(names), ENTRY_LENGTH):
            entries[names[i : i + ENTRY_LENGTH]] = int(until)
    return Heard(message["stream"], n, at, begun_at, entries, frozenset(kids))


def events_of(response: httpx.Response) -> Iterator[str]:
    """The data of server-sent events (WHATWG HTML section 9.2)."""
    text = b""
    for piece in response.iter_bytes():
        *events, text = (text + piece).split(b"\n\n")
        if len(text) > LONGEST_EVENT:
            raise ValueError("an event of the feed is too long")
        for event in events:
            data = re.search(rb"^data: (.*)$", event, re.MULTILINE)
            if data:
                yield data[1].decode()


class Verifier:
    """`base_url`: where the server is. `api_key`: one with the scope `revocations:read`."""

    def __init__(self, base_url: str, api_key: str) -> None:
        root = base_url.rstrip("/")
        self._feed_url, self._authorization = f"{root}/revocations/stream", {"Authorization": f"Bearer {api_key}"}
        # A connection on which nothing arrives for so long is dead, whatever TCP believes.
        self._http = httpx.Client(timeout=CURRENT_FOR)
        self._keys = Keys(self._http, f"{root}/.well-known/jwks.json")
        self._heard: Heard | None = None
        self._heard_at = float("-inf")
        threading.Thread(target=self._follow, name="latchkey", daemon=True).start()

    def signed_in(self, request: Request) -> Verified:
        """For FastAPI: `Depends(verifier.signed_in)`."""
        try:
            return self.verify(request.headers.get("authorization"))
        except Refused as refused:
            raise answer_to(refused.reason) from None

    def verify(self, authorization: str | None) -> Verified:
        """The token of an `Authorization` field. Raises `Refused`, and nothing else."""
        token = re.fullmatch(r"bearer +(\S+) *", authorization or "", re.IGNORECASE)
        if not token:
            raise Refused("missing")
        if self._is_unsure():
            raise Refused("unsure")
        try:
            who = self._judge(token[1])
        except Exception:  # The keys cannot be had.
            raise Refused("unsure") from None
        if self._is_unsure():
            raise Refused("unsure")
        if who is None:
            raise Refused("invalid")
        return who

    def _judge(self, token: str) -> Verified | None:
        jws, heard = read_jws(token), self._heard
        who = jws and claims_of(jws, time.time())
        if not jws or not who or heard is None or jws.kid not in heard.kids or not self._keys.have_signed(jws):
            return None
        # What was heard while the keys were asked for counts, too.
        return None if self._heard is None or self._heard.has_ended(who.session_id) else who

    def _is_unsure(self) -> bool:
        return time.monotonic() - self._heard_at > CURRENT_FOR

    def _follow(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                asked_at = time.monotonic()
                with self._http.stream("GET", self._feed_url, headers=self._authorization) as response:
                    response.raise_for_status()
                    for data in events_of(response):
                        self._take(data, asked_at)
                        pause = FIRST_PAUSE
            except Exception as failure:  # Whatever it is, the next attempt begins with a snapshot.
                log.warning("The feed of sessions that ended is away: %s", failure)
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _take(self, data: str, asked_at: float) -> None:
        received_at = time.monotonic()
        jws = read_jws(data, LONGEST_EVENT)
        # It came from the server itself: a key that is not known was made a moment ago.
        heard = heard_after(self._heard, jws) if jws and self._keys.have_signed(jws, 0) else None
        if heard is None:
            raise ValueError("an event of the feed is missing, or is not the server's")
        # By the server's clock so much passed since it was asked: what was held back on its way is as old as that.
        said_at = asked_at + (heard.at - heard.begun_at) / 1_000
        if heard.at != heard.begun_at and received_at - said_at > CURRENT_FOR:
            raise ValueError("an event of the feed was held back")
        self._heard, self._heard_at = heard, min(received_at, said_at)


def claims_of(jws: Jws, now: float) -> Verified | None:
    """None for a token of another kind (RFC 9068 section 4), of another server, or out of its time."""
    claims = jws.payload
    if jws.typ != "at+jwt" or claims.get("iss") != ISSUER or claims.get("aud") != ISSUER:
        return None
    subject, session, issued_at, expires_at = (claims.get(name) for name in ("sub", "sid", "iat", "exp"))
    if not isinstance(subject, str) or not re.fullmatch(r"[1-9][0-9]{0,15}", subject) or not isinstance(session, str):
        return None
    if not _is_integer(issued_at) or not _is_integer(expires_at):
        return None
    if expires_at <= now or issued_at > now + SKEW:
        return None
    return Verified(int(subject), session, issued_at, expires_at)


def answer_to(reason: str) -> HTTPException:
    """What a refusal is over HTTP (RFC 6750 section 3)."""
    if reason == "unsure":
        return HTTPException(503, "Sign-ins cannot be checked right now.", {"Retry-After": "1"})
    if reason == "missing":
        return HTTPException(401, "Send Authorization: Bearer <token>.", {"WWW-Authenticate": "Bearer"})
    return HTTPException(
        401,
        "The token is not valid, or its session has ended. Sign in again.",
        {"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )
