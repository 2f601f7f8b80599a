package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"

	"banxin/cmd/internal/batch/say"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// bucket is a store in a bucket of a server that speaks S3.
type bucket struct {
	api    *minio.Client
	keys   *credentials.Credentials
	name   string
	prefix string // of all names; empty, or it ends in a slash
	opened bool   // it was a store with these keys: a refusal since then passes
}

// tries is how often a call is made before the store is away: who called waits longer.
const tries = 3

// openBucket opens s3://bucket/prefix?endpoint=URL&region=NAME. Keys come from the
// environment (AWS_ACCESS_KEY_ID, MINIO_ACCESS_KEY and their companions), from the file that
// AWS_SHARED_CREDENTIALS_FILE or its usual place names, or from the machine's role: never
// from the address, which anybody can see in a list of processes.
func openBucket(address string) (*bucket, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	if u.User != nil {
		return nil, fmt.Errorf("%s: keys do not stand in an address", u.Redacted())
	}
	q := u.Query()
	for k := range q {
		if k != "endpoint" && k != "region" {
			return nil, fmt.Errorf("s3://%s: there is no parameter %q", u.Host, k)
		}
	}
	end := q.Get("endpoint")
	if end == "" {
		end = "https://s3.amazonaws.com"
	}
	if u.Host == "" {
		return nil, say.Fault("bucket-is-missing", end)
	}
	e, err := url.Parse(end)
	if err != nil || e.Host == "" || e.Scheme != "http" && e.Scheme != "https" {
		return nil, fmt.Errorf("s3://%s: the endpoint %q is no address: http://HOST:PORT", u.Host, end)
	}
	keys := credentials.NewChainCredentials(providers())
	api, err := minio.New(e.Host, &minio.Options{Creds: keys, Secure: e.Scheme == "https", Region: q.Get("region"), MaxRetries: tries})
	if err != nil {
		return nil, err
	}
	b := &bucket{api: api, keys: keys, name: u.Host}
	if p := strings.Trim(u.Path, "/"); p != "" {
		if err := CheckName(p); err != nil {
			return nil, err
		}
		b.prefix = p + "/"
	}
	return b, nil
}

// providers are where keys are looked for. A machine's role is asked for over the network, so
// only where the environment says that there is one.
func providers() []credentials.Provider {
	all := []credentials.Provider{&credentials.EnvAWS{}, &credentials.EnvMinio{}, &credentials.FileAWSCredentials{}, &credentials.FileMinioClient{}}
	for _, v := range []string{"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"} {
		if os.Getenv(v) != "" {
			return append(all, &credentials.IAM{})
		}
	}
	return all
}

func (b *bucket) Close() error { return nil }

func (b *bucket) Put(ctx context.Context, name string, data io.Reader, size int64) error {
	if err := CheckName(name); err != nil {
		return err
	}
	if size < 0 {
		return fmt.Errorf("put %s: its size is not known", name)
	}
	from := &source{r: io.LimitReader(data, size+1)}
	var body io.Reader = from
	if size <= small {
		text, err := io.ReadAll(from)
		if err == nil && int64(len(text)) != size {
			err = fmt.Errorf("%d bytes were announced and %d came", size, len(text))
		}
		if err != nil {
			return err
		}
		body = bytes.NewReader(text)
	}
	_, err := b.api.PutObject(ctx, b.name, b.prefix+name, body, size, options(size))
	switch {
	case from.err != nil: // not the store's
		return from.err
	case err == nil && from.n > size:
		err = fmt.Errorf("%d bytes were announced and more came", size)
	}
	return b.fault(ctx, "put", name, err)
}

// options are how bytes are put: in one piece, since who is killed while putting several leaves
// parts in the bucket that nobody lists and somebody pays for. A body of none is not signed by
// itself, as it would be sent without its length.
func options(size int64) minio.PutObjectOptions {
	return minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true, DisableContentSha256: size == 0}
}

// small is how much is held in memory to be put: so a call can be made again, and one of no
// bytes says so.
const small = 1 << 20

