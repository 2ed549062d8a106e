package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// flushTree waits until a folder and all that is in it are on the disk, so that
// a machine that loses its power keeps a whole run or none.
func flushTree(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return flushFolder(path)
		}
		return flushFile(path)
	})
}

// flushFile waits until a file is on the disk. It is opened for writing, as
// Windows wants.
func flushFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("flush to the disk: %w", err)
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("flush to the disk: %w", err)
	}
	return nil
}

// flushFolder waits until the names in a folder are on the disk. Windows has no
// such step.
func flushFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("flush to the disk: %w", err)
	}
	if err := errors.Join(folder.Sync(), folder.Close()); err != nil {
		return fmt.Errorf("flush to the disk: %w", err)
	}
	return nil
}
