package extract

import (
	"encoding/binary"
	"errors"
	"io"
)

// errArrow is what a damaged Arrow file gives.
var errArrow = errors.New("a length in the file's metadata goes beyond its end")

// mostArrowFields bounds how many fields, nested ones included, are followed.
const mostArrowFields = 100_000

// checkArrow follows the metadata of an Arrow file (the FlatBuffers of the
// Arrow columnar format, File.fbs, Schema.fbs and Message.fbs) and refuses one
// with a list that is longer than the metadata itself: the library makes room
// for whatever length it reads, and Go does not survive asking for too much.
func checkArrow(file io.ReaderAt, size int64) (err error) {
	defer func() {
		if recover() != nil { // an offset out of bounds
			err = errArrow
		}
	}()
	const magic = "ARROW1"
	end := at(file, size-int64(len(magic))-4, 4)
	length := int64(int32(binary.LittleEndian.Uint32(end)))
	if length <= 0 || length > size {
		return errArrow
	}
	footer := flat{at(file, size-int64(len(magic))-4-length, length), new(int)}
	root := footer.root()
	schema := footer.table(footer.slot(root, 1))
	footer.schema(schema)
	footer.list(footer.slot(root, 4), 4)
	for _, blocks := range []int{2, 3} { // dictionaries, record batches
		first, n := footer.list(footer.slot(root, blocks), 24)
		for i := range n {
			block := footer.bytes[first+24*i:]
			checkMessage(file, size, int64(binary.LittleEndian.Uint64(block)), int64(int32(binary.LittleEndian.Uint32(block[8:]))),
				int64(binary.LittleEndian.Uint64(block[16:])))
		}
	}
	return nil
}

// checkMessage follows the metadata of one batch.
func checkMessage(file io.ReaderAt, size, offset, metadata, body int64) {
	if offset < 0 || metadata < 8 || body < 0 || metadata > size || body > size || offset > size-metadata-body {
		panic(errArrow)
	}
	bytes := at(file, offset, metadata)
	if binary.LittleEndian.Uint32(bytes) == 0xffffffff { // the mark of later versions
		bytes = bytes[4:]
	}
	message := flat{bytes[4:], new(int)}
	root := message.root()
	message.list(message.slot(root, 4), 4)
	header := message.table(message.slot(root, 2))
	switch kind := message.bytes[message.slot(root, 1)]; kind {
	case 2: // a dictionary
		message.batch(message.table(message.slot(header, 1)))
	case 3: // a batch of records
		message.batch(header)
	}
}

func at(file io.ReaderAt, offset, length int64) []byte {
	bytes := make([]byte, length)
	if _, err := file.ReadAt(bytes, offset); err != nil {
		panic(err)
	}
	return bytes
}

// flat is one FlatBuffer. Its methods panic beyond its end.
type flat struct {
	bytes  []byte
	fields *int // how many were followed
}

func (f flat) root() int { return int(binary.LittleEndian.Uint32(f.bytes)) }

// slot is where a field of the table at a place stands, 0 when it is left out.
func (f flat) slot(table, number int) int {
	entries := table - int(int32(binary.LittleEndian.Uint32(f.bytes[table:])))
	if 4+2*number >= int(binary.LittleEndian.Uint16(f.bytes[entries:])) {
		return 0
	}
	offset := int(binary.LittleEndian.Uint16(f.bytes[entries+4+2*number:]))
	if offset == 0 {
		return 0
	}
	return table + offset
}

// table is where the table that a field refers to stands.
func (f flat) table(slot int) int {
	if slot == 0 {
		panic(errArrow)
	}
	return slot + int(binary.LittleEndian.Uint32(f.bytes[slot:]))
}

// list gives the first element of a list and how many there are, of so many
// bytes each.
func (f flat) list(slot, size int) (first, n int) {
	if slot == 0 {
		return 0, 0
	}
	start := f.table(slot)
	n = int(binary.LittleEndian.Uint32(f.bytes[start:]))
	if n*size > len(f.bytes)-start-4 {
		panic(errArrow)
	}
	return start + 4, n
}

func (f flat) schema(table int) {
	f.list(f.slot(table, 2), 4)
	f.list(f.slot(table, 3), 8)
	f.children(f.slot(table, 1), 0)
}

// children follows a list of fields and what is nested in them.
func (f flat) children(slot, depth int) {
	first, n := f.list(slot, 4)
	if *f.fields += n; *f.fields > mostArrowFields || depth > 64 {
		panic(errArrow)
	}
	for i := range n {
		field := f.table(first + 4*i)
		if kind := f.slot(field, 2); kind != 0 && f.bytes[kind] == 14 { // a union lists its types
			f.list(f.slot(f.table(f.slot(field, 3)), 1), 4)
		}
		f.list(f.slot(field, 0), 1)
		f.list(f.slot(field, 6), 4)
		f.children(f.slot(field, 5), depth+1)
	}
}

func (f flat) batch(table int) {
	f.list(f.slot(table, 1), 16)
	f.list(f.slot(table, 2), 16)
	f.list(f.slot(table, 4), 8)
}
