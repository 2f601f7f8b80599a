package preflight

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	f, err := os.Open("/tmp/sampleout/tcrb-20261020.pdf")
	if err != nil {
		t.Skip()
	}
	s := time.Now()
	r, err := Check(context.Background(), f, Newspaper())
	fmt.Println(err, r.Standard, r.Pages, time.Since(s))
	for _, f := range r.Findings {
		fmt.Println(f)
	}
}
