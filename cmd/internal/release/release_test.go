package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"banxin/cmd/need"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var some = []file{{"banxin", 0o755, []byte(strings.Repeat("版心", 1000))}, {"README.txt", 0o644, []byte("读我\n")}}

// TestArchives: both kinds hold the files with their modes and the one time that there is,
// and are the same twice.
func TestArchives(t *testing.T) {
	when := dosTime(time.Unix(1790000001, 0))
	for _, make := range []func(string, []file, time.Time) ([]byte, error){zipped, tarred} {
		one, err := make("banxin-1", some, when)
		if err != nil {
			t.Fatal(err)
		}
		two, err := make("banxin-1", some, when)
		if err != nil || !bytes.Equal(one, two) {
			t.Errorf("other bytes the second time, %v", err)
		}
		for i, f := range opened(t, one) {
			want := some[i]
			if f.name != "banxin-1/"+want.name || f.mode != want.mode || !bytes.Equal(f.data, want.data) || !f.when.Equal(when) {
				t.Errorf("%s: mode %o, %d bytes, of %s", f.name, f.mode, len(f.data), f.when)
			}
		}
	}
}

type entry struct {
	file
	when time.Time
}

// opened reads an archive of either kind.
func opened(t *testing.T, data []byte) (out []entry) {
	t.Helper()
	if z, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, entry{file{f.Name, f.Mode(), body}, f.Modified})
		}
		return out
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		head, err := r.Next()
		if err == io.EOF {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil || head.Uid != 0 || head.Uname != "" {
			t.Fatal(head, err)
		}
		out = append(out, entry{file{head.Name, head.FileInfo().Mode(), body}, head.ModTime})
	}
}

func TestFits(t *testing.T) {
	if fits("a", maxSize-1) != nil || fits("a", maxSize) == nil {
		t.Error("an archive is below 80 MB, or there is no release")
	}
}

func TestDosTime(t *testing.T) {
	for _, c := range []struct{ in, want int64 }{{0, 315532800}, {1790000001, 1790000000}} {
		if got := dosTime(time.Unix(c.in, 0)).Unix(); got != c.want {
			t.Errorf("%d is said as %d, want %d", c.in, got, c.want)
		}
	}
}

func TestLicences(t *testing.T) {
	const bsd = "Redistribution and use in source\nand binary forms"
	for _, c := range []struct{ name, body, want string }{
		{"LICENSE", bsd, "BSD-2-Clause"},
		{"LICENSE", bsd + " … Neither the name of the maker", "BSD-3-Clause"},
		{"COPYING", "> Permission is hereby granted, free of charge, to any\n> person obtaining a copy of this software", "MIT"},
		{"LICENSE", "Apache License\n    Version 2.0, January 2004", "Apache-2.0"},
		{"LICENSE", "GNU General Public License\n" + bsd, ""},
		{"LICENSE", "All rights reserved.", ""},
		{"a/NOTICE", bsd, ""},
	} {
		got, err := part{name: "a", texts: []text{{c.name, c.body}}}.licences()
		if strings.Join(got, " ") != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q: %v, %v", c.body, got, err)
		}
	}
}

