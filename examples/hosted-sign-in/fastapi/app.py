"""A FastAPI program whose users sign in on Latchkey's own page.

pip install -r requirements.txt, then: LATCHKEY_URL=… APP_URL=http://localhost:3000 uvicorn app:app --port 3000
"""

import hashlib
import os
import secrets
from base64 import urlsafe_b64encode
from typing import Annotated
from urllib.parse import urlencode

import httpx
from fastapi import Cookie, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse

app = FastAPI()
APP_URL = os.environ["APP_URL"]
# With secure=True besides, where the app is reached by https.
KEPT = {"httponly": True, "samesite": "lax"}

# Latchkey: begins
LATCHKEY, RETURN_TO = os.environ["LATCHKEY_URL"], f"{APP_URL}/callback"


# Where to sign in, and what this browser keeps until it comes back.
def leave() -> tuple[str, str]:
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {"return_to": RETURN_TO, "state": state, "code_challenge": challenge, "code_challenge_method": "S256"}
    return f"{LATCHKEY}/sign-in?{urlencode(asked)}", f"{state}.{verifier}"


def come_back(code: str, state: str, iss: str, departure: str) -> str:
    kept_state, _, verifier = departure.partition(".")
    if not secrets.compare_digest(state, kept_state) or iss != LATCHKEY:
        raise HTTPException(400, "This sign-in was not begun here. Begin again.")
    body = {"code": code, "code_verifier": verifier, "return_to": RETURN_TO}
    answer = httpx.post(f"{LATCHKEY}/auth/exchange", json=body)
    return answer.raise_for_status().json()["access_token"]
# Latchkey: ends


@app.get("/sign-in")
def sign_in() -> RedirectResponse:
    address, departure = leave()
    response = RedirectResponse(address)
    response.set_cookie("departure", departure, **KEPT)
    return response


@app.get("/callback")
def callback(code: str, state: str, iss: str, departure: Annotated[str, Cookie()] = "") -> RedirectResponse:
    response = RedirectResponse("/private")
    response.set_cookie("session", come_back(code, state, iss, departure), **KEPT)
    response.delete_cookie("departure")
    return response


@app.get("/private")
def private(session: Annotated[str, Cookie()] = "none") -> dict[str, str]:
    headers = {"Authorization": f"Bearer {session}"}
    # Latchkey: begins
    me = httpx.get(f"{LATCHKEY}/users/me", headers=headers)
    # Latchkey: ends
    if me.status_code != 200:
        raise HTTPException(401, "Open /sign-in first.")
    return {"hello": me.json()["full_name"]}


@app.exception_handler(httpx.HTTPStatusError)
def refused(_: Request, error: httpx.HTTPStatusError) -> JSONResponse:
    return JSONResponse({"detail": error.response.json()["detail"]}, 400)
