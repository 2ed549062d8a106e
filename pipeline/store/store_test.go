package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ehcp/pipeline/store"
)

func noFlush(string) error { return nil }

// kept keeps one file under a name and gives the name that it has.
func kept(t *testing.T, s store.Store, name, content string) string {
	t.Helper()
	draft, err := s.Draft(store.Records)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(draft.Folder(), "rows"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(draft.Folder(), "rows", "one.txt"), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := draft.Keep(name, noFlush)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestKeepAndFind keeps entries by their content, once each, for the owner alone.
func TestKeepAndFind(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	s := store.In(out)
	if _, err := s.Find(store.Records, "nothing"); !errors.Is(err, store.ErrAbsent) {
		t.Errorf("an empty store gives %v", err)
	}
	one, two := kept(t, s, "", "one"), kept(t, s, "", "two")
	if again := kept(t, s, "", "one"); again != one || one == two || len(s.Names(store.Records)) != 2 {
		t.Errorf("names %s, %s and %s; %v are there", one, two, again, s.Names(store.Records))
	}
	if name := kept(t, s, "mine", "one"); name != "mine" {
		t.Errorf("the name is %s, want mine", name)
	}
	folder, err := s.Find(store.Records, one)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "rows", "one.txt"))
	if err != nil || string(text) != "one" {
		t.Errorf("it holds %q (%v)", text, err)
	}
	for path, want := range map[string]os.FileMode{folder: 0o700, filepath.Join(folder, "rows", "one.txt"): 0o600, filepath.Join(out, "store"): 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v (%v), want %v", path, info.Mode().Perm(), err, want)
		}
	}
}

// TestDamage finds each way in which an entry may be spoilt, and takes it aside.
func TestDamage(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(folder string) error{
		"a file changed": func(folder string) error {
			return os.WriteFile(filepath.Join(folder, "rows", "one.txt"), []byte("0ne"), 0o600)
		},
		"a file gone": func(folder string) error { return os.Remove(filepath.Join(folder, "rows", "one.txt")) },
		"no list":     func(folder string) error { return os.Remove(filepath.Join(folder, "contents.json")) },
		"half a list": func(folder string) error {
			return os.WriteFile(filepath.Join(folder, "contents.json"), []byte("[{"), 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := store.In(t.TempDir())
			entry := kept(t, s, "", "one")
			if err := spoil(s.Folder(store.Records, entry)); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Find(store.Records, entry); err == nil || errors.Is(err, store.ErrAbsent) {
				t.Errorf("found: %v", err)
			}
			if err := s.SetAside(store.Records, entry); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Find(store.Records, entry); !errors.Is(err, store.ErrAbsent) {
				t.Errorf("after it was set aside: %v", err)
			}
			kept(t, s, "", "one")
			if _, err := s.Find(store.Records, entry); err != nil {
				t.Errorf("written again: %v", err)
			}
		})
	}
}

// TestThin removes what nobody needs, and what a killed run left.
func TestThin(t *testing.T) {
	t.Parallel()
	s := store.In(filepath.Join(t.TempDir(), "a [folder]"))
	one, two := kept(t, s, "", "one"), kept(t, s, "", "two")
	if gone := s.Thin(store.Records, []string{two, "another"}); gone != 1 || !slices.Equal(s.Names(store.Records), []string{two}) {
		t.Errorf("%d gone, %v left, want %s and not %s", gone, s.Names(store.Records), two, one)
	}
	draft, err := s.Draft(store.Records)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Clear(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(draft.Folder()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what was half written is there: %v", err)
	}
	if _, err := s.Find(store.Records, two); err != nil {
		t.Error(err)
	}
}
