package makeup

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"banxin/output/png"
)

// TestSets measures what Auto makes of the papers in the folder MAKEUP_SETS names, and writes
// the pages as pictures beside them where MAKEUP_LOOK names a folder.
func TestSets(t *testing.T) {
	dir := os.Getenv("MAKEUP_SETS")
	if dir == "" {
		t.Skip("MAKEUP_SETS names no folder of papers")
	}
	n := 3
	if s := os.Getenv("MAKEUP_N"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	papers, _ := filepath.Glob(dir + "/*/paper.yaml")
	for _, p := range papers {
		name := filepath.Base(filepath.Dir(p))
		ed, cat := loadLibrary(t, os.DirFS(filepath.Dir(p)))
		versions := Auto(ed, cat, n)
		for k, v := range versions {
			res := compose(t, v.Edition, cat)
			over := 0
			for _, f := range res.Fits {
				over += f.OverChars
			}
			for i := range v.Made {
				fmt.Printf("%-36s v%d %s over %d\n", name, k+1, figures(res.Doc, v.Edition, &v.Made[i]), over)
			}
			for _, f := range res.Findings {
				if f.Severity > 0 && !strings.HasPrefix(f.Code, "TXT") {
					fmt.Printf("    %s %s %s\n", f.Code, f.Slot, f.Message)
				}
			}
			if look := os.Getenv("MAKEUP_LOOK"); look != "" {
				for i := range res.Doc.Pages {
					f, err := os.Create(fmt.Sprintf("%s/%s-v%d-p%d.png", look, name, k+1, i+1))
					if err != nil {
						t.Fatal(err)
					}
					if err := png.Write(f, res.Doc, i, cat, png.Options{PPI: 64}); err != nil {
						t.Fatal(err)
					}
					f.Close()
				}
			}
		}
	}
}
