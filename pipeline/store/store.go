// Package store keeps what runs rest on, so that figures can be explained and
// runs rebuilt: extracts as staged, the settings of every run, and what each run
// knew and published. What is kept has the name of its content and is never
// changed. It holds case-level records: all of it is for its owner alone.
package store

import (
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

// The shelves of a store.
const (
	Extracts = "extracts" // staged rows of an accepted extract, as Parquet
	Settings = "settings" // configuration and files beside it, of a run
	Records  = "records"  // what a run knew and published, for the runs after it
)

const (
	contents = "contents.json" // of one entry: its files with their hashes
	fresh    = ".new-"         // begins the name of an entry that is being written
	damaged  = ".damaged-"     // and of one that was set aside
)

// Store is the folder out/store.
type Store struct{ folder string }

// In is the store of an output folder. Nothing is made before something is kept.
func In(out string) Store { return Store{filepath.Join(out, "store")} }

// ErrAbsent says that the store does not have an entry.
var ErrAbsent = errors.New("the store does not have it")

// Folder is where an entry is kept, whole or not.
func (s Store) Folder(shelf, name string) string { return filepath.Join(s.folder, shelf, name) }

// Find gives the folder of an entry that is there with every file as it was
// written: ErrAbsent where there is none, another error where it is damaged.
func (s Store) Find(shelf, name string) (string, error) {
	folder := s.Folder(shelf, name)
	files, err := listed(folder)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(folder); err != nil {
			return "", ErrAbsent
		}
	}
	if err != nil {
		return "", fmt.Errorf("%s in %s cannot be read: %w", name, shelf, err)
	}
	for _, file := range files {
		sum, err := runs.Hash(filepath.Join(folder, filepath.FromSlash(file.Path)))
		if err != nil {
			return "", err
		}
		if sum != file.SHA256 {
			return "", fmt.Errorf("%s of %s is not as it was written", file.Path, folder)
		}
	}
	return folder, nil
}

func listed(folder string) (files []runs.Output, err error) {
	text, err := os.ReadFile(filepath.Join(folder, contents))
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &files); err != nil {
		return nil, err
	}
	return files, nil
}

// SetAside takes a damaged entry out of the way of one that is written again. An
// earlier one that was set aside goes.
func (s Store) SetAside(shelf, name string) error {
	aside := s.Folder(shelf, damaged+name)
	return errors.Join(os.RemoveAll(aside), os.Rename(s.Folder(shelf, name), aside))
}

// Names lists a shelf.
func (s Store) Names(shelf string) []string {
	entries, err := os.ReadDir(filepath.Join(s.folder, shelf))
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		if entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
			names = append(names, entry.Name())
		}
	}
	return names
}

// Clear removes what a run that was killed left half written.
func (s Store) Clear() error {
	for _, shelf := range []string{Extracts, Settings, Records} {
		left, err := filepath.Glob(filepath.Join(literally(s.folder), shelf, fresh+"*"))
		if err != nil {
			return err
		}
		for _, folder := range left {
			if err := os.RemoveAll(folder); err != nil {
				return err
			}
		}
	}
	return nil
}

// Thin removes the entries of a shelf that nobody needs any more, and gives how
// many went. One that cannot be removed stays until the next time.
func (s Store) Thin(shelf string, needed []string) (gone int) {
	for _, name := range s.Names(shelf) {
		if slices.Contains(needed, name) {
			continue
		}
		// Out of the way first: one that is stopped halfway is none.
		aside := s.Folder(shelf, fresh+name)
		if os.Rename(s.Folder(shelf, name), aside) == nil && os.RemoveAll(aside) == nil {
			gone++
		}
	}
	return gone
}

// literally keeps the characters of a folder from standing for others.
func literally(folder string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(folder)
}
