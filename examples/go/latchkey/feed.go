package latchkey

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	feedType = "latchkey-revocations+jwt"
	// A list of half a million sessions that ended.
	longestEvent = 8_000_000
	entryLength  = 12
	// Clocks may differ by a minute, and whoever heard nothing for five seconds believes nothing; milliseconds.
	oldest = 65_000
	// Between attempts to connect.
	firstPause, longestPause = 100 * time.Millisecond, 2 * time.Second
)

// What the feed has said so far, without a gap.
type revoked struct {
	stream string
	n      int64
	// Milliseconds since the epoch, by the server's clock: of the last message, and of the first of this connection.
	at, begunAt int64
	// What names a session that ended, and the second in which its last token has expired.
	entries map[string]int64
	// The keys that count.
	kids map[string]bool
}

var (
	errGap  = errors.New("an event of the feed is missing, or is not the server's")
	errHeld = errors.New("an event of the feed was held back")
)

func (v *Verifier) follow(ctx context.Context) {
	pause := firstPause
	for ctx.Err() == nil {
		err := v.listen(ctx, func() { pause = firstPause })
		if ctx.Err() != nil {
			return
		}
		log.Printf("latchkey: the feed of sessions that ended is away: %v", err)
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(pause*2, longestPause)
	}
}

// One connection, until it ends. Server-sent events: WHATWG HTML section 9.2.
func (v *Verifier) listen(parent context.Context, taken func()) error {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	// A connection on which nothing arrives for so long is dead, whatever TCP believes.
	silence := time.AfterFunc(currentFor, cancel)
	defer silence.Stop()
	askedAt := time.Now()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, v.feedURL, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+v.apiKey)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("it answered %d", response.StatusCode)
	}
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, longestEvent)
	for lines.Scan() {
		silence.Reset(currentFor)
		data, isData := strings.CutPrefix(lines.Text(), "data: ")
		if !isData {
			continue
		}
		if err := v.take(data, askedAt); err != nil {
			return err
		}
		taken()
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return errors.New("the connection ended")
}

func (v *Verifier) take(data string, askedAt time.Time) error {
	receivedAt := time.Now()
	jws, ok := readJWS(data, longestEvent)
	if !ok {
		return errGap
	}
	// It came from the server itself: a key that is not known was made a moment ago.
	signed, err := v.keys.haveSigned(jws, 0)
	if err != nil {
		return err
	}
	if !signed {
		return errGap
	}
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if err := v.heard.take(jws); err != nil {
		return err
	}
	// By the server's clock so much passed since it was asked: what was held back on its way is as old as that.
	passed := v.heard.at - v.heard.begunAt
	saidAt := askedAt.Add(time.Duration(passed) * time.Millisecond)
	if passed > 0 && receivedAt.Sub(saidAt) > currentFor {
		return errHeld
	}
	if saidAt.After(receivedAt) {
		saidAt = receivedAt
	}
	v.heardAt = saidAt
	return nil
}

// Takes a message whose signature held. An error when it is none, is of another past, or comes after one that is missing.
func (r *revoked) take(jws jws) error {
	kind, _ := textOf(jws.payload["kind"])
	stream, hasStream := textOf(jws.payload["stream"])
	n, hasNumber := integerOf(jws.payload["n"])
	at, hasTime := integerOf(jws.payload["at"])
	var ended map[string]string
	var kids []string
	if jws.typ != feedType || !hasStream || !hasNumber || !hasTime ||
		json.Unmarshal(jws.payload["kids"], &kids) != nil || kids == nil ||
		json.Unmarshal(jws.payload["revoked"], &ended) != nil || ended == nil {
		return errGap
	}
	// What somebody kept and plays again, or held back, is older than what was heard, or than anybody's clock.
	if now := time.Now().UnixMilli(); at < r.at || now-at > oldest || at-now > oldest {
		return errGap
	}
	if kind == "snapshot" {
		r.begunAt, r.entries = at, make(map[string]int64)
	} else if r.entries == nil || stream != r.stream || n != r.n+1 {
		return errGap
	}
	for until, names := range ended {
		second, err := strconv.ParseInt(until, 10, 64)
		if err != nil || len(names)%entryLength != 0 {
			return errGap
		}
		for ; names != ""; names = names[entryLength:] {
			r.entries[names[:entryLength]] = second
		}
	}
	// Once a minute: what no token can name any more.
	if at/60_000 != r.at/60_000 {
		for entry, until := range r.entries {
			if until <= at/1_000 {
				delete(r.entries, entry)
			}
		}
	}
	r.stream, r.n, r.at = stream, n, at
	r.kids = make(map[string]bool, len(kids))
	for _, kid := range kids {
		r.kids[kid] = true
	}
	return nil
}

func entryOf(sessionID string) string {
	digest := sha256.Sum256([]byte(sessionID))
	return base64.RawURLEncoding.EncodeToString(digest[:9])
}
