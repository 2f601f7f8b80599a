package job

import (
	"slices"
	"strconv"
	"strings"
)

// kind is what a list can say of a kind of job; what the jobs do stands in package kinds.
type kind struct {
	name    string
	options []string // flags of banxin that change what is made
	writes  bool     // into its inputs
	library bool     // its folder is one of built editions
	files   bool     // it needs the option that names files
	outputs bool     // it makes outputs that can be chosen
	mute    bool     // what it makes is the same whatever the language of who gives it: it says nothing, or all in both
}

var kindsOfJobs = []kind{
	{name: "build", outputs: true, mute: true, options: []string{"allow-gaps", "auto", "condition", "for", "icc", "ink-limit", "lint", "marks", "no-preflight", "pages", "part-spreads", "ppi", "press-ppi", "profile", "quality", "since", "split", "variants"}},
	{name: "part", outputs: true, mute: true, options: []string{"allow-gaps", "auto", "condition", "for", "icc", "ink-limit", "marks", "no-preflight", "part-spreads", "ppi", "press-ppi", "profile", "quality", Share, "split", "variants"}},
	{name: "check", mute: true, options: []string{"allow-gaps", "for", "look", "max-rate", "only"}},
	{name: "preflight", files: true, mute: true, options: []string{Named, "for", "limits"}},
	{name: "import", files: true, writes: true, options: []string{"again", "as", "changes", "encoding", Named, "filetype", "join", "learn-text", "page", "pages", "role", "slot", "template", "tidy"}},
	{name: "makeup", writes: true, options: []string{"adopt", "allow-gaps", "for", "variants"}},
	{name: "site", library: true, mute: true, options: []string{"base", "title"}},
	{name: "opds", library: true, options: []string{"base", "per-page", "subscribe", "title"}},
}

// Named is the option that names files of a job's folder beside those of its paper: what is
// imported, what is preflighted.
const Named = "files"

// between stands between the values of an option that has several: nothing that a list says has it, nor
// the name of any file.
const between = "\x00"

// Values are the values of an option; Joined makes one of them.
func Values(option string) []string { return strings.Split(option, between) }

// Joined makes an option of several values.
func Joined(values []string) string { return strings.Join(values, between) }

// Share is the option of a part job that says which share of an edition it makes, as 3/8.
const Share = "share"

// ShareOf reads the option: the k-th of so many shares.
func ShareOf(text string) (k, of int, ok bool) {
	first, second, _ := strings.Cut(text, "/")
	k, err := strconv.Atoi(first)
	of, e := strconv.Atoi(second)
	return k, of, err == nil && e == nil && k >= 1 && k <= of && of <= MostShares
}

// MostShares is in how many parts an edition is split at most.
const MostShares = 256

// Pieces is the folder, among the inputs of a build, of what part jobs have made for it.
const Pieces = ".pieces"

// fileOptions are the options that name files below the job's folder.
var fileOptions = []string{Named, "for", "icc", "learn-text", "limits", "since"}

// Kinds says which kinds of jobs there are.
func Kinds() (names []string) {
	for _, k := range kindsOfJobs {
		names = append(names, k.name)
	}
	return names
}

// OptionsOf says which options jobs of a kind have.
func OptionsOf(name string) []string { return kindOf(name).options }

// Writes tells whether jobs of a kind write into their inputs, which are then copies.
func Writes(name string) bool { return kindOf(name).writes }

func kindOf(name string) kind {
	if i := slices.IndexFunc(kindsOfJobs, func(k kind) bool { return k.name == name }); i >= 0 {
		return kindsOfJobs[i]
	}
	return kind{}
}

// Files are the names that options hold which say files of the job's folder.
func Files(o map[string]string) (names []string) {
	for _, k := range fileOptions {
		if v := o[k]; v != "" {
			names = append(names, Values(v)...)
		}
	}
	return names
}

// IsFile tells whether an option names files below the job's folder.
func IsFile(option string) bool { return slices.Contains(fileOptions, option) }
