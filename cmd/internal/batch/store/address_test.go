package store

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestAddresses: what is neither a folder nor a bucket is refused, and it is said what to write.
func TestAddresses(t *testing.T) {
	for at, want := range map[string]string{
		"s3:/farm": "s3://farm?endpoint=", "S3://farm": "s3://farm?endpoint=", "http://127.0.0.1:9000/farm": "s3://farm?endpoint=http://127.0.0.1:9000", "https://host": "s3://BUCKET?endpoint=https://host",
		"s3://?endpoint=http://127.0.0.1:9000": "names no bucket",
	} {
		_, err := Open(t.Context(), at)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", at, err)
		}
		if err := There(t.Context(), at); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", at, err)
		}
	}
	if err := checkAddress(`C:/farm`); err != nil {
		t.Error(err)
	}
}

// TestRefusals: of a service that says no it is said what helps.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		status     int
		code, keys string
		want       string
	}{
		{403, "InvalidAccessKeyId", "k", "AWS_SECRET_ACCESS_KEY"}, {403, "SignatureDoesNotMatch", "k", "AWS_SECRET_ACCESS_KEY"}, {403, "AccessDenied", "", "there are none"}, {404, "NoSuchBucket", "k", "make it first"},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			fmt.Fprintf(w, "<Error><Code>%s</Code><Message>no</Message></Error>", c.code)
		}))
		t.Setenv("AWS_ACCESS_KEY_ID", c.keys)
		t.Setenv("AWS_SECRET_ACCESS_KEY", c.keys)
		t.Setenv("AWS_SHARED_CREDENTIALS_FILE", t.TempDir()+"/none")
		t.Setenv("HOME", t.TempDir())
		at := "s3://farm?region=r&endpoint=" + s.URL
		if _, err := Open(t.Context(), at); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.code, err)
		}
		if err := There(t.Context(), at); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.code, err)
		}
		s.Close()
	}
}
