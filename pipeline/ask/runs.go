package ask

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
)

const makeRun = "ehcp run EXTRACT makes a run; --out DIR says where it is"

// Database gives the path of the database of a run in the folder out: of the
// run with that id, or of the latest when id is empty.
func Database(out, id string) (string, error) {
	folder, err := Folder(out, id)
	if err != nil {
		return "", err
	}
	id = filepath.Base(folder)
	path := filepath.Join(folder, "casework", "ehcp.duckdb")
	switch _, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return "", fault.New(fault.Usage, fmt.Sprintf("run %s has no database%s", id, because(folder)),
			"name another with --run, or make one with ehcp run")
	case err != nil:
		return "", fault.Wrap(fault.Failed, err, "cannot read "+path,
			"the casework folder is for the owner of the runs alone")
	}
	return path, nil
}

// Folder gives the folder of a run in the folder out: of the run with that id, or
// of the latest when id is empty.
func Folder(out, id string) (string, error) {
	switch {
	case id == "":
		return latest(out)
	case !known(out, id):
		return "", unknownRun(out, id)
	}
	return filepath.Join(out, "runs", id), nil
}

// latest follows the link latest, or latest.json where there are no links.
func latest(out string) (string, error) {
	link := filepath.Join(out, "latest")
	if folder, err := filepath.EvalSymlinks(link); err == nil {
		return folder, nil
	}
	text, err := os.ReadFile(filepath.Join(out, "latest.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fault.Wrap(fault.Usage, err, "there is no run in "+out, makeRun)
	}
	if err != nil {
		return "", fault.Wrap(fault.Failed, err, "cannot read latest.json in "+out, "")
	}
	var told struct {
		Path string `json:"path"`
	}
	if err := json.Unmarshal(text, &told); err != nil || !filepath.IsLocal(told.Path) {
		return "", fault.Wrap(fault.Failed, err, filepath.Join(out, "latest.json")+" does not name a run",
			"name the run with --run")
	}
	folder := filepath.Join(out, filepath.FromSlash(told.Path))
	if _, err := os.Stat(folder); err != nil {
		return "", fault.Wrap(fault.Failed, err, "the latest run, "+told.Path+", is gone from "+out,
			"name another with --run")
	}
	return folder, nil
}

func known(out, id string) bool {
	return slices.Contains(runs(out), id)
}

// runs lists the ids of the runs in a folder, the newest last.
func runs(out string) []string {
	entries, err := os.ReadDir(filepath.Join(out, "runs"))
	if err != nil {
		return nil
	}
	var ids []string
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") {
			ids = append(ids, entry.Name())
		}
	}
	return ids
}

func unknownRun(out, id string) error {
	ids := runs(out)
	if len(ids) == 0 {
		return fault.New(fault.Usage, "there is no run in "+out, makeRun)
	}
	try := "the newest is " + ids[len(ids)-1]
	if near := fault.Nearest(id, ids); near != "" {
		try = fmt.Sprintf("did you mean %q?", near)
	}
	return fault.New(fault.Usage, fmt.Sprintf("there is no run %q in %s", id, out), try)
}

// because says why a run published nothing, if its manifest tells.
func because(folder string) string {
	text, err := os.ReadFile(filepath.Join(folder, "manifest.json"))
	if err != nil {
		return ""
	}
	var told struct {
		Status string `json:"status"`
	}
	if err := json.Unmarshal(text, &told); err != nil || told.Status == "" || told.Status == "published" {
		return ""
	}
	return fmt.Sprintf(" (it ended as %s)", told.Status)
}
