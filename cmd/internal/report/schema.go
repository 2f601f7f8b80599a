package report

import _ "embed"

// Schema is the JSON Schema of Report. What a report says may only grow while its number
// stays the same.
//
//go:embed report.schema.json
var Schema []byte
