package latchkey

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"sync"
	"time"
)

const (
	// A kid that nobody knows makes the set be asked for again, at most this often.
	keysAgainAfter = 2 * time.Second
	// What was retired is forgotten by then.
	keysAnewAfter = 60 * time.Second
	largestSet    = 1 << 20
)

// A public key of the server (RFC 7517).
type jwk struct {
	Kid, Alg, Kty, Crv, X, Y, N, E string
}

type known struct {
	alg   string
	check func(signed, signature []byte) bool
}

// The public keys of the server.
type keys struct {
	url     string
	mutex   sync.Mutex
	known   map[string]known
	askedAt time.Time
}

// Asks again for a key that is not known. An error when the keys cannot be had.
func (k *keys) haveSigned(jws jws, againAfter time.Duration) (bool, error) {
	key, isKnown, err := k.find(jws.kid, againAfter)
	if err != nil {
		return false, err
	}
	// One algorithm a key (RFC 8725 section 3.1): what a token says of it is compared, never followed.
	return isKnown && key.alg == jws.alg && key.check(jws.signed, jws.signature), nil
}

func (k *keys) find(kid string, againAfter time.Duration) (known, bool, error) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	key, isKnown := k.known[kid]
	age := time.Since(k.askedAt)
	if k.askedAt.IsZero() || age > keysAnewAfter || (!isKnown && age > againAfter) {
		if err := k.load(); err != nil {
			return known{}, false, err
		}
		key, isKnown = k.known[kid]
	}
	return key, isKnown, nil
}

func (k *keys) load() error {
	askedAt := time.Now()
	client := http.Client{Timeout: currentFor}
	response, err := client.Get(k.url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the key set answered %d", response.StatusCode)
	}
	var set struct{ Keys []jwk }
	if err := json.NewDecoder(io.LimitReader(response.Body, largestSet)).Decode(&set); err != nil {
		return err
	}
	found := make(map[string]known, len(set.Keys))
	for _, key := range set.Keys {
		check, err := readKey(key)
		if err != nil {
			return err
		}
		if check != nil {
			found[key.Kid] = known{key.Alg, check}
		}
	}
	k.known, k.askedAt = found, askedAt
	return nil
}

var errBadKey = errors.New("a key of the set cannot be read")

// Nil for a key of an algorithm that a newer server has.
func readKey(key jwk) (func(signed, signature []byte) bool, error) {
	switch key.Alg {
	case "EdDSA":
		x, err := base64URL.DecodeString(key.X)
		if err != nil || key.Crv != "Ed25519" || len(x) != ed25519.PublicKeySize {
			return nil, errBadKey
		}
		return func(signed, signature []byte) bool { return ed25519.Verify(x, signed, signature) }, nil
	case "ES256":
		return readES256(key)
	case "RS256":
		return readRS256(key)
	}
	return nil, nil
}

func readES256(key jwk) (func(signed, signature []byte) bool, error) {
	x, errX := base64URL.DecodeString(key.X)
	y, errY := base64URL.DecodeString(key.Y)
	if errX != nil || errY != nil || key.Crv != "P-256" || len(x) != 32 || len(y) != 32 {
		return nil, errBadKey
	}
	public := &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
	// Refuses a point that is not on the curve.
	if _, err := public.ECDH(); err != nil {
		return nil, err
	}
	return func(signed, signature []byte) bool {
		if len(signature) != 64 {
			return false
		}
		digest := sha256.Sum256(signed)
		r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
		return ecdsa.Verify(public, digest[:], r, s)
	}, nil
}

func readRS256(key jwk) (func(signed, signature []byte) bool, error) {
	n, errN := base64URL.DecodeString(key.N)
	e, errE := base64URL.DecodeString(key.E)
	if errN != nil || errE != nil || len(n) < 256 || len(e) == 0 || len(e) > 4 {
		return nil, errBadKey
	}
	public := &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}
	return func(signed, signature []byte) bool {
		digest := sha256.Sum256(signed)
		return rsa.VerifyPKCS1v15(public, crypto.SHA256, digest[:], signature) == nil
	}, nil
}
