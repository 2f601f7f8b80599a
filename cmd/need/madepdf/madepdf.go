// Package madepdf makes PDF files by hand, for tests: of objects as they are written.
//
//	data := madepdf.Of("1.4", "<</Type/Catalog/Pages 2 0 R>>", …) // numbered from 1 on; 1 is the catalogue
package madepdf

import "fmt"

// Of puts objects together, with their table and the trailer.
func Of(version string, objects ...string) []byte {
	b, at := objectsOf(version, objects)
	start := len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		b = fmt.Appendf(b, "%010d 00000 n \n", o)
	}
	return ended(b, fmt.Sprintf("trailer\n<</Size %d/Root 1 0 R>>", len(at)+1), start)
}

// Untabled is Of with a tail of its own where the table and the trailer stand.
func Untabled(version, tail string, objects ...string) []byte {
	b, _ := objectsOf(version, objects)
	return ended(b, tail, len(b))
}

// Stream is a stream object.
func Stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

func objectsOf(version string, objects []string) (b []byte, at []int) {
	b = fmt.Appendf(nil, "%%PDF-%s\n", version)
	for i, o := range objects {
		at = append(at, len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return b, at
}

func ended(b []byte, tail string, start int) []byte {
	return fmt.Appendf(b, "%s\nstartxref\n%d\n%%%%EOF\n", tail, start)
}
