package runs

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Whole says what is wrong with the run in a folder: nothing where its manifest
// says that it was published, is of this run, and every file that it lists is
// there with the content that it had then.
func Whole(folder string) error {
	r, err := Read(folder)
	switch {
	case err != nil:
		return err
	case r.Status != Published:
		return fmt.Errorf("%s was not published: %s", r.ID, r.Status)
	case r.Claims != r.ID:
		return fmt.Errorf("the manifest of %s is that of another run", r.ID)
	case len(r.Outputs) == 0:
		return errors.New(r.ID + " lists no file")
	}
	for _, output := range r.Outputs {
		sum, err := Hash(filepath.Join(folder, filepath.FromSlash(output.Path)))
		if err != nil {
			return err
		}
		if sum != output.SHA256 {
			return fmt.Errorf("%s of run %s is not as it was published", output.Path, r.ID)
		}
	}
	return nil
}

// Hash is the SHA-256 of a file's content, in hexadecimal digits.
func Hash(path string) (sum string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
