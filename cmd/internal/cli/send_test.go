package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need"
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

// TestSendToAiosmtpd sends to another's server, and has another's parser read what it took.
func TestSendToAiosmtpd(t *testing.T) {
	python := need.Tool(t, "python3")
	if exec.Command(python, "-c", "import aiosmtpd").Run() != nil {
		need.Missing(t, "aiosmtpd")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	_, port, _ := net.SplitHostPort(address)
	server := exec.Command(python, "testdata/smtpd.py", port)
	stdin, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer server.Wait()
	defer stdin.Close()
	lines := bufio.NewScanner(stdout)
	lines.Buffer(nil, 1<<20)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatal("the server does not start")
	}
	lib, list := builtLibrary(t), filepath.Join(t.TempDir(), "readers.txt")
	if err := os.WriteFile(list, []byte("张三 <zhang@example.org>\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, log bytes.Buffer
	w := world{in: strings.NewReader(""), out: &out, err: &log, env: func(string) string { return "" }, now: time.Now}
	if status := run(t.Context(), []string{"send", "readers", lib, "--mail", list, "--sender", "试报 <news@example.org>", "--smtp", address, "--no-tls"}, w); status != exitFine {
		t.Fatalf("status %d, %s%s", status, &out, &log)
	}
	var m struct {
		To                  []string
		Subject, Name, Text string
		Books               [][3]any
		Defects             []string
	}
	if !lines.Scan() {
		t.Fatal("nothing was taken")
	}
	if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(lib, "shibao-20261020.epub"))
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Defects) > 0 || m.Name != "张三" || m.Subject != "试报 2026年10月20日" || !strings.Contains(m.Text, "本期要目") ||
		fmt.Sprint(m.Books) != fmt.Sprintf("[[shibao-20261020.epub application/epub+zip %d]]", info.Size()) {
		t.Errorf("%+v", m)
	}
}
