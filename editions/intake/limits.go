package intake

// Limits of what is read. More is a mistake or an attack, and a finding.
type Limits struct {
	File     int   // bytes of a file, outside or inside another
	Text     int   // bytes of its text in UTF-8
	Pieces   int   // paragraphs
	Cells    int   // of a table: its rows times its columns
	Depth    int   // of files inside files
	Nesting  int   // of elements inside elements, groups inside groups
	Entries  int   // of an archive
	Expanded int64 // bytes that all archives of a file expand to, together
	Ratio    int   // of expanded to packed bytes, beyond the first MB
}

// DefaultLimits are what a newspaper's copy never comes near.
var DefaultLimits = Limits{
	File: 64 << 20, Text: 3 << 20, Pieces: 50000, Cells: 100000, Depth: 4, Nesting: 200, Entries: 5000, Expanded: 256 << 20, Ratio: 200,
}
