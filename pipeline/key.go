package pipeline

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
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
// configuration that only its owner can read. Where there is none the run makes
// a key, which keepKey writes once it was needed.
func (j *job) readKey() error {
	if j.replayed != nil || !j.needsKey() { // a replay's rows have their pseudonyms
		return nil
	}
	text, err := os.ReadFile(j.keyPath())
	if errors.Is(err, os.ErrNotExist) {
		j.keyIsNew, j.pseudonymKey = true, make([]byte, 32)
		if _, err := rand.Read(j.pseudonymKey); err != nil {
			return fmt.Errorf("make the pseudonym key: %w", err)
		}
		return nil
	}
	if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot read the pseudonym key "+j.keyPath(), "it is for the owner of the night run alone")
	}
	if j.pseudonymKey, err = hex.DecodeString(strings.TrimSpace(string(text))); err != nil || len(j.pseudonymKey) < 16 {
		return fault.New(fault.Usage, j.keyPath()+" is not a pseudonym key", "restore the file that earlier runs used")
	}
	return nil
}

// needsKey says whether pseudonyms may have to be made.
func (j *job) needsKey() bool {
	return slices.ContainsFunc(j.sources, func(s *extract.Source) bool {
		return s.IsSEN2() || slices.Contains(s.Present, "person_id") || slices.Contains(s.Present, "plan_id")
	})
}

// keyHash is the hash of the pseudonym key that this run would use; empty where it
// needs none, or there is none yet.
func (j *job) keyHash() (string, error) {
	if !j.needsKey() {
		return "", nil
	}
	text, err := os.ReadFile(j.keyPath())
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "", nil
	case err != nil:
		return "", fault.Wrap(fault.Failed, err, "cannot read the pseudonym key "+j.keyPath(), "it is for the owner of the night run alone")
	}
	return hashText("pseudonym key " + strings.TrimSpace(string(text))), nil
}

func (j *job) keyPath() string { return filepath.Join(j.o.Config.Folder, "ehcp.key") }

// keepKey writes a key that this run made, if it made a pseudonym with it:
// most extracts number people in a way of their own. A key that another run
// has made since is not overwritten.
func (j *job) keepKey(ctx context.Context) error {
	if !j.keyIsNew || j.manifest.RunID == "" {
		return nil
	}
	if !slices.ContainsFunc(j.sources, (*extract.Source).IsSEN2) {
		hashed, err := j.pseudonyms(ctx)
		if err != nil || hashed == 0 {
			return err
		}
	}
	file, err := os.OpenFile(j.keyPath(), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = file.WriteString(hex.EncodeToString(j.pseudonymKey))
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot write the pseudonym key "+j.keyPath(), "check who may write there")
	}
	j.keyIsNew = false
	j.manifest.Fingerprint, err = j.fingerprint() // the next run will find the key
	return err
}

// pseudonyms counts the pseudonyms that stand for national numbers.
func (j *job) pseudonyms(ctx context.Context) (all int64, err error) {
	tables := map[string][]string{"stage_assessments": j.present()}
	for i, s := range j.lists() {
		tables[listTable(len(j.cases())+i+1)] = s.Kind.Columns()
	}
	for table, columns := range tables {
		for _, column := range columns {
			if column != "person_id" && column != "plan_id" {
				continue
			}
			var n int64
			if err := j.db.Scan(ctx, "select count(*) from "+table+" where regexp_full_match("+column+", '[0-9a-f]{32}')", &n); err != nil {
				return 0, err
			}
			all += n
		}
	}
	return all, nil
}

// lendKey gives the database the key as HMAC-SHA-256 needs it (RFC 2104), in
// variables of this connection: no text of a query holds it, nor any file.
func (j *job) lendKey(ctx context.Context) error {
	if j.pseudonymKey == nil {
		return nil
	}
	key := make([]byte, sha256.BlockSize)
	if len(j.pseudonymKey) > len(key) {
		sum := sha256.Sum256(j.pseudonymKey)
		copy(key, sum[:])
	} else {
		copy(key, j.pseudonymKey)
	}
	inner, outer := bytes.Repeat([]byte{0x36}, len(key)), bytes.Repeat([]byte{0x5c}, len(key))
	subtle.XORBytes(inner, inner, key)
	subtle.XORBytes(outer, outer, key)
	if err := j.db.Exec(ctx, "create table work.pads as select ?::blob as inner_pad, ?::blob as outer_pad", inner, outer); err != nil {
		return err
	}
	for _, statement := range []string{
		"set variable inner_pad = (select inner_pad from work.pads)", "set variable outer_pad = (select outer_pad from work.pads)",
		"drop table work.pads",
	} {
		if err := j.db.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