// TestGiven: each embedded face, and the data of others, has a licence that is known. A
// licence that lies in the checkout and is in no archive would be forgotten.
func TestGiven(t *testing.T) {
	root := need.Root(t)
	parts, err := data(root)
	if err != nil {
		t.Fatal(err)
	}
	written := string(licences(parts))
	for _, p := range parts {
		if found, err := p.licences(); err != nil || p.sha256 == "" || !strings.Contains(written, p.name) {
			t.Errorf("%s: %v, %v", p.name, found, err)
		}
	}
	err = filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || d.Name() == ".git") {
			return cmpSkip(d, err)
		}
		if base := strings.ToUpper(d.Name()); d.IsDir() || name == filepath.Join(root, "LICENSE") || !strings.Contains(base, "LICENSE") && !strings.HasPrefix(base, "OFL") {
			return nil
		}
		body, err := os.ReadFile(name)
		if err == nil && !slices.ContainsFunc(parts, func(p part) bool { return p.texts[0].body == string(body) }) {
			t.Errorf("%s is in no archive", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// cmpSkip skips a folder, unless it could not be read.
func cmpSkip(d os.DirEntry, err error) error {
	if err != nil {
		return err
	}
	return filepath.SkipDir
}

// TestSBOM: the bill has what CycloneDX 1.5 asks for, is the same twice, and another for
// another program.
func TestSBOM(t *testing.T) {
	const h1 = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
	m, err := module("example.org/Some/thing", "v1.0.0+incompatible", h1, nil)
	if err != nil {
		t.Fatal(err)
	}
	m.texts = []text{{"LICENSE", "Apache License, Version 2.0"}}
	ours, err := data(need.Root(t))
	if err != nil {
		t.Fatal(err)
	}
	info := &debug.BuildInfo{GoVersion: "go1.26.8", Main: debug.Module{Path: "banxin"}, Settings: []debug.BuildSetting{{Key: "GOOS", Value: "windows"}}}
	of := product{targets[0], info, strings.Repeat("0", 64)}
	one := bill(t, of, append(ours, m))
	if two := bill(t, of, append(ours, m)); !bytes.Equal(one, two) {
		t.Error("other bytes the second time")
	}
	sound(t, one)
	for _, want := range []string{`"pkg:golang/example.org/some/thing@v1.0.0%2Bincompatible"`, `"` + h1 + `"`, `"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"`} {
		if !bytes.Contains(one, []byte(want)) {
			t.Errorf("the bill does not say %s", want)
		}
	}
	of.sha256 = strings.Repeat("1", 64)
	if serial(t, bill(t, of, ours)) == serial(t, one) {
		t.Error("the serial number is not of the content")
	}
	if _, err := module("a", "v1", "h1:AAAA", nil); err == nil {
		t.Error("a sum that is too short is taken")
	}
}

func bill(t *testing.T, of product, parts []part) []byte {
	t.Helper()
	out, err := sbom(of, parts)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func serial(t *testing.T, doc []byte) string {
	t.Helper()
	var b bom
	if err := json.Unmarshal(doc, &b); err != nil {
		t.Fatal(err)
	}
	return b.Serial
}

// sound wants a bill to be of the form of CycloneDX 1.5, and its references to be found.
func sound(t *testing.T, doc []byte) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("testdata/cyclonedx.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Error(err)
	}
	var b bom
	if err := json.Unmarshal(doc, &b); err != nil {
		t.Fatal(err)
	}
	var refs []string
	for _, c := range b.Components {
		if slices.Contains(refs, c.Ref) {
			t.Errorf("two parts are called %s", c.Ref)
		}
		refs = append(refs, c.Ref)
	}
	if d := b.Dependencies; len(d) != 1 || d[0].Ref != b.Metadata.Component.Ref || !slices.Equal(d[0].On, refs) {
		t.Error("the program does not depend on its parts")
	}
}

// TestTwice makes the archive for this machine, or for one that is like it, twice.
func TestTwice(t *testing.T) {
	need.Judges(t)
	t.Chdir(need.Root(t))
	dir := filepath.Join(t.TempDir(), "dist")
	name := "linux/" + runtime.GOARCH
	if _, err := choose([]string{name}); err != nil {
		name = "linux/amd64"
	}
	t.Setenv("SOURCE_DATE_EPOCH", "1790000000")
	var first []byte
	for range 2 {
		if err := release(dir, []string{name}); err != nil {
			t.Fatal(err)
		}
		made, err := filepath.Glob(filepath.Join(dir, "banxin-*.tar.gz"))
		if err != nil || len(made) != 1 {
			t.Fatal(made, err)
		}
		data, err := os.ReadFile(made[0])
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && !bytes.Equal(first, data) {
			t.Error("other bytes the second time")
		}
		first = data
	}
	var names []string
	for _, f := range opened(t, first) {
		names = append(names, f.name[strings.Index(f.name, "/")+1:])
		if strings.HasSuffix(f.name, "SBOM.cdx.json") {
			t.Chdir("cmd/internal/release")
			sound(t, f.data)
		}
	}
	if want := []string{"banxin", "README.txt", "LICENSE.txt", "LICENCES.txt", "SBOM.cdx.json"}; !slices.Equal(names, want) {
		t.Errorf("the archive has %v", names)
	}
}
