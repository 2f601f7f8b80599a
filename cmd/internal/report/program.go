package report

// Program is what is known of the program that runs. Revision and Time are empty where it was
// built outside a checkout or with -buildvcs=false.
type Program struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`            // of the sources
	Time     string `json:"time,omitempty"`      // of that revision, RFC 3339
	Modified bool   `json:"modified"`            // the sources were not all committed
	Module   string `json:"module"`              // path of the main module
	Go       string `json:"go"`                  // toolchain
	System   string `json:"system"`              // linux/amd64
	Trimmed  bool   `json:"trimpath"`            // no path of the building machine is in the program
	Static   bool   `json:"static"`              // without cgo
	Tags     string `json:"buildTags,omitempty"` // -tags
}

// Ailment is a line of what doctor says.
type Ailment struct {
	Check  string `json:"check"`
	Level  string `json:"level"` // ok, warning, error
	Text   string `json:"text"`
	Remedy string `json:"remedy,omitempty"`
}

// Event is a line of --progress json.
type Event struct {
	Event string `json:"event"` // start, step, done
	Stage string `json:"stage"`
	Name  string `json:"name,omitempty"`
	Done  int    `json:"done,omitempty"`
	Total int    `json:"total,omitempty"`
	Ms    int64  `json:"ms"` // since the command began
}
