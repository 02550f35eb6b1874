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
from fastapi import Cookie, FastAPI, HTTPException
from fastapi.responses import RedirectResponse

app = FastAPI()
APP_URL = os.environ["APP_URL"]
# With secure=True besides, where the app is reached by https.
KEPT = {"httponly": True, "samesite": "lax"}

# Latchkey: begins
LATCHKEY, RETURN_TO = os.environ["LATCHKEY_URL"], f"{APP_URL}/callback"


@app.get("/sign-in")
def sign_in() -> RedirectResponse:
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {"return_to": RETURN_TO, "state": state, "code_challenge": challenge, "code_challenge_method": "S256"}
    response = RedirectResponse(f"{LATCHKEY}/sign-in?{urlencode(asked)}")
    response.set_cookie("departure", f"{state}.{verifier}", **KEPT)
    return response


def tokens_for(code: str, state: str, iss: str, departure: str) -> dict[str, str]:
    kept_state, _, verifier = departure.partition(".")
    if not secrets.compare_digest(state, kept_state) or iss != LATCHKEY:
        raise HTTPException(400, "This sign-in was not begun here. Begin again.")
    body = {"code": code, "code_verifier": verifier, "return_to": RETURN_TO}
    answer = httpx.post(f"{LATCHKEY}/auth/exchange", json=body)
    if not answer.is_success:
        raise HTTPException(400, answer.json()["detail"])
    return answer.json()
# Latchkey: ends


@app.get("/callback")
def callback(code: str, state: str, iss: str, departure: Annotated[str, Cookie()] = "") -> RedirectResponse:
    response = RedirectResponse("/private")
    response.set_cookie("session", tokens_for(code, state, iss, departure)["access_token"], **KEPT)
    response.delete_cookie("departure")
    return response


# Latchkey: begins
@app.get("/private")
def private(session: Annotated[str, Cookie()] = "none") -> dict[str, str]:
    me = httpx.get(f"{LATCHKEY}/users/me", headers={"Authorization": f"Bearer {session}"})
# Latchkey: ends
    if me.status_code != 200:
        raise HTTPException(401, "Open /sign-in first.")
    return {"hello": me.json()["full_name"]}
