package hub

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"slices"
	"strings"

	"banxin/cmd/internal/batch/say"

	"github.com/nats-io/nats-server/v2/server"
)

// Role is what a token lets its bearer do.
type Role string

// The roles, by what they may.
const (
	Gives   Role = "give"  // puts jobs into the queue and takes them out again
	Works   Role = "work"  // takes turns at jobs and says what came of them
	Watches Role = "watch" // sees how far the jobs are
)

// minToken is the shortest secret that is taken: 16 letters of base64 are 96 bits.
const minToken = 16

// Token is a role and the secret that proves it.
type Token struct {
	Role   Role
	Secret string
}

// Tokens are those that a hub takes.
type Tokens []Token

// ParseTokens reads lines role:secret; empty lines and those that begin with # are passed over.
func ParseTokens(data []byte) (Tokens, error) {
	var out Tokens
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		role, secret, _ := strings.Cut(line, ":")
		t := Token{Role(strings.TrimSpace(role)), strings.TrimSpace(secret)}
		if rights(t.Role) == nil {
			return nil, say.Fault("line-of-tokens-no-role-write", n, role)
		}
		if len(t.Secret) < minToken {
			return nil, say.Fault("line-of-tokens-secret-shorter-than", n, minToken)
		}
		out = append(out, t)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, say.Fault("there-no-token-in-file-write")
	}
	return out, nil
}

// Has tells whether one of the tokens has a role.
func (t Tokens) Has(role Role) bool {
	return slices.ContainsFunc(t, func(t Token) bool { return t.Role == role })
}

// Check lets in who has one of the tokens, with the rights of its role. All are compared,
// so that the time taken tells nothing.
func (t Tokens) Check(c server.ClientAuthentication) bool {
	got := sha256.Sum256([]byte(c.GetOpts().Token))
	found := -1
	for i := range t {
		want := sha256.Sum256([]byte(t[i].Secret))
		if subtle.ConstantTimeCompare(got[:], want[:]) == 1 {
			found = i
		}
	}
	if found < 0 {
		return false
	}
	role := t[found].Role
	c.RegisterUser(&server.User{Username: string(role), Permissions: rights(role)})
	return true
}

// rights are the subjects of a role. Replies go to a folder of inboxes of the role's own:
// a worker cannot read what a giver is answered.
func rights(r Role) *server.Permissions {
	var say, hear []string
	switch r {
	case Gives:
		say = []string{jobs + ">", wakes, cancels, revives, hellos, events,
			"$JS.API.INFO", "$JS.API.STREAM.CREATE." + stream, "$JS.API.STREAM.UPDATE." + stream, "$JS.API.STREAM.INFO." + stream,
			"$JS.API.STREAM.PURGE." + stream, "$JS.API.CONSUMER.CREATE." + stream + ".>", "$JS.API.CONSUMER.INFO." + stream + ".>", "$JS.API.CONSUMER.LIST." + stream}
		hear = []string{events, hellos, wakes, revives}
	case Works:
		say = []string{events, hellos, "$JS.API.CONSUMER.MSG.NEXT." + stream + ".>", "$JS.ACK." + stream + ".>"}
		hear = []string{cancels, wakes}
	case Watches:
		say = []string{"$JS.API.STREAM.INFO." + stream, "$JS.API.CONSUMER.LIST." + stream}
		hear = []string{events}
	default:
		return nil
	}
	p := &server.Permissions{
		Publish:   &server.SubjectPermission{Allow: say},
		Subscribe: &server.SubjectPermission{Allow: append(hear, inboxes(r)+".>")},
	}
	if r == Gives {
		p.Response = &server.ResponsePermission{MaxMsgs: 1, Expires: server.DEFAULT_ALLOW_RESPONSE_EXPIRATION} // to hellos
	}
	return p
}

// inboxes is where answers to a role go.
func inboxes(r Role) string {
	if r == "" {
		r = Gives
	}
	return "_INBOX." + string(r)
}
