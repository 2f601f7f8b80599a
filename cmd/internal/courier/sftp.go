package courier

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"path"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"

	"banxin/editions/source"
)

// patience is how long a server may take to answer.
const patience = 20 * time.Second

// remote is the disk of an SFTP server.
type remote struct {
	*sftp.Client
	link *ssh.Client
}

// dial connects to a server whose key is known.
func dial(ctx context.Context, u *url.URL, o Options) (disk, error) {
	check, err := knownhosts.New(o.KnownHosts...)
	if err != nil {
		return nil, err
	}
	auth, done, err := o.auth()
	defer done()
	if err != nil {
		return nil, err
	}
	port := u.Port()
	if port == "" {
		port = "22"
	}
	addr := net.JoinHostPort(u.Hostname(), port)
	link, err := (&net.Dialer{Timeout: patience}).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { link.Close() })
	defer stop()
	_ = link.SetDeadline(time.Now().Add(patience))
	conn, channels, requests, err := ssh.NewClientConn(link, addr, &ssh.ClientConfig{
		User: u.User.Username(), Auth: auth, HostKeyCallback: known(check), HostKeyAlgorithms: algorithms(check, addr), Timeout: patience,
	})
	if err != nil {
		return nil, errors.Join(err, link.Close())
	}
	_ = link.SetDeadline(time.Time{})
	client := ssh.NewClient(conn, channels, requests)
	files, err := sftp.NewClient(client)
	if err != nil {
		return nil, errors.Join(err, client.Close())
	}
	return &remote{files, client}, nil
}

// known is a check of host keys that says what to do about one that is not known or another.
func known(check ssh.HostKeyCallback) ssh.HostKeyCallback {
	return func(host string, addr net.Addr, key ssh.PublicKey) error {
		err := check(host, addr, key)
		var bad *knownhosts.KeyError
		if !errors.As(err, &bad) {
			return err
		}
		if len(bad.Want) > 0 {
			return source.Faultf("key-of-host-is-another", host, ssh.FingerprintSHA256(key))
		}
		return source.Faultf("key-of-host-not-known", host, ssh.FingerprintSHA256(key), knownhosts.Line([]string{knownhosts.Normalize(host)}, key))
	}
}

// algorithms are those of the keys that are known of a host, so that it does not answer with
// one of another kind; nil: any.
func algorithms(check ssh.HostKeyCallback, addr string) (out []string) {
	probe, err := ssh.NewPublicKey(ed25519.PublicKey(make([]byte, ed25519.PublicKeySize))) // nobody's
	if err != nil {
		return nil
	}
	var bad *knownhosts.KeyError
	if !errors.As(check(addr, &net.TCPAddr{}, probe), &bad) {
		return nil
	}
	for _, k := range bad.Want {
		switch t := k.Key.Type(); t {
		case ssh.KeyAlgoRSA:
			out = append(out, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
		default:
			out = append(out, t)
		}
	}
	return out
}

// auth lists the ways to enter: keys, an agent, a password. The function returned ends them.
func (o *Options) auth() (ways []ssh.AuthMethod, done func(), err error) {
	done = func() {}
	var keys []ssh.Signer
	for _, name := range o.Keys {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, done, err
		}
		key, err := ssh.ParsePrivateKey(data)
		var locked *ssh.PassphraseMissingError
		if errors.As(err, &locked) && o.Phrase != "" {
			key, err = ssh.ParsePrivateKeyWithPassphrase(data, []byte(o.Phrase))
		}
		if err != nil {
			return nil, done, source.Faultf("key-cannot-be-used", name, err)
		}
		keys = append(keys, key)
	}
	if len(keys) > 0 {
		ways = append(ways, ssh.PublicKeys(keys...))
	}
	if o.Agent != "" {
		if link, err := net.Dial("unix", o.Agent); err == nil {
			done = func() { link.Close() }
			ways = append(ways, ssh.PublicKeysCallback(agent.NewClient(link).Signers))
		}
	}
	if o.Password != "" {
		ways = append(ways, ssh.Password(o.Password), ssh.KeyboardInteractive(o.answer))
	}
	if len(ways) == 0 {
		return nil, done, source.Faultf("no-way-to-enter")
	}
	return ways, done, nil
}

// answer answers a server's questions, which is one for the password.
func (o *Options) answer(_, _ string, questions []string, echo []bool) ([]string, error) {
	out := make([]string, len(questions))
	for i := range questions {
		if !echo[i] {
			out[i] = o.Password
		}
	}
	return out, nil
}

func (r *remote) Append(name string) (file, int64, error) {
	f, err := r.OpenFile(name, os.O_WRONLY|os.O_CREATE)
	if err != nil {
		return nil, 0, err
	}
	n, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return upload{f}, n, nil
}

// upload is a file on a server, which may not know how to sync.
type upload struct{ *sftp.File }

func (u upload) Sync() error {
	var no *sftp.StatusError
	if err := u.File.Sync(); !errors.As(err, &no) {
		return err
	}
	return nil
}

func (r *remote) Open(name string) (io.ReadCloser, error) { return r.Client.Open(name) }

// Rename exchanges a file in one step where the server can; else what was there goes first.
func (r *remote) Rename(from, to string) error {
	if err := r.PosixRename(from, to); err == nil {
		return nil
	}
	if err := r.Client.Rename(from, to); err == nil {
		return nil
	}
	if err := r.Client.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return r.Client.Rename(from, to)
}

func (r *remote) Join(dir, name string) string { return path.Join(dir, name) }
func (r *remote) Close() error                 { return errors.Join(r.Client.Close(), r.link.Close()) }
