"""A FastAPI program whose users sign in at Latchkey.

pip install -r requirements.txt, then: LATCHKEY_URL=… LATCHKEY_API_KEY=… uvicorn app:app
"""

import os
from typing import Annotated

from fastapi import Depends, FastAPI

# Latchkey: begins
from latchkey_verify import Verified, Verifier

verifier = Verifier(os.environ["LATCHKEY_URL"], os.environ["LATCHKEY_API_KEY"])
SignedIn = Annotated[Verified, Depends(verifier.signed_in)]
# Latchkey: ends

app = FastAPI()


@app.get("/private")
def private(who: SignedIn) -> dict[str, int]:
    return {"user_id": who.user_id}
