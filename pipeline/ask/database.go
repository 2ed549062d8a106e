package ask

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/runs"
)

// Database gives the path of the database of a run in the folder out: of the
// run with that id, or of the latest when id is empty.
func Database(out, id string) (string, error) {
	folder, err := runs.Folder(out, id)
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

// because says why a run published nothing, if its manifest tells.
func because(folder string) string {
	told, err := runs.Read(folder)
	if err != nil || told.Status == "" || told.Status == runs.Published {
		return ""
	}
	return fmt.Sprintf(" (it ended as %s)", told.Status)
}
