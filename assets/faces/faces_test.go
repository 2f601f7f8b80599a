package faces

import (
	"os"
	"strings"
	"testing"
)

func TestFontsAreTheFilesWithLicences(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range All() {
		want, err := os.ReadFile(f.Name + ".ttf")
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != string(f.Data) {
			t.Errorf("%s: embedded data is not the file of that name", f.Name)
		}
		family, _, _ := strings.Cut(f.Name, "-")
		licence, err := os.ReadFile("OFL-" + family + ".txt")
		if err != nil || !strings.Contains(string(licence), "SIL OPEN FONT LICENSE Version 1.1") {
			t.Errorf("%s: no licence text beside it (%v)", f.Name, err)
		}
		for _, role := range f.Roles {
			if seen[role] {
				t.Errorf("role %s is given twice", role)
			}
			seen[role] = true
		}
	}
	for _, role := range []string{"宋", "标宋", "黑", "粗黑", "楷", "毛笔", "小标宋", "特黑", "快乐"} {
		if !seen[role] {
			t.Errorf("no face has the role %s", role)
		}
	}
}
