// Package other knows files that arrive and are no copy that can be read, and says for each
// what to do: save it in another form, unpack it, put the picture where pictures belong.
package other

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/source"
)

// kind is a kind of file: how it begins, how its name ends, and the way out.
type kind struct {
	what, remedy source.Message
	magic        []string
	endings      []string
}

var kinds = []kind{
	{source.Msg("heic-picture"), source.Msg("save-as-jpeg"), []string{"????ftypheic", "????ftypheix", "????ftypmif1", "????ftyphevc"}, []string{".heic", ".heif"}},
	{source.Msg("picture-no-story"), source.Msg("put-picture-into-images"), []string{"\xFF\xD8\xFF", "\x89PNG\r\n\x1A\n", "GIF8", "II*\x00", "MM\x00*", "RIFF????WEBP"}, []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".svg", ".psd", ".ai", ".eps"}},
	{source.Msg("packed-in-form-not-read"), source.Msg("unpack-or-pack-as-zip"), []string{"Rar!\x1A\x07", "7z\xBC\xAF\x27\x1C", "\x1F\x8B", "BZh", "\xFD7zXZ"}, []string{".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar"}},
	{source.Msg("table-no-story"), source.Msg("name-table-in-story"), nil, []string{".csv", ".tsv"}},
	{source.Msg("table-no-story"), source.Msg("save-table-as-csv"), nil, []string{".xls", ".xlsx", ".et", ".ods", ".numbers"}},
	{source.Msg("slides-no-story"), source.Msg("copy-text-into-docx"), nil, []string{".ppt", ".pptx", ".dps", ".odp", ".key"}},
	{source.Msg("document-of-make-up-program"), source.Msg("export-idml-or-text"), []string{"\x06\x06\xED\xF5\xD8\x1D\x46\xE5"}, []string{".indd", ".indt", ".qxd", ".qxp", ".fit", ".vft", ".pmd", ".p65", ".s2", ".s72", ".s92", ".ps2"}},
	{source.Msg("mail-of-outlook"), source.Msg("save-mail-as-eml"), nil, []string{".msg", ".pst", ".ost"}},
	{source.Msg("document-in-form-not-read"), source.Msg("save-as-docx-or-text"), nil, []string{".pages", ".ofd", ".uof", ".uot", ".caj", ".mobi", ".azw3", ".one", ".vsd", ".xps", ".wpd"}},
	{source.Msg("sound-or-film-file"), source.Msg("send-text-as-well"), []string{"ID3", "????ftypmp4", "????ftypisom", "????ftypM4A"}, []string{".mp3", ".mp4", ".m4a", ".wav", ".amr", ".mov", ".avi", ".silk"}},
}

// Formats are all kinds. They win only where no reader knows the file.
func Formats() []intake.Format {
	var out []intake.Format
	for _, k := range kinds {
		out = append(out, intake.Format{Name: strings.TrimPrefix(k.endings[0], "."), Extensions: k.endings, Sniff: k.sniff,
			Read: func(f intake.File, c *intake.Copy) {
				if ext := strings.ToLower(path.Ext(f.Name)); slices.Contains(k.endings, ext) {
					c.Format = ext[1:] // as it calls itself
				}
				c.Refuse("IMP-READ", k.what, k.remedy)
			}})
	}
	return out
}

func (k kind) sniff(f intake.File) int {
	for _, m := range k.magic {
		if begins(f.Data, m) {
			return 8
		}
	}
	switch {
	case !slices.Contains(k.endings, strings.ToLower(path.Ext(f.Name))) || bytes.HasPrefix(f.Data, []byte("{\\rtf")):
		return 0
	case begins(f.Data, "PK\x03\x04"): // a ZIP file by its bytes: a workbook is no parcel of copy
		return 30
	case begins(f.Data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"): // a compound file, as old documents of Word are
		return 92
	}
	return 4
}

// begins tells whether data begins with a mark, in which ? stands for any byte.
func begins(data []byte, mark string) bool {
	if len(data) < len(mark) {
		return false
	}
	for i := range len(mark) {
		if mark[i] != '?' && mark[i] != data[i] {
			return false
		}
	}
	return true
}
