package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/runs"
)

// Draft is an entry that is being written, aside.
type Draft struct {
	store  Store
	shelf  string
	folder string
}

// Draft begins an entry. Its files are written into Folder; Keep or Drop ends it.
func (s Store) Draft(shelf string) (*Draft, error) {
	if err := os.MkdirAll(filepath.Join(s.folder, shelf), 0o700); err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(filepath.Join(s.folder, shelf), fresh)
	if err != nil {
		return nil, err
	}
	return &Draft{s, shelf, folder}, nil
}

// Folder is where the files of the entry are written.
func (d *Draft) Folder() string { return d.folder }

// Drop throws the draft away.
func (d *Draft) Drop() error { return os.RemoveAll(d.folder) }

// Keep puts the entry in its place by one rename, once all of it is on the disk,
// and gives its name: the one that is given, else the hash of its content. An
// entry of the name that is there already stays, as it has the same content. The
// flush waits until a tree of files is on the disk.
func (d *Draft) Keep(name string, flush func(folder string) error) (string, error) {
	files, err := d.hashed()
	if err != nil {
		return "", err
	}
	text, err := json.MarshalIndent(files, "", "  ")
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(d.folder, contents), append(text, '\n'), 0o600); err != nil {
		return "", err
	}
	if name == "" {
		sum := sha256.Sum256(text)
		name = hex.EncodeToString(sum[:])
	}
	if err := errors.Join(private(d.folder), flush(d.folder)); err != nil {
		return "", err
	}
	if _, err := os.Lstat(d.store.Folder(d.shelf, name)); err == nil {
		return name, d.Drop()
	}
	if err := os.Rename(d.folder, d.store.Folder(d.shelf, name)); err != nil {
		return "", fmt.Errorf("keep %s: %w", name, err)
	}
	return name, nil
}

// hashed lists the files of the draft in order, each with its hash.
func (d *Draft) hashed() ([]runs.Output, error) {
	files := []runs.Output{}
	err := filepath.WalkDir(d.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		inside, err := filepath.Rel(d.folder, path)
		if err != nil {
			return err
		}
		sum, err := runs.Hash(path)
		files = append(files, runs.Output{Path: filepath.ToSlash(inside), SHA256: sum})
		return err
	})
	slices.SortFunc(files, func(a, b runs.Output) int { return strings.Compare(a.Path, b.Path) })
	return files, err
}

// private takes every right on a folder and its files from everybody else.
func private(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return os.Chmod(path, 0o700) //nolint:gosec // The folder is the run's own, which nobody else may write to.
		}
		return os.Chmod(path, 0o600) //nolint:gosec // As above.
	})
}
