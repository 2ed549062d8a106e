package pipeline

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
)

// readKey reads the key that pseudonyms are made with: a file beside the
// configuration that only its owner can read, made by the first run that needs
// it.
func (j *job) readKey() error {
	if !slices.ContainsFunc(j.sources, (*extract.Source).IsSEN2) {
		return nil
	}
	path := filepath.Join(j.o.Config.Folder, "ehcp.key")
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		fresh := make([]byte, 32)
		if _, err := rand.Read(fresh); err != nil {
			return fmt.Errorf("make the pseudonym key: %w", err)
		}
		text = []byte(hex.EncodeToString(fresh))
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return fault.Wrap(fault.Failed, err, "cannot write the pseudonym key "+path, "check who may write there")
		}
	} else if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot read the pseudonym key "+path, "it is for the owner of the night run alone")
	}
	if j.pseudonymKey, err = hex.DecodeString(strings.TrimSpace(string(text))); err != nil || len(j.pseudonymKey) < 16 {
		return fault.New(fault.Usage, path+" is not a pseudonym key", "restore the file that earlier runs used")
	}
	return nil
}
