package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need/smtptest"
)

// TestSendReaders sends a built edition to two lists; once more there is nobody left.
func TestSendReaders(t *testing.T) {
	lib, dir := builtLibrary(t), t.TempDir()
	kindle, readers := filepath.Join(dir, "kindle.txt"), filepath.Join(dir, "readers.txt")
	for name, list := range map[string]string{kindle: "wang@kindle.com\n", readers: "张三 <zhang@example.org>\nnobody at all\nli@example.org\n"} {
		if err := os.WriteFile(name, []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	office := &smtptest.Office{}
	port, _ := office.Open(t)
	send := func(flags ...string) (int, string, string) {
		var out, log bytes.Buffer
		w := world{in: strings.NewReader(""), out: &out, err: &log, env: func(string) string { return "" }, now: time.Now}
		args := append([]string{"send", "readers", lib, "--kindle", kindle, "--mail", readers, "--sender", "试报 <news@example.org>", "--per-minute", "0",
			"--smtp", fmt.Sprint("127.0.0.1:", port), "--no-tls"}, flags...)
		return run(t.Context(), args, w), out.String(), log.String()
	}
	status, out, log := send("--dry-run")
	if status != exitFindings || len(office.Letters()) > 0 || !strings.Contains(out, "SND-ADDRESS") || !strings.Contains(out, "zhang@example.org, mail: 0.") || !strings.Contains(out, "to be sent to 3 of 3 readers") {
		t.Errorf("dry: status %d, %s%s", status, out, log)
	}
	if _, err := os.Stat(readers + ".sent"); err == nil {
		t.Error("a dry run has begun a log")
	}
	status, out, log = send()
	if status != exitFindings || office.To() != "wang@kindle.com zhang@example.org li@example.org" || !strings.Contains(out, "sent to 3 of 3 readers") || !strings.Contains(log, "li@example.org: sent") {
		t.Errorf("status %d, %s, %s%s", status, office.To(), out, log)
	}
	status, out, _ = send("--format", "json")
	if status != exitFindings || len(office.Letters()) != 3 || !strings.Contains(out, `"already": 3`) || !strings.Contains(out, `"edition": "shibao-20261020"`) {
		t.Errorf("once more: status %d, %s", status, out)
	}
	if status, _, log = send("--user", "news", "--smtp", "smtp.example.org"); status != exitTrouble || !strings.Contains(log, "in the clear") {
		t.Errorf("a password without TLS: status %d, %s", status, log)
	}
}
