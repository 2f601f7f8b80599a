package say

import (
	"testing"
	"time"
)

// TestShort: times have two units at most, and no more digits than they are worth.
func TestShort(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0s", 1234 * time.Millisecond: "1.2s", 28 * time.Second: "28s", 59*time.Second + 990*time.Millisecond: "59.9s",
		time.Minute: "1m00s", 62 * time.Minute: "1h02m", 24*time.Hour - time.Second: "23h59m", 984*time.Hour + 45*time.Minute: "41d00h",
	} {
		if got := Short(d); got != want {
			t.Errorf("%v is %s, not %s", d, got, want)
		}
	}
}

// TestPaceSaid: slow work is told by the hour, and what is not known not at all.
func TestPaceSaid(t *testing.T) {
	l := For(func(string) string { return "" })
	for _, c := range []struct {
		perMinute float64
		left      time.Duration
		want      string
	}{{0, 0, ""}, {2.25, 90500 * time.Millisecond, "2.2 jobs a minute, 1m31s left"}, {0.05, 0, "3.0 jobs an hour"}, {602, 200 * time.Millisecond, "602.0 jobs a minute, 1s left"}} {
		if got := l.Pace(c.perMinute, c.left); got != c.want {
			t.Errorf("%v, %v: %q, not %q", c.perMinute, c.left, got, c.want)
		}
	}
}
