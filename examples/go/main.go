// A Go program whose users sign in at Latchkey: LATCHKEY_URL=… LATCHKEY_API_KEY=… PORT=3000 go run .
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"

	// Latchkey: begins
	"example.com/latchkey-example/latchkey"
	// Latchkey: ends
)

func main() {
	// Latchkey: begins
	verifier := latchkey.NewVerifier(os.Getenv("LATCHKEY_URL"), os.Getenv("LATCHKEY_API_KEY"))
	defer verifier.Close()
	http.Handle("GET /private", verifier.RequireSignIn(http.HandlerFunc(private)))
	// Latchkey: ends
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}

func private(w http.ResponseWriter, r *http.Request) {
	// Latchkey: begins
	who, _ := latchkey.Who(r.Context())
	// Latchkey: ends
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]int64{"user_id": who.UserID})
}
