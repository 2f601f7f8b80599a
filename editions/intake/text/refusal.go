package text

import "banxin/editions/source"

// refusal is what is said of a file that is no text.
var refusal = struct{ m, hint source.Message }{
	source.Msg("file-no-text"), source.Msg("import-under-own-name-or-saved"),
}
