package say

import (
	"fmt"
	"math"
	"time"
)

// Short writes a time in two units at most: 3d04h, 2h05m, 3m20s, 8.2s.
func Short(d time.Duration) string {
	switch {
	case d >= 24*time.Hour:
		return fmt.Sprintf("%dd%02dh", int(d.Hours())/24, int(d.Hours())%24)
	case d >= time.Hour:
		return fmt.Sprintf("%dh%02dm", int(d.Hours()), int(d.Minutes())%60)
	case d >= time.Minute:
		return fmt.Sprintf("%dm%02ds", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%vs", math.Floor(d.Seconds()*10)/10)
}

// Seconds is Short for seconds.
func Seconds(s float64) string { return Short(time.Duration(s * float64(time.Second))) }

// Pace says how fast jobs are done, and how long the rest will take; nothing of what is not known.
func (l Locale) Pace(perMinute float64, left time.Duration) (out string) {
	switch {
	case perMinute >= 1:
		out = l.T("minute", perMinute)
	case perMinute > 0:
		out = l.T("hour", perMinute*60)
	}
	if left > 0 {
		out += l.T("left-3", Short(max(left.Round(time.Second), time.Second)))
	}
	return out
}
