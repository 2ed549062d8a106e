package extract

import (
	"context"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/registry"
)

// Kept is what is remembered of a source whose rows are kept, so that it can be
// taken again without its file. Notes and Findings are those once its rows were
// read.
type Kept struct {
	Path         string         `json:"path"`
	Kind         string         `json:"kind"`
	SHA256       string         `json:"sha256"`
	Bytes        int64          `json:"bytes"`
	Encoding     string         `json:"encoding"`
	Date         time.Time      `json:"date"`
	CutOff       time.Time      `json:"cut_off"`
	CompleteFrom time.Time      `json:"complete_from"`
	Present      []string       `json:"present"`
	Dropped      []string       `json:"dropped"`
	Notes        []string       `json:"notes"`
	Findings     []Finding      `json:"findings"`
	Parts        []KeptPart     `json:"parts"`
	Entry        config.Extract `json:"entry"`
	Extra        []string       `json:"extra"`
	IsSEN2       bool           `json:"is_sen2"`
	IsText       bool           `json:"is_text"`
	KeepsLines   bool           `json:"keeps_lines"`
}

// KeptPart is one more file of a return whose modules are files.
type KeptPart struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Keep gives what is to be remembered of a source.
func (s *Source) Keep() Kept {
	k := Kept{
		Path: s.Path, Kind: s.Kind.Name, SHA256: s.SHA256, Bytes: s.Bytes, Encoding: s.Encoding,
		Date: s.Date, CutOff: s.CutOff, CompleteFrom: s.CompleteFrom,
		Present: s.Present, Dropped: s.Dropped, Notes: s.Notes, Findings: s.Findings, Entry: s.entry, Extra: s.extra,
		IsSEN2: s.IsSEN2(), IsText: s.IsText(), KeepsLines: s.KeepsLines(),
	}
	for _, part := range s.Parts {
		k.Parts = append(k.Parts, KeptPart{part.Path, part.SHA256, part.Bytes})
	}
	return k
}

// Remembered is the source that Keep gave, without its file.
func Remembered(k Kept) *Source {
	kind, _ := registry.FindExtract(k.Kind)
	s := &Source{
		Path: k.Path, Kind: kind, SHA256: k.SHA256, Bytes: k.Bytes, Encoding: k.Encoding, Date: k.Date, CutOff: k.CutOff, CompleteFrom: k.CompleteFrom,
		Present: k.Present, Dropped: k.Dropped, Notes: k.Notes, Findings: k.Findings, entry: k.Entry, extra: k.Extra,
		kind: &keptRows{isSEN2: k.IsSEN2, isText: k.IsText, hasLines: k.KeepsLines},
	}
	for _, part := range k.Parts {
		s.Parts = append(s.Parts, &Source{Path: part.Path, SHA256: part.SHA256, Bytes: part.Bytes})
	}
	return s
}

// keptRows stands for a file whose rows are taken from where they are kept.
type keptRows struct{ isSEN2, isText, hasLines bool }

func (*keptRows) open(context.Context, *Source) error { return nil }

func (k *keptRows) keepsLines() bool { return k.hasLines }

func (k *keptRows) isReturn() bool { return k.isSEN2 }

// deliver hands over no row: they are kept as they were staged, not as text.
func (*keptRows) deliver(_ context.Context, s *Source, into Target, take func(text string) error) error {
	return take(s.selectText(into.ID, "(select null::varchar as error_cell where false)", typed{}))
}
