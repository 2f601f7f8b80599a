package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	_ "embed"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// readme goes into every archive: what to do before the program, with its guide, opens.
//
//go:embed readme.txt
var readme []byte

// pack makes the archive of a target.
func pack(t target, when time.Time) (name string, data []byte, err error) {
	dir, err := os.MkdirTemp("", "banxin-release")
	if err != nil {
		return "", nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, t.program())
	if _, err := t.command("build", "-buildvcs=auto", "-trimpath", "-ldflags=-s -w", "-o", file, "./cmd/banxin"); err != nil {
		return "", nil, err
	}
	files, err := t.contents(file)
	if err != nil {
		return "", nil, err
	}
	if t.os == "windows" {
		data, err = zipped(t.name(), files, when)
		return t.name() + ".zip", data, err
	}
	data, err = tarred(t.name(), files, when)
	return t.name() + ".tar.gz", data, err
}

// contents are the files of an archive.
func (t target) contents(program string) ([]file, error) {
	bin, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	licence, err := os.ReadFile("LICENSE")
	if err != nil {
		return nil, err
	}
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, err
	}
	parts, err := t.parts(info)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(bin)
	bill, err := sbom(product{t, info, hex.EncodeToString(sum[:])}, parts)
	if err != nil {
		return nil, err
	}
	return []file{
		{t.program(), 0o755, bin},
		{"README.txt", 0o644, readme},
		{"LICENSE.txt", 0o644, licence},
		{"LICENCES.txt", 0o644, licences(parts)},
		{"SBOM.cdx.json", 0o644, bill},
	}, nil
}

// command runs the go command for a target. Nothing that the environment says of builds
// reaches it, so that the bytes are those of the commit and the toolchain.
func (t target) command(args ...string) ([]byte, error) {
	c := exec.Command("go", args...)
	c.Env = append(os.Environ(), "GOOS="+t.os, "GOARCH="+t.arch, "CGO_ENABLED=0",
		"GOFLAGS=", "GOEXPERIMENT=", "GOWORK=off", "GOFIPS140=off", "GOAMD64=v1", "GOARM64=v8.0", "GO386=sse2")
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w", args[0], err)
	}
	return out, nil
}
