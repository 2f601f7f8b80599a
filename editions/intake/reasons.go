package intake

import "banxin/editions/source"

// Reason says why something was left out. Key is stable, for programs.
type Reason struct {
	Key  string
	Says source.Message
}

// The reasons that readers and the role finder share.
var (
	Indent      = Reason{"indent", source.Msg("typed-indent")}
	Blank       = Reason{"blank", source.Msg("white-space")}
	LineEnd     = Reason{"line-end", source.Msg("end-of-line")}
	Markup      = Reason{"markup", source.Msg("sign-of-markup")}
	DeletedText = Reason{"deleted", source.Msg("deleted-in-copy")}
	NotInserted = Reason{"not-inserted", source.Msg("inserted-in-copy-refused")}
	HiddenText  = Reason{"hidden", source.Msg("hidden-text")}
	Instruction = Reason{"instruction", source.Msg("instruction-page")}
	DeskMark    = Reason{"desk", source.Msg("mark-of-desk")}
	CaptionMark = Reason{"pointer", source.Msg("pointer-to-picture")}
	EndMark     = Reason{"end", source.Msg("end-mark")}
	JumpLine    = Reason{"jump", source.Msg("jump-line")}
	NotPrinted  = Reason{"not-printed", source.Msg("not-print")}
	Remarked    = Reason{"comment", source.Msg("comment-kept-as-note")}
	SaidAlready = Reason{"repeated", source.Msg("said-already")}
	Furniture   = Reason{"furniture", source.Msg("header-footer-or-page-number")}
	Correction  = Reason{"correction", source.Msg("correction-made-by-banxin-repeat-as")}
	InHead      = Reason{"corrected", source.Msg("in-story-s-head-now")}
	FieldCode   = Reason{"field", source.Msg("code-of-field")}
	Imprint     = Reason{"imprint", source.Msg("line-of-page-about-story")}
	Promotion   = Reason{"promotion", source.Msg("promotion")}
	Chat        = Reason{"chat", source.Msg("line-or-sign-of-chat-program")}
	Emoji       = Reason{"emoji", source.Msg("emoji")}
	Private     = Reason{"private", source.Msg("how-sender-is-reached")}
	Unused      = Reason{"unused", source.Msg("nothing-of-story-says")}
	Media       = Reason{"media", source.Msg("sound-or-film")}
	Object      = Reason{"object", source.Msg("embedded-object-or-macro")}
	Decoration  = Reason{"decoration", source.Msg("picture-decoration")}
)
