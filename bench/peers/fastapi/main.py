"""The document's accounts as a FastAPI tutorial would have them: SQLAlchemy on SQLite, Argon2id, a JWT for a session.

DATABASE_FILE names the SQLite file and SECRET_KEY signs the tokens. Endpoints are plain functions, which FastAPI
runs on its thread pool; PRAGMA journal_mode=WAL lets several workers share the file.
"""

import os
import time
from typing import Annotated

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, EmailStr, Field
from sqlalchemy import String, create_engine, event, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

SECRET_KEY = os.environ["SECRET_KEY"]
TOKEN_SECONDS = 1800

# A connection for every request in flight, however many: with the default of 15, or with 64 while others ask besides, the threads
# that wait for one keep those that hold one from going on, and a single worker answers nobody any more.
engine = create_engine(
    f"sqlite:///{os.environ['DATABASE_FILE']}", connect_args={"timeout": 30}, pool_size=0
)
SessionLocal = sessionmaker(bind=engine)
# 19 MiB, two passes, one lane: the parameters of OWASP's cheat sheet, and the ones Latchkey uses.
hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@event.listens_for(engine, "connect")
def use_wal(connection, _record):
    connection.execute("PRAGMA journal_mode=WAL")


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True, index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True, index=True)
    full_name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))


Base.metadata.create_all(engine)


class UserCreate(BaseModel):
    username: str = Field(min_length=3, max_length=64)
    email: EmailStr
    full_name: str = Field(min_length=1, max_length=200)
    password: str = Field(min_length=8, max_length=256)


class UserLogin(BaseModel):
    username: str
    password: str


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    username: str
    email: str
    full_name: str


class UserPage(BaseModel):
    total: int
    items: list[UserOut]
    skip: int
    limit: int


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"
    expires_in: int = TOKEN_SECONDS


def get_db():
    with SessionLocal() as db:
        yield db


Db = Annotated[Session, Depends(get_db)]


def get_current_user(
    db: Db, credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]
) -> User:
    try:
        claims = jwt.decode(credentials.credentials, SECRET_KEY, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(401, "Invalid token") from None
    user = db.get(User, int(claims["sub"]))
    if user is None:
        raise HTTPException(401, "Invalid token")
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]

app = FastAPI(title="User accounts")


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/auth/register", response_model=UserOut)
def register(body: UserCreate, db: Db) -> User:
    user = User(
        username=body.username,
        email=body.email,
        full_name=body.full_name,
        password_hash=hasher.hash(body.password),
    )
    db.add(user)
    try:
        db.commit()
    except IntegrityError:
        raise HTTPException(409, "Username or email already registered") from None
    return user


@app.post("/auth/login")
def login(body: UserLogin, db: Db) -> Token:
    user = db.scalar(select(User).where(or_(User.username == body.username, User.email == body.username)))
    try:
        if user is None:
            raise VerifyMismatchError
        hasher.verify(user.password_hash, body.password)
    except VerifyMismatchError:
        raise HTTPException(401, "Invalid credentials") from None
    expires = int(time.time()) + TOKEN_SECONDS
    return Token(access_token=jwt.encode({"sub": str(user.id), "exp": expires}, SECRET_KEY, algorithm="HS256"))


@app.get("/users/me", response_model=UserOut)
def read_me(user: CurrentUser) -> User:
    return user


@app.get("/users/{user_id}", response_model=UserOut)
def read_user(user_id: int, db: Db, _user: CurrentUser) -> User:
    user = db.get(User, user_id)
    if user is None:
        raise HTTPException(404, "User not found")
    return user


@app.get("/users", response_model=UserPage)
def list_users(
    db: Db,
    _user: CurrentUser,
    skip: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> UserPage:
    total = db.scalar(select(func.count()).select_from(User)) or 0
    rows = db.scalars(select(User).order_by(User.id).offset(skip).limit(limit)).all()
    return UserPage(total=total, items=[UserOut.model_validate(row) for row in rows], skip=skip, limit=limit)
