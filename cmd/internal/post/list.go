// Package post sends an edition to readers by mail: a message each, as fast as the server
// may be asked, with a log by which an interrupted run goes on.
//
//	readers, found := post.ReadList("readers.txt", data, post.Mail)
//	report, found, err := post.Job{Edition: e, Readers: readers, …}.Run(ctx)
package post

import (
	"errors"
	"net/mail"
	"strings"

	"golang.org/x/net/idna"

	"banxin/editions/intake"
	"banxin/editions/source"
)

// Form is how a reader gets the edition.
type Form string

// Forms: a message to read, with the edition attached; or the edition for the address of a
// reading device, which takes what is attached and shows nobody the message.
const (
	Mail   Form = "mail"
	Kindle Form = "kindle"
)

// Reader is somebody on a list.
type Reader struct {
	Name    string
	Address string // as servers want it: the domain in ASCII
	Form    Form
	Pos     source.Pos // in the list
	log     *Log
}

// ReadList reads a list of readers: an address a line, with a name or without, as in
// 张三 <zhang@example.org>. Blank lines and those that begin with # are left out. Lines
// that are no address, and addresses that stand there before, are findings. The list may be
// in any encoding that copy may come in without saying so (intake.DecodeBytes).
func ReadList(name string, data []byte, form Form) (readers []Reader, found source.List) {
	text := intake.DecodeBytes(data, "utf-8")
	f := source.NewFile(name, []byte(text))
	first := map[string]int{}
	at := 0
	for i, line := range strings.SplitAfter(text, "\n") {
		span := source.Span{Start: at, End: at + len(strings.TrimRight(line, "\r\n"))}
		at += len(line)
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		a, err := address(line)
		switch {
		case err != nil:
			found.Add(source.New("SND-ADDRESS", f.Pos(span), source.Msg("no-mail-address", line), source.Msg("write-address-line-with-name-or")))
		case first[strings.ToLower(a.Address)] > 0:
			found.Add(source.New("SND-TWICE", f.Pos(span), source.Msg("stands-in-line-already", a.Address, first[strings.ToLower(a.Address)]), source.Msg("one-message-sent-delete-one-of")))
		default:
			first[strings.ToLower(a.Address)] = i + 1
			readers = append(readers, Reader{Name: a.Name, Address: a.Address, Form: form, Pos: f.Pos(span)})
		}
	}
	return readers, found
}

// How long an address can be, and its part before the @, in octets (RFC 5321 section 4.5.3.1).
const maxLocal, maxAddress = 64, 254

// address reads one address; the domain comes in ASCII (RFC 5891).
func address(s string) (*mail.Address, error) {
	a, err := mail.ParseAddress(s)
	if err != nil {
		return nil, err
	}
	at := strings.LastIndexByte(a.Address, '@')
	domain, err := idna.Lookup.ToASCII(a.Address[at+1:])
	if err != nil {
		return nil, err
	}
	a.Address = a.Address[:at+1] + domain
	if at > maxLocal || len(a.Address) > maxAddress {
		return nil, errors.New("longer than an address can be")
	}
	return a, nil
}
