package command

import (
	"fmt"
	"net/http/httptest"
	"os"
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
	faults(t, 30, 8, "s3://bkt/farm?region=us-east-1&endpoint="+srv.URL, 500*time.Millisecond)
}

// TestFaultsJudge is the night of two hundred papers, in a folder and in a bucket of a server
// that speaks S3, as versitygw: BANXIN_TEST_S3=s3://bucket?endpoint=URL.
func TestFaultsJudge(t *testing.T) {
	need.Judges(t)
	t.Run("folder", func(t *testing.T) { faults(t, 200, 12, "", 1200*time.Millisecond) })
	t.Run("bucket", func(t *testing.T) {
		at := os.Getenv("BANXIN_TEST_S3")
		if at == "" {
			t.Skip("BANXIN_TEST_S3 names no bucket")
		}
		bucket, rest, _ := strings.Cut(strings.TrimPrefix(at, "s3://"), "?")
		faults(t, 200, 12, fmt.Sprintf("s3://%s/faults-%d?%s", bucket, time.Now().UnixNano(), rest), 1200*time.Millisecond)
	})
}