// source is what is put, with its own errors told from the store's.
type source struct {
	r   io.Reader
	n   int64
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.n += int64(n)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

func (b *bucket) PutNew(ctx context.Context, name string, data []byte) (bool, error) {
	if err := CheckName(name); err != nil {
		return false, err
	}
	o := options(int64(len(data)))
	o.SetMatchETagExcept("*")
	_, err := b.api.PutObject(ctx, b.name, b.prefix+name, bytes.NewReader(data), int64(len(data)), o)
	switch minio.ToErrorResponse(err).Code {
	case "PreconditionFailed":
		return false, nil
	case "ConditionalRequestConflict": // another writer at the same time: who was first is not known yet
		return false, &Away{"put", name, err}
	}
	return err == nil, b.fault(ctx, "put", name, err)
}

func (b *bucket) Get(ctx context.Context, name string) (io.ReadCloser, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	r, info, _, err := (&minio.Core{Client: b.api}).GetObject(ctx, b.name, b.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return nil, b.fault(ctx, "get", name, err)
	}
	return &arriving{ReadCloser: r, of: b, ctx: ctx, name: name, left: info.Size}, nil
}

// arriving is an object on its way. One that breaks off does not end.
type arriving struct {
	io.ReadCloser
	of   *bucket
	ctx  context.Context
	name string
	left int64
}

func (a *arriving) Read(p []byte) (int, error) {
	n, err := a.ReadCloser.Read(p)
	a.left -= int64(n)
	switch {
	case err == io.EOF && a.left > 0:
		err = &Away{"get", a.name, io.ErrUnexpectedEOF}
	case err != nil && err != io.EOF:
		err = a.of.fault(a.ctx, "get", a.name, err)
	}
	return n, err
}

func (b *bucket) Stat(ctx context.Context, name string) (int64, error) {
	if err := CheckName(name); err != nil {
		return 0, err
	}
	info, err := b.api.StatObject(ctx, b.name, b.prefix+name, minio.StatObjectOptions{})
	if status := minio.ToErrorResponse(err).StatusCode; status >= 400 && status < 500 { // without a body that says why
		var r io.ReadCloser
		if r, info, _, err = (&minio.Core{Client: b.api}).GetObject(ctx, b.name, b.prefix+name, minio.GetObjectOptions{}); err == nil {
			r.Close()
		}
	}
	return info.Size, b.fault(ctx, "stat", name, err)
}

func (b *bucket) List(ctx context.Context, prefix string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		for o := range b.api.ListObjectsIter(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix + prefix, Recursive: true}) {
			if o.Err != nil {
				yield(Entry{}, b.fault(ctx, "list", prefix, o.Err))
				return
			}
			name := strings.TrimPrefix(o.Key, b.prefix)
			if CheckName(name) != nil {
				continue // a stranger's
			}
			if !yield(Entry{name, o.Size, o.LastModified}, nil) {
				return
			}
		}
	}
}

func (b *bucket) Remove(ctx context.Context, name string) error {
	if err := CheckName(name); err != nil {
		return err
	}
	err := b.api.RemoveObject(ctx, b.name, b.prefix+name, minio.RemoveObjectOptions{})
	if err = b.fault(ctx, "remove", name, err); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// ofKeys are the answers to keys that a server does not know, or that may not do this.
var ofKeys = []string{"InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "InvalidToken", "ExpiredToken", "MissingSecurityHeader", "XAdminUserNotFound", "XMinioAdminNoSuchUser"}

// passes are the answers by a 4xx that ask to come back.
var passes = []string{"RequestTimeTooSkewed", "RequestTimeout", "SlowDown"}

// fault says what kind of trouble an error is. What a server answers by a 4xx is an answer, but for
// those that ask to come back. That a name is not there it says itself, of the name: another 404 is
// of the bucket or of the keys, or of whoever else answers at the address. Those, and refusals, are
// faults of the address or the keys until the store was opened with them; then they pass.
func (b *bucket) fault(ctx context.Context, op, name string, err error) error {
	if err == nil || IsAway(err) {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	r := minio.ToErrorResponse(err)
	ours := path.Join(b.name, b.prefix+name)
	switch {
	case r.Code == minio.NoSuchKey && said(r):
		return &fs.PathError{Op: op, Path: ours, Err: fs.ErrNotExist}
	case r.StatusCode < 400 || r.StatusCode >= 500 || r.StatusCode == 408 || r.StatusCode == 429 || slices.Contains(passes, r.Code):
		return &Away{op, name, err}
	}
	no, refused := b.refusal(r)
	if no == nil {
		no = fmt.Errorf("%s %s: %w", op, ours, err)
	}
	if refused && b.opened {
		return &Away{op, name, no}
	}
	return no
}

// said tells whether the server has said itself what an error response says, and not the library of
// the status alone.
func said(r minio.ErrorResponse) bool { return r.XMLName.Local != "" }

// refusal is what helps where a server will have nothing to do with the bucket or the keys; nil where
// only the server's own words say so.
func (b *bucket) refusal(r minio.ErrorResponse) (why error, refused bool) {
	switch {
	case r.Code == minio.NoSuchBucket && said(r):
		return say.Fault("no-such-bucket", b.name, r.Code), true
	case r.StatusCode == 401, slices.Contains(ofKeys, r.Code):
		if keys, e := b.keys.GetWithContext(nil); e == nil && keys.AccessKeyID == "" {
			return say.Fault("store-has-no-keys"), true
		}
		return say.Fault("store-refuses-keys", r.Code), true
	case r.StatusCode == 404:
		return say.Fault("store-is-no-s3", b.api.EndpointURL().String(), cmp.Or(r.Message, r.Code)), true
	}
	return nil, r.StatusCode == 403 || r.Code == minio.AuthorizationHeaderMalformed
}
