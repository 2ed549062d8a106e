package runs

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

// Folder gives the folder of a run in the folder out: of the run with that id, or
// of the latest when id is empty.
func Folder(out, id string) (string, error) {
	switch {
	case id == "":
		return Latest(out)
	case !known(out, id):
		return "", unknownRun(out, id)
	}
	return filepath.Join(out, "runs", id), nil
}

// Latest is the folder of the run that is shown: it follows the link latest, or latest.json where there are no links.
func Latest(out string) (string, error) {
	link := filepath.Join(out, "latest")
	if folder, err := filepath.EvalSymlinks(link); err == nil {
		return folder, nil
	}
	text, err := os.ReadFile(filepath.Join(out, "latest.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fault.Wrap(fault.Usage, err, "there is no run in "+out, makeRun)
	}
	if err != nil {
		return "", fault.Wrap(fault.Failed, err, "cannot read latest.json in "+out, "check who may read the folder")
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
	return slices.Contains(IDs(out), id)
}

// IDs lists the ids of the runs in the folder out, the oldest first: those that
// were published and those that were refused.
func IDs(out string) []string {
	entries, err := os.ReadDir(filepath.Join(out, "runs"))
	if err != nil {
		return nil
	}
	var ids []string
	for _, entry := range entries {
		if entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
			ids = append(ids, entry.Name())
		}
	}
	return ids
}

func unknownRun(out, id string) error {
	ids := IDs(out)
	if len(ids) == 0 {
		return fault.New(fault.Usage, "there is no run in "+out, makeRun)
	}
	try := "the newest is " + ids[len(ids)-1]
	if near := fault.Nearest(id, ids); near != "" {
		try = fmt.Sprintf("did you mean %q?", near)
	}
	return fault.New(fault.Usage, fmt.Sprintf("there is no run %q in %s", id, out), try)
}
