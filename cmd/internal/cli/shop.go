package cli

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"banxin/assets"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// forFlag adds --for, the printer's file that a command obeys.
func forFlag(w *world, c *cobra.Command, to *string) {
	c.Flags().StringVar(to, "for", "", w.say.T("--for"))
	must(c.RegisterFlagCompletionFunc("for", func(_ *cobra.Command, _ []string, toComplete string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if strings.ContainsAny(toComplete, "./") {
			return []string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
		}
		return readyShops(), cobra.ShellCompDirectiveDefault
	}))
}

// readyShops lists the printers' files that banxin brings.
func readyShops() (names []string) {
	entries, _ := fs.ReadDir(assets.Printers(), ".")
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return names
}

// openShop opens the folder of the printer's file that --for names; what has no extension is
// one that banxin brings. The function returned closes it.
func openShop(said string) (editions.Shop, func(), error) {
	if filepath.Ext(said) == "" {
		return editions.Shop{Name: said}, func() {}, nil
	}
	if _, err := os.Stat(said); err != nil {
		return editions.Shop{}, nil, words.Fault("cannot-read-file", said, err)
	}
	root, err := os.OpenRoot(filepath.Dir(said))
	if err != nil {
		return editions.Shop{}, nil, words.Fault("cannot-read-file", said, err)
	}
	return editions.Shop{FS: root.FS(), Name: filepath.Base(said), Said: filepath.ToSlash(said)}, func() { root.Close() }, nil
}

// loadShop reads the printer's file that --for names, for commands that have no paper.
func loadShop(said string) (editions.Press, source.List, error) {
	shop, closeDir, err := openShop(said)
	if err != nil {
		return editions.Press{}, nil, err
	}
	defer closeDir()
	p, found := editions.LoadPress(shop, assets.Printers(), machineProfiles{})
	found = append(found, works.Usable(&p)...)
	found.Sort()
	return p, found, nil
}

// machineProfiles are the ICC profiles where systems keep them, by their files' names.
type machineProfiles struct{}

func (machineProfiles) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) || path.Base(name) != name {
		return nil, fs.ErrNotExist
	}
	for _, dir := range profileFolders() {
		if f, err := os.Open(filepath.Join(dir, name)); err == nil {
			return f, nil
		}
	}
	return nil, fs.ErrNotExist
}

// profileFolders are the folders of the user and of the system.
func profileFolders() []string {
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("SystemRoot"), "System32", "spool", "drivers", "color")}
	case "darwin":
		return []string{filepath.Join(home, "Library", "ColorSync", "Profiles"), "/Library/ColorSync/Profiles"}
	}
	return []string{filepath.Join(home, ".local", "share", "icc"), filepath.Join(home, ".local", "share", "color", "icc"), filepath.Join(home, ".color", "icc"), "/usr/local/share/color/icc", "/usr/share/color/icc"}
}
