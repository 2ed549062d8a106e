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
func checkArrow(file io.ReaderAt, size int64) error {
	const magic = int64(len("ARROW1"))
	end, err := readAt(file, size, size-magic-4, 4)
	if err != nil {
		return err
	}
	length := int64(binary.LittleEndian.Uint32(end))
	bytes, err := readAt(file, size, size-magic-4-length, length)
	if err != nil {
		return err
	}
	footer := &flat{bytes: bytes}
	root := footer.u32(0)
	footer.schema(footer.table(footer.slot(root, 1)))
	footer.list(footer.slot(root, 4), 4)
	for _, blocks := range []int{2, 3} { // dictionaries, record batches
		first, n := footer.list(footer.slot(root, blocks), 24)
		for i := range n {
			block := first + 24*i
			if err := checkMessage(file, size, footer.u64(block), int64(footer.u32(block+8)), footer.u64(block+16)); err != nil {
				return err
			}
		}
	}
	return footer.failed()
}

// checkArrowStream follows the messages of an Arrow stream in the same way: each
// has its mark, the length of its metadata, these and its body.
func checkArrowStream(file io.ReaderAt, size int64) error {
	for offset := int64(0); offset < size; {
		head, err := readAt(file, size, offset, 8)
		if err != nil {
			return err
		}
		length := int64(binary.LittleEndian.Uint32(head[4:]))
		if length == 0 { // the end of the stream
			return nil
		}
		metadata, err := readAt(file, size, offset+8, length)
		if err != nil {
			return err
		}
		message := &flat{bytes: metadata}
		root := message.u32(0)
		body := int64(0)
		if slot := message.slot(root, 3); slot != 0 {
			body = message.u64(slot)
		}
		if err := message.failed(); err != nil {
			return err
		}
		if err := checkMessage(file, size, offset, length+8, body); err != nil {
			return err
		}
		offset += length + 8 + body
	}
	return nil
}

// checkMessage follows the metadata of one batch.
func checkMessage(file io.ReaderAt, size, offset, metadata, body int64) error {
	bytes, err := readAt(file, size, offset, metadata)
	if err != nil || metadata < 8 || body < 0 || body > size-offset-metadata {
		return errArrow
	}
	if binary.LittleEndian.Uint32(bytes) == 0xffffffff { // the mark of later versions
		bytes = bytes[4:]
	}
	message := &flat{bytes: bytes[4:]}
	root := message.u32(0)
	message.list(message.slot(root, 4), 4)
	header := message.table(message.slot(root, 2))
	switch message.u8(message.slot(root, 1)) {
	case 1: // the schema of a stream
		message.schema(header)
	case 2: // a dictionary
		message.batch(message.table(message.slot(header, 1)))
	case 3: // a batch of records
		message.batch(header)
	}
	return message.failed()
}

func readAt(file io.ReaderAt, size, offset, length int64) ([]byte, error) {
	if offset < 0 || length < 0 || offset > size || length > size-offset {
		return nil, errArrow
	}
	bytes := make([]byte, length)
	_, err := file.ReadAt(bytes, offset)
	return bytes, err
}

// flat is one FlatBuffer. What lies beyond its end reads as 0 and is remembered.
type flat struct {
	bytes  []byte
	beyond bool
	fields int // how many were followed
}

func (f *flat) failed() error {
	if f.beyond {
		return errArrow
	}
	return nil
}

// at gives so many bytes at a place.
func (f *flat) at(place, n int) []byte {
	if place < 0 || place > len(f.bytes)-n {
		f.beyond = true
		return make([]byte, n)
	}
	return f.bytes[place : place+n]
}

func (f *flat) u8(place int) int  { return int(f.at(place, 1)[0]) }
func (f *flat) u16(place int) int { return int(binary.LittleEndian.Uint16(f.at(place, 2))) }
func (f *flat) u32(place int) int { return int(binary.LittleEndian.Uint32(f.at(place, 4))) }

// u64 reads a length, which no file makes negative.
func (f *flat) u64(place int) int64 {
	n := binary.LittleEndian.Uint64(f.at(place, 8))
	if n > 1<<62 {
		f.beyond = true
		return 0
	}
	return int64(n)
}

// slot is where a field of the table at a place stands, 0 when it is left out.
// The table begins with how far before it, or behind, its entries stand.
func (f *flat) slot(table, number int) int {
	back := f.u32(table)
	if back >= 1<<31 {
		back -= 1 << 32
	}
	entries := table - back
	if 4+2*number >= f.u16(entries) {
		return 0
	}
	if offset := f.u16(entries + 4 + 2*number); offset > 0 {
		return table + offset
	}
	return 0
}

// table is where the table that a field refers to stands.
func (f *flat) table(slot int) int {
	if slot == 0 {
		f.beyond = true
	}
	return slot + f.u32(slot)
}

// list gives the first element of a list and how many there are, of so many
// bytes each.
func (f *flat) list(slot, size int) (first, n int) {
	if slot == 0 {
		return 0, 0
	}
	start := f.table(slot)
	if n = f.u32(start); n*size > len(f.bytes)-start-4 {
		f.beyond = true
		return 0, 0
	}
	return start + 4, n
}

func (f *flat) schema(table int) {
	f.list(f.slot(table, 2), 4)
	f.list(f.slot(table, 3), 8)
	f.children(f.slot(table, 1), 0)
}

// children follows a list of fields and what is nested in them.
func (f *flat) children(slot, depth int) {
	first, n := f.list(slot, 4)
	if f.fields += n; f.fields > mostArrowFields || depth > 64 {
		f.beyond = true
		return
	}
	for i := range n {
		field := f.table(first + 4*i)
		if kind := f.slot(field, 2); kind != 0 && f.u8(kind) == 14 { // a union lists its types
			f.list(f.slot(f.table(f.slot(field, 3)), 1), 4)
		}
		f.list(f.slot(field, 0), 1)
		f.list(f.slot(field, 6), 4)
		f.children(f.slot(field, 5), depth+1)
	}
}

func (f *flat) batch(table int) {
	f.list(f.slot(table, 1), 16)
	_, buffers := f.list(f.slot(table, 2), 16)
	first, views := f.list(f.slot(table, 4), 8)
	for i := range views { // each says how many of the buffers it has
		if f.u64(first+8*i) > int64(buffers) {
			f.beyond = true
		}
	}
}
