//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSignals: a run that hears nothing, as one that waits for a disk, is over soon after
// any signal that ends runs.
func TestSignals(t *testing.T) {
	if os.Getenv("BANXIN_TEST_DEAF") != "" {
		untilTold()
		os.Stdout.WriteString("deaf\n")
		select {}
	}
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(s) { // as under nohup, where it is to be
				t.Skip("the tests themselves were started so that they do not hear it")
			}
			run := exec.Command(os.Args[0], "-test.run=^TestSignals$")
			run.Env = append(os.Environ(), "BANXIN_TEST_DEAF=1", "LANG=C", "LC_ALL=C", "BANXIN_LANG=en")
			var errs strings.Builder
			run.Stderr = &errs
			out, err := run.StdoutPipe()
			if err := errors.Join(err, run.Start()); err != nil {
				t.Fatal(err)
			}
			if _, err := out.Read(make([]byte, 16)); err != nil {
				t.Fatal(err)
			}
			run.Process.Signal(s)
			late := time.AfterFunc(20*time.Second, func() { run.Process.Kill() })
			defer late.Stop()
			run.Wait()
			if run.ProcessState.ExitCode() != 2 || !strings.Contains(errs.String(), "interrupted") {
				t.Errorf("it ends with %v: %s", run.ProcessState, errs.String())
			}
		})
	}
}
