package text

import "banxin/editions/source"

// refusal is what is said of a file that is no text.
var refusal = struct{ m, hint source.Message }{
	source.Msg("the file is no text"), source.Msg("import it under its own name, or have it saved as DOCX"),
}
