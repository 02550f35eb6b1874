#!/bin/sh
# The documented sequence, by curl: register, sign in, read, change, list, delete.
#
#   sh examples/first-minute.sh [http://localhost:8000]
#
# Prints each request with its answer, and stops with a sentence when an answer is not exactly as documented. It can be
# run again on the same server: where an account exists already, the next one gets a number. It leaves one account.

set -eu

url=${1:-http://localhost:8000}
url=${url%/}
password=securepassword123
token=
status=
answer=

fail() {
  echo "first-minute: $1" >&2
  exit 1
}

command -v curl >/dev/null || fail 'curl is needed and not installed.'

# ask METHOD PATH [JSON]: sends the token once there is one.
ask() {
  echo
  echo "$1 $2${3:+ $3}"
  set -- -sS --max-time 20 -X "$1" ${3:+-H 'Content-Type: application/json' -d "$3"} "$url$2"
  if [ -n "$token" ]; then set -- -H "Authorization: Bearer $token" "$@"; fi
  answer=$(curl -w '\n%{http_code}' "$@") || fail "There is no answer from $url. Start the server first: npm start"
  status=${answer##*
}
  answer=${answer%
*}
  echo "$status $answer"
}

# documented TEXT: the answer is 200 and this text.
documented() {
  [ "$status $answer" = "200 $1" ] || fail "That should have been: 200 $1"
}

# member NAME: the value of a member of the answer that is a number or a plain string.
member() {
  printf '%s\n' "$answer" | sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"
}

# register NAME: sets $username and $id. The first free one of name, name_2, name_3, …
register() {
  number=1
  while :; do
    suffix=
    [ "$number" -eq 1 ] || suffix=_$number
    username=$1_doe$suffix
    email=$1$suffix@example.com
    ask POST /auth/register \
      "{\"username\":\"$username\",\"email\":\"$email\",\"full_name\":\"$2\",\"password\":\"$password\"}"
    [ "$status" -eq 409 ] || break
    echo "($username exists from another run: the next number is tried)"
    number=$((number + 1))
  done
  id=$(member id)
  documented "{\"id\":$id,\"username\":\"$username\",\"email\":\"$email\",\"full_name\":\"$2\"}"
}

# sign_in USERNAME: sets $token.
sign_in() {
  token=
  ask POST /auth/login "{\"username\":\"$1\",\"password\":\"$password\"}"
  token=$(member access_token)
  documented "{\"access_token\":\"$token\",\"token_type\":\"bearer\",\"expires_in\":1800}"
  case $token in
  eyJ*.*.*) ;;
  *) fail "The access token should have been a JWT: $token" ;;
  esac
}

ask GET /health
documented '{"status":"ok"}'

register john 'John Doe'
sign_in "$username"
john="{\"id\":$id,\"username\":\"$username\",\"email\":\"$email\",\"full_name\":\"John Doe\"}"

ask GET /users/me
documented "$john"

ask GET "/users/$id"
documented "$john"

ask PUT "/users/$id" "{\"full_name\":\"John Updated\",\"email\":\"newemail$suffix@example.com\"}"
john="{\"id\":$id,\"username\":\"$username\",\"email\":\"newemail$suffix@example.com\",\"full_name\":\"John Updated\"}"
documented "$john"

# The caller may see at least itself; an administrator sees everybody.
ask GET '/users?skip=0&limit=10'
total=$(member total)
items=${answer#*\"items\":}
items=${items%,\"skip\":0*}
documented "{\"total\":$total,\"items\":$items,\"skip\":0,\"limit\":10}"
case $items in
"[{"*"}]") [ "$total" -ge 1 ] || fail "The total should have been 1 or more: $total" ;;
*) fail "The items should have been a list of users: $items" ;;
esac

# The first account of `npm start` is the administrator and, being the last one, stays: another one goes.
token=
register jane 'Jane Doe'
sign_in "$username"
ask DELETE "/users/$id"
documented '{"message":"User deleted successfully"}'

echo
echo "All as documented. $url/docs shows the rest."
