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
	"strings"
	"testing"
	"time"
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
// Who may write into the store may put a list there, which the hub takes up: that is no secret.
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
	if out, status := f.do(with("watch", "status")...); status != 0 || !strings.Contains(out, "worker ") {
		t.Errorf("status: %d %s", status, out)
	}
}
