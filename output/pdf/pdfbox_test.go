package pdf

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// PDFBox's preflight knows PDF/A-1b only. Where its libraries are (Debian: libpdfbox2-java,
// libcommons-logging-java, libactivation-java, libjaxb-api-java; BANXIN_PDFBOX may name
// another folder), an archive file differs from 1b in what 2a does otherwise, and in
// nothing else.
func TestArchiveByPDFBox(t *testing.T) {
	need.Judges(t)
	var jars []string
	for _, jar := range []string{"pdfbox2", "fontbox2", "preflight", "xmpbox", "commons-logging", "javax.activation", "jaxb-api"} {
		name := filepath.Join(cmp.Or(os.Getenv("BANXIN_PDFBOX"), "/usr/share/java"), jar+".jar")
		if _, err := os.Stat(name); err != nil {
			t.Skipf("PDFBox is not installed: %v", err)
		}
		jars = append(jars, name)
	}
	allowed := map[string]string{
		"2.1.6":  "ICC profiles of version 4: since PDF/A-2 (ISO 19005-2, 6.2.4.2)",
		"3.1.11": "a CIDSet is asked for by PDF/A-1 alone; PDF/A-2 lets it be away (ISO 19005-2, 6.2.11.4.2)",
		"7.11.2": "the file says that it is of part 2",
	}
	f := saved(t, writePDF(t, specimen(t), Options{Profile: Archive, Press: Press{Marks: AllMarks}}))
	cmd := exec.Command(need.Tool(t, "java"), "-cp", strings.Join(jars, string(os.PathListSeparator)), "testdata/pdfbox/Validate.java", f)
	var talk strings.Builder
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, talk.String())
	}
	var codes []string
	for line := range strings.Lines(string(out)) {
		code, _, _ := strings.Cut(line, "\t")
		if codes = append(codes, code); allowed[code] == "" {
			t.Error(line)
		}
	}
	if !slices.Contains(codes, "7.11.2") {
		t.Errorf("PDFBox does not see the part: %q", out)
	}
}
