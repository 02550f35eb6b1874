package latchkey

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"strings"
	"unicode/utf8"
)

const longestToken = 8_192

type object map[string]json.RawMessage

// A compact JWS (RFC 7515 section 3.1), taken apart and not believed yet.
type jws struct {
	kid, alg, typ     string
	payload           object
	signed, signature []byte
}

// Strict: one spelling of the same bytes (RFC 4648 section 3.5).
var base64URL = base64.RawURLEncoding.Strict()

// False for whatever is none, says more in its header than is known, or is longer than so many characters.
func readJWS(text string, longest int) (jws, bool) {
	parts := strings.Split(text, ".")
	// The decoder passes over line breaks.
	if len(text) > longest || len(parts) != 3 || strings.ContainsAny(text, "\r\n") {
		return jws{}, false
	}
	header, hasHeader := objectOf(parts[0])
	payload, hasPayload := objectOf(parts[1])
	signature, err := base64URL.DecodeString(parts[2])
	// What is critical, embeds a key or names another place is nothing of ours (RFC 8725 section 3.10).
	if !hasHeader || !hasPayload || err != nil || len(signature) == 0 || len(header) != 3 {
		return jws{}, false
	}
	kid, hasKid := textOf(header["kid"])
	alg, hasAlg := textOf(header["alg"])
	typ, hasTyp := textOf(header["typ"])
	signed := []byte(parts[0] + "." + parts[1])
	return jws{kid, alg, typ, payload, signed, signature}, hasKid && hasAlg && hasTyp
}

func objectOf(part string) (object, bool) {
	data, err := base64URL.DecodeString(part)
	if err != nil || !utf8.Valid(data) {
		return nil, false
	}
	// A map, and no struct: for those, names that differ in case alone are the same.
	var value object
	err = json.Unmarshal(data, &value)
	return value, err == nil && value != nil
}

func textOf(raw json.RawMessage) (string, bool) {
	var value *string
	if len(raw) == 0 || json.Unmarshal(raw, &value) != nil || value == nil {
		return "", false
	}
	return *value, true
}

func integerOf(raw json.RawMessage) (int64, bool) {
	var value *float64
	if len(raw) == 0 || json.Unmarshal(raw, &value) != nil || value == nil {
		return 0, false
	}
	// What a double holds exactly.
	isInteger := *value == math.Trunc(*value) && math.Abs(*value) < 1<<53
	return int64(*value), isInteger
}
