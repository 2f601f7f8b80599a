package command

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/internal/batch/job"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/store"
)

// certify writes a certificate for this machine and its key.
func (f *farm) certify() {
	f.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "farm"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		f.t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		f.t.Fatal(err)
	}
	f.write("hub.crt", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	f.write("hub.key", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})))
}

// TestSecure: a night over TLS with a token for each role; who lacks them, or TLS, is refused.
// Who may write into the store can put a list there, but not the seal of who may give.
func TestSecure(t *testing.T) {
	f := small(t, "好")
	f.certify()
	f.write("all", "give:give-0123456789abcdef\nwork:work-0123456789abcdef\nwatch:watch-0123456789abcdef\n")
	for _, role := range []string{"give", "work", "watch"} {
		f.write(role, role+":"+role+"-0123456789abcdef\n")
	}
	f.write("forged", "give:work-0123456789abcdef\n") // a worker who says that he may give
	if out, status := f.do("hub", "--listen", "0.0.0.0:0", "--store", "store", "--dir", "hub"); status != exitTrouble {
		t.Errorf("a hub for all without tokens: %d %s", status, out)
	}
	at := freePort(t)
	hub := f.start("hub", "--listen", at, "--dir", "hub", "--store", "store", "--http", "", "--token-file", "all", "--tls-cert", "hub.crt", "--tls-key", "hub.key")
	defer kill(hub)
	waitUp(t, at)
	with := func(token string, args ...string) []string {
		return append(args, "--store", "store", "--hub", "nats://"+at, "--tls-ca", "hub.crt", "--token-file", token)
	}
	worker := f.start(with("work", "work", "--work-dir", "at-work")...)
	defer kill(worker)
	f.forge()
	for _, args := range [][]string{
		with("forged", "run", f.list), {"run", f.list, "--store", "store", "--hub", "nats://" + at}, {"run", f.list, "--store", "store", "--hub", "nats://" + at, "--tls-ca", "hub.crt"},
		{"run", f.list, "--store", "store", "--hub", "nats://" + at, "--token-file", "give"}, with("work", "run", f.list), with("watch", "work", "--work-dir", "at-work"),
	} {
		c := f.command(args...)
		late := time.AfterFunc(20*time.Second, func() { c.Process.Kill() })
		out, err := c.CombinedOutput()
		late.Stop()
		if err == nil {
			t.Errorf("%s goes: %s", strings.Join(args, " "), out)
		}
	}
	if out, status := f.do(with("give", "run", f.list)...); status != 0 {
		t.Errorf("run: %d %s", status, out)
	}
	if n := f.done(); n != 1 {
		t.Errorf("%d jobs are done, and one was given", n)
	}
	if out, status := f.do(with("watch", "status")...); status != 0 || !strings.Contains(out, "worker ") {
		t.Errorf("status: %d %s", status, out)
	}
}

// forge puts a list without a seal into the store, with all that it needs, and waits until the
// hub has looked at it and passed it over.
func (f *farm) forge() {
	f.t.Helper()
	f.paper("p9", 9, map[string]string{"stories/s2.md": "---\n标题: 短讯\n---\n假的。\n"})
	s, err := store.Open(f.t.Context(), filepath.Join(f.dir, "store"))
	if err != nil {
		f.t.Fatal(err)
	}
	defer s.Close()
	jobs, _ := job.Parse("forged.jsonl", []byte(`{"id": "p9", "kind": "build", "dir": "p9", "to": ["pdf"]}`))
	e := &night.Entry{Desk: &job.Desk{Store: s, Dir: f.dir, Engine: "test", Env: map[string]string{"BANXIN_LANG": "en"}}, Name: "forged", Now: time.Now(), Secret: "work-0123456789abcdef"}
	if _, _, err := e.Enter(f.t.Context(), jobs); err != nil {
		f.t.Fatal(err)
	}
	for n := 0; n < 300; n++ {
		if log, _ := os.ReadFile(filepath.Join(f.dir, "hub.log")); strings.Contains(string(log), "a list is not taken up") {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	f.t.Error("the hub does not say that it passes a list over that nobody may give")
}
