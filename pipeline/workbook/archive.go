package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"
)

// archive is a ZIP file whose parts stand in the order of their names and carry
// no time, in whatever order they come: excelize hands long sheets over in none.
// Until the end only packed parts are held.
type archive struct {
	to      io.Writer
	parts   map[string]*part
	packing *flate.Writer
	open    *part
	stopped func() error // is not nil once there is no use in going on
}

// part is one file of the archive.
type part struct {
	packed  bytes.Buffer
	sum     hash.Hash32
	size    uint64
	pack    *flate.Writer
	stopped func() error
}

// newArchive makes archives that are given up once stopped gives an error.
func newArchive(stopped func() error) func(io.Writer) excelize.ZipWriter {
	return func(w io.Writer) excelize.ZipWriter {
		return &archive{to: w, parts: map[string]*part{}, stopped: stopped}
	}
}

// Create begins a part and ends the one before it.
func (a *archive) Create(name string) (io.Writer, error) {
	if err := a.endPart(); err != nil {
		return nil, err
	}
	p := &part{sum: crc32.NewIEEE(), stopped: a.stopped}
	if a.packing == nil {
		packing, err := flate.NewWriter(&p.packed, flate.BestSpeed)
		if err != nil {
			return nil, err
		}
		a.packing = packing
	} else {
		a.packing.Reset(&p.packed)
	}
	p.pack = a.packing
	a.parts[name], a.open = p, p
	return p, nil
}

// AddFS is what excelize asks of an archive and never calls.
func (a *archive) AddFS(fs.FS) error { return errors.ErrUnsupported }

func (a *archive) endPart() error {
	if a.open == nil {
		return nil
	}
	a.open = nil
	return a.packing.Close()
}

// Close writes the parts and the list of them.
func (a *archive) Close() error {
	if err := a.endPart(); err != nil {
		return err
	}
	z := zip.NewWriter(a.to)
	for _, name := range slices.Sorted(maps.Keys(a.parts)) {
		p := a.parts[name]
		to, err := z.CreateRaw(&zip.FileHeader{
			Name: name, Method: zip.Deflate, CRC32: p.sum.Sum32(),
			CompressedSize64: uint64(p.packed.Len()), UncompressedSize64: p.size, //nolint:gosec // A length is not negative.
		})
		if err != nil {
			return err
		}
		if _, err := p.packed.WriteTo(to); err != nil {
			return err
		}
	}
	return z.Close()
}

// Write packs what is written of a part.
func (p *part) Write(text []byte) (int, error) {
	if err := p.stopped(); err != nil {
		return 0, err
	}
	_, _ = p.sum.Write(text) // a hash takes everything
	n, err := p.pack.Write(text)
	p.size += uint64(n) //nolint:gosec // A length is not negative.
	return n, err
}
