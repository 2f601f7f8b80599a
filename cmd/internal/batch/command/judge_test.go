package command

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// TestFaultsBucket is the night of faults on a bucket in this process, over HTTP.
func TestFaultsBucket(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	back := s3mem.New()
	if err := back.CreateBucket("bkt"); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(gofakes3.New(back).Server())
	defer srv.Close()
	faults(t, 30, 8, "s3://bkt/farm?region=us-east-1&endpoint="+srv.URL, 200*time.Millisecond)
}

// TestFaultsServer is the night of faults on a server that speaks S3 and is somebody else's.
func TestFaultsServer(t *testing.T) { faults(t, 30, 8, versity(t), 200*time.Millisecond) }

// TestFaultsWhole is the night of two hundred papers, in a folder and in a bucket of a server:
// versitygw's, or what BANXIN_TEST_S3=s3://bucket?endpoint=URL names.
func TestFaultsWhole(t *testing.T) {
	need.Minutes(t)
	t.Run("folder", func(t *testing.T) { faults(t, 200, 12, "", 1200*time.Millisecond) })
	t.Run("bucket", func(t *testing.T) {
		at := os.Getenv("BANXIN_TEST_S3")
		if at == "" {
			at = versity(t)
		}
		bucket, rest, _ := strings.Cut(strings.TrimPrefix(at, "s3://"), "?")
		faults(t, 200, 12, fmt.Sprintf("s3://%s/faults-%d?%s", bucket, time.Now().UnixNano(), rest), 1200*time.Millisecond)
	})
}

// versity starts versitygw on a folder, and returns the address of a bucket.
func versity(t *testing.T) string {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret-0123456789")
	program, dir, at := need.Program(t, "BANXIN_VERSITYGW", "versitygw"), t.TempDir(), freePort(t)
	for _, d := range []string{"data/bkt", "beside"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(d)), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command(program, "--quiet", "--port", at, "--access", "key", "--secret", "secret-0123456789", "posix", "--sidecar", filepath.Join(dir, "beside"), filepath.Join(dir, "data"))
	var talk bytes.Buffer
	c.Stdout, c.Stderr = &talk, &talk
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		kill(c)
		if t.Failed() {
			t.Logf("versitygw: %s", talk.Bytes()[:min(talk.Len(), 4000)])
		}
	})
	waitUp(t, at)
	return "s3://bkt?region=us-east-1&endpoint=http://" + at
}
