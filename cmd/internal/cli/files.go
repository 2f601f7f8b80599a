package cli

import (
	"context"
	"io"
	"path/filepath"

	"banxin/cmd/folder"
	"banxin/output/works"
)

// outputs are the files that a command makes in a folder: all of them or none.
type outputs struct {
	*folder.Folder
	files []works.File // made so far
}

func stage(dir string) (*outputs, error) {
	f, err := folder.Stage(dir)
	return &outputs{Folder: f}, err
}

// write makes one file of what fill writes.
func (o *outputs) write(ctx context.Context, name string, fill func(io.Writer) error) error {
	f, err := works.WriteFile(ctx, o.Folder, name, fill)
	if err == nil {
		o.files = append(o.files, f)
	}
	return err
}

// writeFile makes one file of what fill writes, whole or not at all.
func writeFile(ctx context.Context, name string, fill func(io.Writer) error) error {
	out, err := stage(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer out.Abandon()
	if err := out.write(ctx, filepath.Base(name), fill); err != nil {
		return err
	}
	return out.Commit()
}
