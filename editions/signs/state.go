package signs

// State is what a signature is worth.
type State int

// States of a signature.
const (
	Unsigned  State = iota // nobody has signed, or it was withdrawn
	Changed                // what was signed is not what is there now
	OtherDuty              // the page is the same, what the press is asked for is not
	Valid
)

var stateNames = [...]string{"unsigned", "changed", "press-changed", "valid"}

// String is the state as reports and JSON say it.
func (s State) String() string { return stateNames[s] }

// MarshalText is String.
func (s State) MarshalText() ([]byte, error) { return []byte(stateNames[s]), nil }

// State says what the signatures of a subject as something are worth while its seal is now, and
// which line says so: the last that is valid, else the last that is void; nil: there is none.
func (c *Chain) State(what Subject, as string, now Seal) (State, *Line) {
	state, by := Unsigned, (*Line)(nil)
	for i := range c.Lines {
		l := &c.Lines[i]
		if l.Subject != what || l.As != as {
			continue
		}
		if l.Withdrawn {
			state, by = Unsigned, nil
			continue
		}
		if s := l.worth(now); s >= state {
			state, by = s, l
		}
	}
	return state, by
}

// worth is what a signature is worth by itself.
func (l *Line) worth(now Seal) State {
	switch {
	case l.Digest != now.Digest:
		return Changed
	case l.Press != now.Press:
		return OtherDuty
	}
	return Valid
}
