// Package latchkey checks Latchkey's access tokens in a Go program, without a call to the server for each request.
//
// It follows the feed of sessions that ended (GET /revocations/stream): a token is refused within a second after its
// session ended, and every token is when nothing was heard for five seconds.
package latchkey

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// Whoever has heard nothing for so long believes nothing.
	currentFor = 5 * time.Second
	// Clocks may differ by so much (RFC 8725 section 3.8).
	skew   = 60 * time.Second
	issuer = "latchkey"
)

// Verified says whose token it is, and until when.
type Verified struct {
	UserID              int64
	SessionID           string
	IssuedAt, ExpiresAt time.Time
}

// Verdict is empty for a token that counts.
type Verdict string

const (
	Valid   Verdict = ""
	Missing Verdict = "missing"
	// Invalid is no token of this server, not in its time, or its session has ended.
	Invalid Verdict = "invalid"
	// Unsure is what nobody can say right now: refuse, and ask the caller to come again.
	Unsure Verdict = "unsure"
)

// Verifier follows one server. Make it with NewVerifier; it may be used from any number of goroutines.
type Verifier struct {
	feedURL, apiKey string
	keys            *keys
	end             context.CancelFunc

	mutex sync.RWMutex
	// What the feed has said so far, and when that was.
	heard   revoked
	heardAt time.Time
}

// NewVerifier begins to follow. baseURL is where the server is; apiKey is one with the scope revocations:read.
func NewVerifier(baseURL, apiKey string) *Verifier {
	root := strings.TrimSuffix(baseURL, "/")
	ctx, end := context.WithCancel(context.Background())
	v := &Verifier{
		feedURL: root + "/revocations/stream",
		apiKey:  apiKey,
		keys:    &keys{url: root + "/.well-known/jwks.json"},
		end:     end,
	}
	go v.follow(ctx)
	return v
}

// Close ends the connection.
func (v *Verifier) Close() { v.end() }

var bearer = regexp.MustCompile(`(?i)^bearer +(\S+) *$`)

// Verify judges the token of an Authorization field.
func (v *Verifier) Verify(authorization string) (Verified, Verdict) {
	token := bearer.FindStringSubmatch(authorization)
	if token == nil {
		return Verified{}, Missing
	}
	if v.isUnsure() {
		return Verified{}, Unsure
	}
	who, verdict := v.judge(token[1])
	if v.isUnsure() {
		return Verified{}, Unsure
	}
	return who, verdict
}

func (v *Verifier) judge(token string) (Verified, Verdict) {
	jws, ok := readJWS(token, longestToken)
	if !ok {
		return Verified{}, Invalid
	}
	who, ok := claimsOf(jws, time.Now())
	if !ok || !v.allows(jws.kid) {
		return Verified{}, Invalid
	}
	signed, err := v.keys.haveSigned(jws, keysAgainAfter)
	if err != nil {
		return Verified{}, Unsure
	}
	if !signed || v.hasEnded(who.SessionID) {
		return Verified{}, Invalid
	}
	return who, Valid
}

func (v *Verifier) isUnsure() bool {
	v.mutex.RLock()
	defer v.mutex.RUnlock()
	return v.heardAt.IsZero() || time.Since(v.heardAt) > currentFor
}

func (v *Verifier) allows(kid string) bool {
	v.mutex.RLock()
	defer v.mutex.RUnlock()
	return v.heard.kids[kid]
}

func (v *Verifier) hasEnded(sessionID string) bool {
	v.mutex.RLock()
	defer v.mutex.RUnlock()
	_, ended := v.heard.entries[entryOf(sessionID)]
	return ended
}

var subject = regexp.MustCompile(`^[1-9][0-9]{0,15}$`)

// False for a token of another kind (RFC 9068 section 4), of another server, or out of its time.
func claimsOf(jws jws, now time.Time) (Verified, bool) {
	claims := jws.payload
	sub, hasSubject := textOf(claims["sub"])
	sid, hasSession := textOf(claims["sid"])
	iss, _ := textOf(claims["iss"])
	aud, _ := textOf(claims["aud"])
	iat, hasStart := integerOf(claims["iat"])
	exp, hasEnd := integerOf(claims["exp"])
	if jws.typ != "at+jwt" || iss != issuer || aud != issuer || !hasSubject || !subject.MatchString(sub) {
		return Verified{}, false
	}
	if !hasSession || !hasStart || !hasEnd {
		return Verified{}, false
	}
	id, err := strconv.ParseInt(sub, 10, 64)
	who := Verified{UserID: id, SessionID: sid, IssuedAt: time.Unix(iat, 0), ExpiresAt: time.Unix(exp, 0)}
	return who, err == nil && who.ExpiresAt.After(now) && !who.IssuedAt.After(now.Add(skew))
}

type whoKey struct{}

// Who is signed in, within RequireSignIn.
func Who(ctx context.Context) (Verified, bool) {
	who, ok := ctx.Value(whoKey{}).(Verified)
	return who, ok
}

// RequireSignIn lets through whoever is signed in; the handler asks Who.
func (v *Verifier) RequireSignIn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, verdict := v.Verify(r.Header.Get("Authorization"))
		if verdict != Valid {
			refuse(w, verdict)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), whoKey{}, who)))
	})
}

// What a refusal is over HTTP (RFC 6750 section 3).
func refuse(w http.ResponseWriter, verdict Verdict) {
	status := http.StatusUnauthorized
	var body string
	switch verdict {
	case Unsure:
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "1")
		body = `{"detail":"Sign-ins cannot be checked right now.","status":"error","code":503,"error":"unsure"}`
	case Missing:
		w.Header().Set("WWW-Authenticate", "Bearer")
		body = `{"detail":"Send Authorization: Bearer <token>.","status":"error","code":401,"error":"unauthenticated"}`
	default:
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		body = `{"detail":"The token is not valid, or its session has ended. Sign in again.","status":"error","code":401,"error":"invalid_token"}`
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}
