// Package readers lists the formats that copy arrives in.
package readers

import (
	"banxin/editions/intake"
	"banxin/editions/intake/archive"
	"banxin/editions/intake/docx"
	"banxin/editions/intake/fbd"
	"banxin/editions/intake/html"
	"banxin/editions/intake/indesign"
	"banxin/editions/intake/mail"
	"banxin/editions/intake/markdown"
	"banxin/editions/intake/news"
	"banxin/editions/intake/odt"
	"banxin/editions/intake/other"
	"banxin/editions/intake/rtf"
	"banxin/editions/intake/text"
)

// All returns the formats, those first that win where bytes could be of several.
func All() []intake.Format {
	return append([]intake.Format{
		rtf.Format,
		odt.Format,
		indesign.Format,
		docx.Format,
		docx.Old,
		news.NINJS,
		news.NITF,
		news.NewsML,
		news.Feed,
		mail.Format,
		html.Format,
		archive.EPUB,
		archive.ZIP,
		markdown.Format,
		fbd.Format,
		text.Format,
	}, other.Formats()...)
}
