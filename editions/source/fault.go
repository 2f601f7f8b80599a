package source

// Fault is an error with a sentence that can be put in other languages: trouble of the
// world, or a program's wrong use. Faults of an edition's files are findings.
type Fault struct {
	Message Message
	Cause   error // what lies behind it, for errors.Is; may be nil
}

// Faultf makes a Fault. The last argument that is an error is its cause.
func Faultf(id string, args ...any) *Fault {
	f := &Fault{Message: Message{id, args}}
	for _, a := range args {
		if err, ok := a.(error); ok {
			f.Cause = err
		}
	}
	return f
}

func (f *Fault) Error() string { return f.Message.String() }

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.Cause }
